"""A browser for the tests: Debian's chromium on a live server, that complains by itself.

A page fails its test on a console error, a report of the Content-Security-Policy, an error in a
script, an answer 5xx or a request to anything but the site.

The site is the one of the demonstration. It is loaded once for all these tests, so a test leaves
what others look at as it is.
"""

import os
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from config.audit import append_only
from config.pages.demo.load import load_demo
from tests.browser.extras import add_extras
from tests.conftest import THE_DAY
from tests.run import chromium

# The live server's threads ask the database while playwright's loop runs in the test's thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Chromium's own talk with the outside world is off, and no name but that of the site is found.
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How chromium is started: Debian's program, without its sandbox for root only."""
    program = chromium()
    assert program, "no chromium: apt-get install chromium-headless-shell, or set CHROMIUM"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": program, "args": FLAGS + root, "headless": True}


@pytest.fixture(scope="session")
def browser(browser_type_launch_args):
    """One chromium for the run."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(**browser_type_launch_args)
        yield running
        running.close()


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """The demonstration in the database, committed, until the last browser test is done."""
    with django_db_blocker.unblock():
        with time_machine.travel(THE_DAY, tick=True):
            load_demo()
            add_extras()
        yield
        append_only.drop(connection)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def _django_db_helper(demo):
    """Replaces pytest-django's own: no transaction around a test and no emptying after it.

    The live server must see what is there, and the next test needs the demonstration too.
    """


@pytest.fixture(scope="package")
def site(demo):
    """The address of the running site, without a slash at its end."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


def new_context(browser, site, *, viewport=DESK, javascript=True):
    """A browser that nobody used before."""
    context = browser.new_context(
        base_url=site, viewport=viewport, locale="nl-NL", java_script_enabled=javascript
    )
    context.set_default_timeout(15_000)
    return context


@contextmanager
def opened(browser, site, *, cookies=(), **options):
    """A page in a new browser, that fails on whatever goes wrong in it."""
    context = new_context(browser, site, **options)
    context.add_cookies(list(cookies))
    try:
        with listened(context, site) as page:
            yield page
    finally:
        context.close()


@contextmanager
def listened(context, site):
    """A page that fails on whatever goes wrong in it."""
    page = new_page(context, site)
    try:
        yield page
    finally:
        page.close()
    assert page.trouble == []


def new_page(context, site):
    """A page of which `page.trouble` holds what goes wrong."""
    home = urlsplit(site).netloc
    page = context.new_page()
    trouble = page.trouble = []

    def note_outside(request):
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and url.netloc != home:
            trouble.append(f"request outside: {request.url}")

    page.on("request", note_outside)
    page.on("console", lambda message: _listen(message, trouble))
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("response", lambda answer: _note_failure(answer, trouble))
    return page


def _listen(message, trouble):
    """Keep errors and CSP reports; an answer 4xx that a test asks for is no error of the page."""
    if message.type == "error" and "Failed to load resource" not in message.text:
        trouble.append(f"console: {message.text}")
    elif "Content Security Policy" in message.text:
        trouble.append(f"csp: {message.text}")


def _note_failure(answer, trouble):
    """Keep broken answers: any 5xx, and a style, script, picture or font that is not there."""
    kind = answer.request.resource_type
    if answer.status >= 500 or (answer.status >= 400 and kind not in {"document", "fetch"}):
        trouble.append(f"{answer.status} {kind} {answer.url}")


@pytest.fixture
def page(browser, site):
    """A visitor at a desk."""
    with opened(browser, site) as page:
        yield page


@pytest.fixture
def phone(browser, site):
    """A visitor with a phone of 360 px."""
    with opened(browser, site, viewport=PHONE) as page:
        yield page


@pytest.fixture
def open_page(browser, site):
    """Open more pages: `with open_page(person=x, viewport=PHONE, javascript=False) as page:`."""

    def make(person=None, **options):
        cookies = [session_cookie(person, site)] if person else []
        return opened(browser, site, cookies=cookies, **options)

    return make


@pytest.fixture(scope="package")
def known_pages(browser, site):
    """Pages that stay open between tests, by who is logged in, with their cookies."""
    found: dict = {}
    yield found
    for page, _cookies in found.values():
        page.context.close()


@pytest.fixture
def open_known(browser, site, known_pages):
    """The page of somebody that was used before: `with open_known(person) as page:`.

    It has the styles, and axe ready to run; starting anew takes as long as looking.
    """

    @contextmanager
    def make(person=None):
        who = person.pk if person else None
        if who not in known_pages:
            cookies = [session_cookie(person, site)] if person else []
            known_pages[who] = (new_page(new_context(browser, site), site), cookies)
        page, cookies = known_pages[who]
        page.trouble.clear()
        page.set_viewport_size(DESK)
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        yield page
        assert page.trouble == []

    return make


def session_cookie(person, site) -> dict:
    """The cookie with which a person is logged in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


@pytest.fixture
def login_mails(settings):
    """Login mails take the same way as all mail; Django's tests would catch them before."""
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    cache.clear()  # the limits of the login page are counted there


# What may have another contrast than at the width that was looked at before: what was not to be
# seen there, and what was large there, where less will do. No style of ours gives an element
# another colour at another width (test_browser_itself). Contrast takes most of the time of a look.
_MARK = """again => {
    const large = one => {
        const style = getComputedStyle(one), size = parseFloat(style.fontSize);
        return size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    };
    const all = [...document.querySelectorAll("body, body *")];
    const seen = all.filter(one => one.checkVisibility({visibilityProperty: true}));
    for (const one of all) { one.removeAttribute("data-look-again"); }
    if (again) {
        const changed = one => !gwSeen.has(one) || (gwSeen.get(one) && !large(one));
        for (const one of seen.filter(changed)) { one.setAttribute("data-look-again", ""); }
    } else {
        window.gwSeen = new Map(seen.map(one => [one, large(one)]));
    }
    axe.configure({rules: [{id: "color-contrast", selector: again ? "[data-look-again]" : "*"}]});
}"""


def problems(page, *, known=(), again=False) -> list[str]:
    """What axe finds in the page as it is now, WCAG 2.0 to 2.2 A and AA and best practice.

    `known` names rules that are in a list of known faults of somebody else's page. `again`: only
    the width changed since the look before, so contrast is looked at where it may differ.
    """
    rules = {rule: {"enabled": False} for rule in known}
    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": rules,
    }
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_AXE.axe_script)
    page.evaluate(_MARK, again)
    found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


def too_wide(page) -> int:
    """How many pixels the page is wider than its window; 0 is right."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def faults(page, *, known=(), status=200, again=False) -> list[str]:
    """All that is wrong with the page as it is now, at the width that it has now."""
    found = problems(page, known=known, again=again)
    width = page.viewport_size["width"]
    if (extra := too_wide(page)) > 0:
        found.append(f"{extra} px wider than the window")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} headings h1")
    if not page.title().split(" | ")[0].strip():
        found.append("no title")
    twice = page.evaluate(
        "() => { const all = [...document.querySelectorAll('[id]')].map(e => e.id);"
        " return all.filter((id, n) => all.indexOf(id) !== n); }"
    )
    found += [f"id twice: {name}" for name in twice]
    # An answer that was asked for is no trouble, also when it is an error page.
    said = [line for line in page.trouble if not line.startswith(f"{status} document")]
    page.trouble.clear()
    return [f"at {width} px: {one}" for one in found] + said


@pytest.fixture
def check():
    """Fail on anything that is wrong with a page."""

    def look(page, *, known=()):
        assert faults(page, known=known) == []

    return look


@pytest.fixture
def look(figures):
    """Look at a page at a desk and on a phone, and leave it as it was: `look(page, "home")`.

    With BROWSER_PICTURES=folder in the environment each look leaves a picture there.
    """

    def at_both_widths(page, name, *, status=200, widths=(DESK, PHONE), known=()):
        wrong = []
        for size in widths:
            page.set_viewport_size(size)
            wrong += faults(page, known=known, status=status, again=size != widths[0])
            _keep_picture(page, name, size["width"])
        page.set_viewport_size(widths[0])
        figures("browser", renderings=1, looks=len(widths), faults=len(wrong))
        assert not wrong, f"{name} ({page.url})\n" + "\n".join(wrong)

    return at_both_widths


def _keep_picture(page, name, width):
    if folder := os.environ.get("BROWSER_PICTURES"):
        path = Path(folder) / f"{re.sub('[^a-z0-9]+', '-', name.lower())}-{width}.png"
        page.screenshot(path=path, full_page=True)
