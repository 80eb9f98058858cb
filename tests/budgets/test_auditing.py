"""The reader for the auditor: reads everything about money, changes nothing, and can work every
total out again from one file.
"""

import csv
import io
import re
import zipfile
from collections import defaultdict
from decimal import Decimal

import pytest

from areas.roles import RoleKind
from budgets.actions import accounts, chain, payments
from budgets.actions.allocations import Paper, allocate
from budgets.actions.applications import decide
from budgets.models import Application, Budget
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.clock import today
from tests.budgets.written import ground_of, heard_today
from tests.factories import ApplicationFactory, InitiativeFactory, budget_of, person

pytestmark = pytest.mark.django_db
FILE = "/geld/controle/alles.zip"
CHAIN = ("allocated", "decided", "granted", "committed", "spent", "claimed", "returned", "left")


@pytest.fixture
def told(oost):
    """Two budgets in which everything happened that can happen to money."""
    root = oost.area.municipality.root
    oost.tina = person(RoleKind.BUDGET_HOLDER, root, "Tina Budgethouder")
    oost.sem = person(RoleKind.SUBSIDY, root, "Sem Subsidie")
    oost.sam = person(RoleKind.SUBSIDY, root, "Sam Subsidie")
    oost.abel = person(RoleKind.AUDITOR, root, "Abel Accountant")
    oost.of_west = budget_of(oost.west, scheme=oost.scheme)
    paper = Paper("holder", "M-1", today(), "Nodig.")
    allocate(budget=oost.budget, amount_cents=20_001, paper=paper, by=oost.tina)
    shift = {"budget": oost.budget, "taken_from": oost.of_west, "amount_cents": 9_999}
    allocate(paper=paper, by=oost.tina, **shift)
    for area, budget in ((oost.area, oost.budget), (oost.west, oost.of_west)):
        for number in range(4):
            asked = ApplicationFactory(
                initiative=InitiativeFactory(area=area, submitter=None), budget=budget
            )
            amount = 10_000 + 111 * number
            why = {"ground": ground_of(asked, amount), "reason": "Ja.", "by": oost.tina}
            decide(application=asked, granted=True, amount_cents=amount, **why)
            if number:
                number_ = {"iban": "NL91ABNA0417164300", "holder": "Dorpshuis"}
                payments.give_account(application=asked, **number_, by=oost.sem)
    batch = payments.make_batch(municipality=oost.area.municipality, by=oost.sem)
    payments.check_batch(batch=batch, approved=True, by=oost.sam)
    for number, payment in enumerate(batch.payments.all()):
        if number % 3:
            payments.settle_payment(
                number=payment.number, paid=True, on=today(), note="", by=oost.sem
            )
    for payment in batch.payments.filter(state="paid"):
        asked = Application.objects.select_related(
            "budget__scheme", "scheme", "decision", "initiative"
        ).get(pk=payment.application_id)
        lower = {"amount_cents": 9_000, "ground": "a", "reason": "Minder."}
        accounts.settle(application=asked, **lower, heard=heard_today(), by=oost.tina)
        chain.receive(asked, 500, key=f"terug:{asked.pk}", by=oost.sem)
    return oost


def download(browser) -> dict[str, list[dict]]:
    """The tables of the file, by name; nothing else is read."""
    answer = browser.post(FILE, {"form_key": new_key()})
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        texts = {name: book.read(name).decode("utf-8-sig") for name in book.namelist()}
    assert "Over                       available" in texts.pop("leesmij.txt")
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text), delimiter=";"))
        for name, text in texts.items()
    }


def recomputed(tables) -> dict[str, dict[str, Decimal]]:
    """What leesmij.txt says, done by hand: the figures of each budget from the entries alone."""
    held = defaultdict(lambda: defaultdict(Decimal))
    decided, returned = defaultdict(Decimal), defaultdict(Decimal)
    for row in tables["boekingen"]:
        amount, budget = Decimal(row["bedrag"].replace(",", ".")), row["budget"]
        held[budget][row["naar"]] += amount
        held[budget][row["van"]] -= amount
        if row["budgetbesluit"]:
            decided[budget] += amount if row["van"] == "municipality" else -amount
        ends = (row["van"], row["naar"])
        returned[budget] += amount * (ends == ("claimed", "available"))
        returned[budget] -= amount * (ends == ("available", "claimed"))
    return {
        row["budget"]: {
            "allocated": -(one := held[row["budget"]])["municipality"],
            "decided": decided[row["budget"]],
            "reserved": one["reserved"] + one["committed"],
            "granted": one["reserved"] + one["committed"] + one["spent"] + one["claimed"],
            "committed": one["committed"],
            "spent": one["spent"] + one["claimed"],
            "claimed": one["claimed"],
            "returned": returned[row["budget"]],
            "left": one["available"],
        }
        for row in tables["budgetten"]
    }


def amounts(html: str) -> list[Decimal]:
    """The amounts that a piece of a page shows, in euro."""
    found = re.findall(r">(-?)€\xa0([\d.]+,\d\d)<", html)
    return [Decimal(sign + text.replace(".", "").replace(",", ".")) for sign, text in found]


def test_every_total_of_the_overview_follows_from_the_one_file(told, client_of, client):
    tables = download(client_of(told.abel))
    found = recomputed(tables)
    page = client.get("/geld/").content.decode()
    chain_ = re.search(r'id="keten".*?</dl>', page, re.S)[0]
    expected = [sum(one[name] for one in found.values()) for name in CHAIN]
    assert amounts(chain_) == expected
    assert all(expected), "every figure has something to compare"
    names = ("allocated", "decided", "reserved", "spent", "left")
    rows = re.findall(r"<tr class.*?</tr>", re.search(r"<tbody.*</tbody>", page, re.S)[0], re.S)
    assert len(rows) == len(found) == 2
    for row in rows:
        number = re.search(r"/geld/budgetten/(\d+)/", row)[1]
        assert amounts(row) == [found[number][name] for name in names], number


def test_a_figure_that_is_wrong_would_be_seen(told, client_of, client):
    """Teeth: without its last entry the file gives other totals."""
    tables = download(client_of(told.abel))
    tables["boekingen"].pop()
    expected = [sum(one[name] for one in recomputed(tables).values()) for name in CHAIN]
    page = client.get("/geld/").content.decode()
    assert amounts(re.search(r'id="keten".*?</dl>', page, re.S)[0]) != expected


def test_the_file_leaves_a_trail_and_names_nobody(told, client_of):
    tables = download(client_of(told.abel))
    event = Event.objects.get(verb="money.exported")
    assert event.actor == told.abel
    text = str(tables)
    for secret in ("NL91", "0417164300", "Dorpshuis", "Sem", "Tina", "@"):
        assert secret not in text
    assert {row["rekening"] for row in tables["betalingen"]} == {"•••• 4300"}
    assert len(tables["besluiten"]) == 8
    made_by = {row["opdracht_gemaakt_door"] for row in tables["betalingen"]}
    assert made_by == {str(told.sem.pk)}


@pytest.mark.parametrize("who", ["rosa", "bas", "ada", "raf", "stan", "sem"])
def test_nobody_else_gets_it(told, client_of, who):
    browser = client_of(getattr(told, who))
    assert browser.get("/geld/controle/").status_code == 403
    assert browser.post(FILE, {"form_key": new_key()}).status_code == 403
    assert not Event.objects.filter(verb="money.exported").exists()


def test_abel_reads_and_changes_nothing(told, client_of):
    browser = client_of(told.abel)
    page = browser.get("/geld/controle/").content.decode()
    batch = Application.objects.filter(payments__isnull=False).first().payments.first().batch
    assert batch.get_absolute_url() in page
    assert browser.get(batch.get_absolute_url()).status_code == 200
    asked = Application.objects.latest("pk").get_absolute_url()
    assert browser.get(asked).status_code == 200
    for url in (
        f"{told.budget.get_absolute_url()}aanpassen/",
        f"{asked}besluiten/",
        f"{asked}vaststellen/",
        f"{batch.get_absolute_url()}goedkeuren/",
        f"{batch.get_absolute_url()}bestand/",
        "/geld/betalingen/inlezen/",
    ):
        assert browser.post(url, {"form_key": new_key()}).status_code == 403, url


def test_an_auditor_of_one_area_gets_that_area(told, client_of):
    mia = person(RoleKind.AUDITOR, told.west, "Mia Accountant")
    tables = download(client_of(mia))
    assert {row["budget"] for row in tables["boekingen"]} == {str(told.of_west.pk)}
    assert Budget.objects.count() == 2
