"""One euro from budget to story and back, by clicking: as Bas who handles money, and as anyone."""

import re
from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from budgets.actions import accounts, payments
from budgets.actions.applications import decide
from budgets.models import Application
from config.lib.clock import today
from tests.factories import (
    ActionFactory,
    ApplicationFactory,
    InitiativeFactory,
    StoryFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def euro(oost):
    """€ 300 from the request to the settlement, with an action and a story."""
    root = oost.area.municipality.root
    sem = person(RoleKind.SUBSIDY, root, "Sem Subsidie")
    sam = person(RoleKind.SUBSIDY, root, "Sam Subsidie")
    action = ActionFactory(area=oost.area, title="Bankjes in Oost")
    idea = InitiativeFactory(
        area=oost.area, title="Bankje bij de vijver", action=action, submitter=oost.rosa
    )
    asked = ApplicationFactory(initiative=idea, budget=oost.budget)
    decide(application=asked, granted=True, amount_cents=30_000, reason="Ja.", by=oost.bas)
    number = {"iban": "NL91ABNA0417164300", "holder": "Rosa"}
    payments.give_account(application=asked, **number, by=oost.rosa)
    batch = payments.make_batch(municipality=oost.area.municipality, by=sem)
    payments.check_batch(batch=batch, approved=True, by=sam)
    payment = batch.payments.get()
    payments.settle_payment(number=payment.number, paid=True, on=today(), note="", by=sem)
    asked = Application.objects.for_page().get(pk=asked.pk)
    told = {"story": "Het staat er. Iedereen zit.", "spent_cents": 30_000}
    accounts.report_spending(application=asked, **told, by=oost.rosa)
    accounts.settle(application=asked, amount_cents=30_000, reason="Goed.", by=oost.bas)
    story = StoryFactory(initiative=idea, state="public", title="Zo kwam het bankje er")
    return SimpleNamespace(
        overview="/geld/",
        budget=oost.budget.get_absolute_url(),
        request=asked.get_absolute_url(),
        books=f"/geld/boekingen/?aanvraag={asked.pk}",
        batch=batch.get_absolute_url(),
        idea=idea.get_absolute_url(),
        action=action.get_absolute_url(),
        story=story.get_absolute_url(),
        sem=sem,
    )


# From where one clicks, and where that leads: there and back again.
EVERYONE = [
    ("overview", "budget"),
    ("budget", "request"),
    ("request", "books"),
    ("request", "idea"),
    ("request", "action"),
    ("request", "story"),
    ("action", "idea"),
    ("idea", "story"),
    ("story", "idea"),
    ("idea", "request"),
    ("books", "request"),
    ("books", "budget"),
    ("request", "budget"),
    ("budget", "overview"),
]
STAFF = [*EVERYONE, ("request", "batch"), ("batch", "request")]


def links(browser, url) -> set[str]:
    """The addresses that a page links to, without the place on the page."""
    answer = browser.get(url)
    assert answer.status_code == 200, url
    found = re.findall(r'<a [^>]*href="([^"]+)"', answer.content.decode())
    return {one.replace("&amp;", "&").partition("#")[0] for one in found}


def walk(browser, euro, hops) -> list[tuple[str, str]]:
    """The hops that are no link on their page."""
    pages = {name: links(browser, getattr(euro, name)) for name in {start for start, _ in hops}}
    return [hop for hop in hops if getattr(euro, hop[1]) not in pages[hop[0]]]


def test_anyone_walks_it_both_ways_without_what_is_private(euro, client):
    assert walk(client, euro, EVERYONE) == []
    assert walk(client, euro, [("request", "batch")]) == [("request", "batch")]
    page = client.get(euro.request).content.decode()
    for words in ("Toegekend: €\xa0300,00", "betaald op", "Vastgesteld op", "Het staat er."):
        assert words in page
    for private in ("Rosa", "4300", "Sem"):
        assert private not in page


def test_who_handles_money_walks_it_with_the_payment(euro, client_of):
    assert walk(client_of(euro.sem), euro, STAFF) == []


def test_the_entries_of_one_request_are_its_own(euro, oost, client):
    other = ApplicationFactory(initiative=InitiativeFactory(area=oost.area), budget=oost.budget)
    decide(
        application=other, granted=True, amount_cents=100, ground="rule", reason="Ja.", by=oost.bas
    )
    page = client.get(euro.books).content.decode()
    assert page.count('id="boeking-') == 3
    assert other.get_absolute_url() not in page
