"""python -m tests.bench [sizes]: measure and print. Ratios hold for this run, not in general.

`python -m tests.bench money [sizes]` measures the pages about money alone, with so many requests.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from statistics import median

from tests.bench.pages import Page, first_visit, get, link, timed
from tests.bench.server import ROOT, database_for, environment, fill, serving, worker_megabytes
from tests.database import postgresql

SIZES = [1_000, 10_000, 100_000]
ROUNDS, TIMES = 5, 30
MOST_GROWTH = 1.25
BARE = Page("bare view", "/bench/bare/", 1.0)


def main(arguments: list[str]) -> int:
    """Fill the databases, measure in interleaved rounds, print; 1 when a goal is missed."""
    only_money = arguments[:1] == ["money"]
    sizes = [int(argument) for argument in arguments[only_money:]] or SIZES
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT,
        env=environment("sqlite://"),
        check=True,
    )
    with postgresql() as url, ExitStack() as stack:
        if only_money:
            empty = database_for(url, "gebiedswerk_bench_bare")
            fill(empty, 0)
            bare, _pid = stack.enter_context(serving(empty, BENCH="bare"))
            return money(bare, url, sizes, stack)
        ports, masters, cookies = {}, {}, {}
        for size in sizes:
            address = database_for(url, f"gebiedswerk_bench_{size}")
            say(f"{size} initiatives: filled in {fill(address, size):.0f} s")
            cookies[size] = log_in(address)
            server = serving(address, PAGES_REMEMBERED="0")
            ports[size], masters[size] = stack.enter_context(server)
        bare, _pid = stack.enter_context(serving(address, BENCH="bare"))
        pages = pages_of(ports, cookie_of=cookies)
        largest = pages[max(sizes)]
        ports["again"], masters["again"] = stack.enter_context(serving(address))
        pages["again"] = largest
        missed = report(measure(bare, ports, pages), ports, masters, pages)
        missed += overview(bare, url, max(sizes), stack)
        return missed + money(bare, url, sizes, stack)


def overview(bare: int, url: str, actions: int, stack: ExitStack) -> int:
    """The same for the overview with as many actions; it has a database of its own."""
    address = database_for(url, "gebiedswerk_bench_actions")
    say(f"{actions} actions: filled in {fill(address, 0, actions):.0f} s")
    return beside(bare, {actions: address}, stack, lambda port: overview_pages(port, actions))


def money(bare: int, url: str, sizes: list[int], stack: ExitStack) -> int:
    """The same for the pages about money, with the fewest and with the most requests, each in a
    database of its own.
    """
    addresses = {}
    for size in sorted({min(sizes), max(sizes)}):
        addresses[size] = database_for(url, f"gebiedswerk_bench_money_{size}")
        seconds = fill(addresses[size], size, 0, size)
        say(f"{size} requests for money: filled in {seconds:.0f} s")
    return beside(bare, addresses, stack, money_pages)


def beside(bare: int, addresses: dict[int, str], stack: ExitStack, pages_of_port) -> int:
    """Measure the pages of databases, anew, and again of the largest, beside the bare view; 1 when
    a goal is missed.
    """
    small, large = min(addresses), max(addresses)
    ports = {
        size: stack.enter_context(serving(address, PAGES_REMEMBERED="0"))[0]
        for size, address in addresses.items()
    }
    pages = {size: pages_of_port(port) for size, port in ports.items()}
    ports["again"], _master = stack.enter_context(serving(addresses[large]))
    pages["again"] = pages[large]
    ratios = measure(bare, ports, pages)
    sizes = "".join(f"{size:>10}" for size in ports)
    say(f"{'page':26}{'goal':>6}{sizes}{'growth':>8}{'queries':>9}")
    missed = 0
    for page in pages[large]:
        row = [median(ratios[size, page.name]) for size in ports]
        growth = growth_of(ratios, page.name, small, large)
        queries = get(ports[large], page, **{"X-Count": "1"})[0].getheader("X-Queries")
        anew = row[list(ports).index(large)]
        fine = anew <= page.goal and growth <= MOST_GROWTH and int(queries) <= 12
        missed += not fine
        say(
            f"{page.name:26}{page.goal:>6}"
            + "".join(f"{ratio:>10.2f}" for ratio in row)
            + f"{growth:>8.2f}{queries:>9}"
            + ("" if fine else "  missed")
        )
    return 1 if missed else 0


def growth_of(ratios: dict, name: str, small: int, large: int) -> float:
    """How many times as long a page takes with the most rows as with the fewest, per round."""
    pairs = zip(ratios[small, name], ratios[large, name], strict=True)
    return median(b / a for a, b in pairs)


def overview_pages(port: int, actions: int) -> list[Page]:
    """The overview: its first page, a deep one, and three selections."""
    deep = "/agenda/"
    for _page in range(min(20, actions // 25 - 2)):
        deep = "/agenda/" + link(get(port, Page("", deep, 0))[1], r'rel="next" href="(\?[^"]+)"')
    theme = link(get(port, Page("", "/agenda/", 0))[1], r'name="thema".*?value="([\w-]+)"')
    return [
        Page("overview, page 1", "/agenda/", 3.0),
        Page("overview, deep page", deep, 3.0),
        Page("overview, area", "/agenda/?gebied=rijnwoude", 3.0),
        Page("overview, theme", f"/agenda/?thema={theme}", 3.0),
        Page("overview, late", "/agenda/?stand=late", 3.0),
    ]


def money_pages(port: int) -> list[Page]:
    """The money of a year and of an area, one budget, the register and where it went."""
    budget = link(get(port, Page("", "/geld/", 0))[1], r'href="(/geld/budgetten/\d+/)"')
    return [
        Page("money overview", "/geld/", 3.0),
        Page("money, area", "/geld/?gebied=rijnwoude", 4.0),
        Page("money, budget", budget, 3.0),
        Page("money, register", "/geld/register/", 4.0),
        Page("money, where it went", "/geld/verdeling/", 4.0),
    ]


def log_in(url: str) -> str:
    """Make a login of a demo advisor in a database and return its cookie."""
    code = (
        "from django.contrib.sessions.backends.db import SessionStore as S\n"
        "from django.conf import settings\n"
        "from areas.models import Assignment\n"
        "u = Assignment.objects.current().filter(role__kind='advisor_social').first().user\n"
        "s = S()\n"
        "s['_auth_user_id'] = str(u.pk)\n"
        "s['_auth_user_backend'] = 'django.contrib.auth.backends.ModelBackend'\n"
        "s['_auth_user_hash'] = u.get_session_auth_hash()\n"
        "s.save()\n"
        "print(settings.SESSION_COOKIE_NAME + '=' + s.session_key)\n"
    )
    run = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        env=environment(url),
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip().splitlines()[-1]


def pages_of(ports: dict[int, int], cookie_of: dict[int, str]) -> dict[int, list[Page]]:
    """The pages to measure, per size: their addresses are read from the site itself."""
    found = {}
    for size, port in ports.items():
        listing = get(port, Page("", "/initiatieven/", 0))[1]
        deep = "/initiatieven/"
        for _page in range(min(20, size // 25 - 2)):
            deep = "/initiatieven/" + link(
                get(port, Page("", deep, 0))[1], r'rel="next" href="(\?[^"]+)"'
            )
        area = "/gebieden/rijnwoude/"
        mark = get(port, Page("", area, 0))[0].getheader("ETag")
        found[size] = [
            Page("home", "/", 2.5),
            Page("area page", area, 2.5),
            Page("area page, 304", area, 0.5, headers={"If-None-Match": mark}),
            Page("agenda overview", "/agenda/", 3.0),
            Page("agenda, filtered", "/agenda/?gebied=rijnwoude&stand=running", 4.0),
            Page("initiatives, page 1", "/initiatieven/", 3.0),
            Page("initiatives, deep page", deep, 3.0),
            Page("initiatives, filtered", "/initiatieven/?gebied=rijnwoude", 4.0),
            Page("initiative page", link(listing, r'href="(/initiatieven/\d+/)"'), 2.5),
            Page("mijn werk", "/mijn-werk/", 4.0, cookie=cookie_of[size]),
            Page("council view", "/raad/", 2.5),
            Page("council, initiatives", "/raad/?toon=initiatieven", 2.5),
        ]
    return found


def measure(bare: int, ports: dict[int, int], pages: dict[int, list[Page]]) -> dict:
    """Interleaved rounds: the bare view, then every page of every size; ratios per round."""
    ratios: dict[tuple[int, str], list[float]] = {}
    for size, port in ports.items():
        for page in pages[size]:
            timed(port, page, 3)
    timed(bare, BARE, 10)
    for _round in range(ROUNDS):
        for size, port in ports.items():
            for page in pages[size]:
                yardstick = timed(bare, BARE, TIMES)
                ratios.setdefault((size, page.name), []).append(
                    timed(port, page, TIMES) / yardstick
                )
    milliseconds = timed(bare, BARE, TIMES) * 1000
    say(f"bare view: {milliseconds:.1f} ms here and now; ratios below are medians of {ROUNDS}")
    return ratios


def report(ratios: dict, ports: dict, masters: dict, pages: dict) -> int:
    """Print a line per page and what else was asked; returns 1 when a goal is missed."""
    missed = 0
    sizes = [size for size in ports if size != "again"]
    small, large = min(sizes), max(sizes)
    say(
        f"{'page':26}{'goal':>6}"
        + "".join(f"{size:>10}" for size in ports)
        + f"{'growth':>8}{'queries':>9}{'bytes':>9}"
    )
    say("columns: initiatives, each page made anew; again = the same page asked once more")
    for page in pages[large]:
        row = [median(ratios[size, page.name]) for size in ports]
        growth = growth_of(ratios, page.name, small, large)
        answer, body, _seconds = get(ports[large], page, **{"X-Count": "1"})
        queries = answer.getheader("X-Queries")
        fine = (
            median(ratios[large, page.name]) <= page.goal
            and growth <= MOST_GROWTH
            and int(queries) <= 12
        )
        missed += not fine
        say(
            f"{page.name:26}{page.goal:>6}"
            + "".join(f"{ratio:>10.2f}" for ratio in row)
            + f"{growth:>8.2f}{queries:>9}{len(body):>9}"
            + ("" if fine else "  missed")
        )
    size, requests = first_visit(ports[large], "/gebieden/rijnwoude/")
    memory = max(worker_megabytes(master) for master in masters.values())
    missed += size > 60_000 or requests > 10 or memory > 120
    say(f"first visit of the area page: {size / 1000:.1f} kB in {requests} requests (60 kB, 10)")
    say(f"memory of a worker: {memory:.0f} MB (120 MB)")
    say(f"goals missed: {missed}")
    return 1 if missed else 0


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    print(line, flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
