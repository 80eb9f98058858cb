"""A budget that gets more by a decision: new money, or what another budget has free."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from areas.roles import RoleKind
from budgets.actions import chain
from budgets.actions.allocations import Paper, allocate, open_by_decision
from budgets.actions.applications import decide
from budgets.actions.books import book, check_books
from budgets.models import Account, Allocation, Budget, Entry
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import today
from tests.factories import SchemeFactory, budget_of, person

pytestmark = pytest.mark.django_db


def paper(body="college", **fields) -> Paper:
    """A decision on paper of today."""
    sound = {"reference": "B&W 2026-114", "decided_on": today(), "reason": "Meer aanvragen."}
    return Paper(body=body, **sound | fields)


@pytest.fixture
def two(oost):
    """Oost and West each have € 1.000; Tina is budget holder for the whole municipality."""
    oost.of_west = budget_of(oost.west, scheme=oost.scheme)
    oost.tina = person(RoleKind.BUDGET_HOLDER, oost.area.municipality.root, "Tina Budgethouder")
    return oost


def left(*budgets) -> list[int]:
    """What is left in each budget, in whole euros."""
    return [Budget.objects.get(pk=budget.pk).left_cents // 100 for budget in budgets]


def test_new_money_is_booked_with_the_decision(two):
    made = allocate(budget=two.budget, amount_cents=20_000, paper=paper(), by=two.bas)
    entry = Entry.objects.get(allocation=made)
    assert (entry.source, entry.target) == (Account.MUNICIPALITY, Account.AVAILABLE)
    assert entry.text == "Besluit B&W 2026-114"
    assert left(two.budget) == [1_200]
    assert Entry.objects.openings().get(budget=two.budget).amount_cents == 100_000
    assert Entry.objects.chains()[two.budget.pk]["decided"] == 20_000
    assert check_books() == []
    assert Event.objects.filter(verb="budget.allocated").count() == 1


def test_a_shift_takes_what_is_free_and_makes_nothing_new(two):
    allocate(
        budget=two.budget, amount_cents=30_000, paper=paper(), taken_from=two.of_west, by=two.tina
    )
    assert left(two.budget, two.of_west) == [1_300, 700]
    figures = Entry.objects.chain()
    assert (figures["allocated"], figures["decided"]) == (200_000, 0)
    assert check_books() == []


def test_what_is_promised_is_not_free(two, request_of_300):
    decide(application=request_of_300, granted=True, amount_cents=30_000, reason="Ja.", by=two.bas)
    with pytest.raises(Refused, match=r"nog €\xa0700,00"):
        allocate(
            budget=two.of_west,
            amount_cents=70_001,
            paper=paper(),
            taken_from=two.budget,
            by=two.tina,
        )
    assert not Allocation.objects.exists()
    assert left(two.budget, two.of_west) == [700, 1_000]


@pytest.mark.parametrize("who", ["rosa", "ada", "raf", "stan", "wim"])
def test_only_who_decides_about_the_money_of_the_area(two, who):
    with pytest.raises(PermissionDenied):
        allocate(budget=two.budget, amount_cents=100, paper=paper(), by=getattr(two, who))


def test_a_shift_asks_a_say_over_both_areas(two):
    with pytest.raises(PermissionDenied):
        allocate(
            budget=two.budget, amount_cents=100, paper=paper(), taken_from=two.of_west, by=two.bas
        )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reference": " "}, "Noem het kenmerk"),
        ({"reason": ""}, "en de reden"),
        ({"decided_on": today().replace(year=2099)}, "na vandaag"),
    ],
)
def test_a_decision_says_its_reference_day_and_reason(two, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        allocate(budget=two.budget, amount_cents=100, paper=paper(**fields), by=two.bas)


def test_money_moves_within_one_municipality_and_year(two):
    for other in (budget_of(two.area, scheme=two.scheme, year=2025), two.budget):
        with pytest.raises(Refused):
            allocate(
                budget=two.budget, amount_cents=1, paper=paper(), taken_from=other, by=two.tina
            )


def test_new_money_stays_under_the_ceiling_and_a_shift_is_no_new_money(two):
    two.scheme.ceiling_cents = 200_000
    two.scheme.save()
    with pytest.raises(Refused, match=r"boven het plafond van €\xa02\.000,00"):
        allocate(budget=two.budget, amount_cents=1, paper=paper(), by=two.tina)
    allocate(
        budget=two.budget, amount_cents=100, paper=paper(), taken_from=two.of_west, by=two.tina
    )


def test_a_closed_year_gets_nothing(two, at):
    sem = person(RoleKind.SUBSIDY, two.area.municipality.root, "Sem Subsidie")
    with at(2027, 1, 4):
        chain.close_year(municipality=two.area.municipality, year=2026, by=sem)
        with pytest.raises(Refused, match="2026 is afgesloten"):
            allocate(budget=two.budget, amount_cents=1, paper=paper(), by=two.tina)


def test_without_a_decision_nothing_comes_in_but_what_was_taken_back(two):
    moves = {"target": Account.AVAILABLE, "source": Account.MUNICIPALITY, "text": "x", "by": None}
    with pytest.raises(Refused, match="alleen met een besluit"):
        book(budget=two.budget, amount_cents=1, key="a", **moves)
    back = moves | {"source": Account.AVAILABLE, "target": Account.MUNICIPALITY}
    taken = book(budget=two.budget, amount_cents=500, key="b", **back)
    chain.correct(taken, by=None)
    assert left(two.budget) == [1_000]


class TestFundOfTheCouncil:
    """A fund for the whole municipality without a formula."""

    @pytest.fixture
    def fund(self, two):
        two.root = two.area.municipality.root
        two.fund = SchemeFactory(
            municipality=two.area.municipality,
            name="Fonds",
            level=None,
            fixed_cents=None,
            construction="council",
        )
        return two

    def opened(self, fund, body="council"):
        given = {"area": fund.root, "year": 2026, "amount_cents": 25_000_000, "by": fund.tina}
        return open_by_decision(scheme=fund.fund, paper=paper(body, reference="R-7"), **given)

    def test_the_council_opens_it_and_adds_to_it(self, fund):
        budget = self.opened(fund).budget
        assert self.opened(fund).budget == budget
        assert left(budget) == [500_000]
        assert not Entry.objects.openings().filter(budget=budget).exists()

    def test_nobody_but_the_council_decides_on_it(self, fund):
        with pytest.raises(Refused, match="besluit de gemeenteraad"):
            self.opened(fund, body="college")
        assert not Budget.objects.filter(scheme=fund.fund).exists()
        budget = self.opened(fund).budget
        out = {"budget": fund.budget, "amount_cents": 100, "taken_from": budget, "by": fund.tina}
        with pytest.raises(Refused, match="besluit de gemeenteraad"):
            allocate(paper=paper("holder"), **out)
        allocate(paper=paper("council"), **out)
        assert left(fund.budget) == [1_001]

    def test_a_scheme_with_a_formula_is_opened_by_it(self, fund):
        with pytest.raises(Refused, match="heeft een formule"):
            open_by_decision(
                scheme=fund.scheme,
                area=fund.area,
                year=2027,
                amount_cents=1,
                paper=paper(),
                by=fund.tina,
            )


def form(**fields):
    """The form as it is sent."""
    sound = {
        "form_key": new_key(),
        "taken_from": "",
        "amount": "200",
        "body": "holder",
        "reference": "M-12",
        "decided_on": "2026-11-18",
        "reason": "Er zijn <b>meer</b> plannen.",
    }
    return sound | fields


class TestPages:
    """The form, and what everyone reads of the decision."""

    def test_bas_tops_up_and_everyone_reads_why(self, two, client_of, client):
        url = f"{two.budget.get_absolute_url()}aanpassen/"
        sent, browser = form(), client_of(two.bas)
        assert browser.post(url, sent).status_code == 302
        assert browser.post(url, sent).status_code == 302
        assert left(two.budget) == [1_200]
        page = client.get(two.budget.get_absolute_url()).content.decode()
        for words in ("M-12", "18 november 2026", "budgethouder, in mandaat", "&lt;b&gt;meer"):
            assert words in page
        assert f'href="{two.budget.get_absolute_url()}#besluit-' in page
        assert "aanpassen/" not in page
        overview = client.get("/geld/").content.decode()
        assert "Waarvan bij besluit" in overview
        before = client.get("/geld/?op=2026-11-01").content.decode()
        assert "€\xa0200,00" in overview
        assert "€\xa0200,00" not in before

    def test_tina_shifts_and_what_is_too_much_is_said_beside_the_field(self, two, client_of):
        url = f"{two.budget.get_absolute_url()}aanpassen/"
        sent = form(taken_from=two.of_west.pk, amount="1.000,01")
        page = client_of(two.tina).post(url, sent).content.decode()
        assert "Daar is nog €\xa01.000,00 vrij." in page
        assert "Er zijn &lt;b&gt;meer" in page
        sent = form(taken_from=two.of_west.pk, amount="100")
        assert client_of(two.tina).post(url, sent).status_code == 302
        assert left(two.budget, two.of_west) == [1_100, 900]

    def test_the_fund_is_opened_on_the_page_of_its_scheme(self, two, client_of):
        fund = SchemeFactory(
            municipality=two.area.municipality,
            name="Fonds",
            level=None,
            fixed_cents=None,
            construction="council",
        )
        url = f"{fund.get_absolute_url()}bij-besluit/"
        assert url in client_of(two.tina).get(fund.get_absolute_url()).content.decode()
        sent = form(area=two.area.municipality.root_id, year="2026", body="council")
        assert client_of(two.tina).post(url, sent).status_code == 302
        assert Budget.objects.get(scheme=fund).left_cents == 20_000
        assert client_of(two.bas).get(url).status_code == 403


def test_the_database_refuses_a_decision_that_cannot_be(two):
    fields = {"amount_cents": 1, "body": "holder", "reference": "x", "decided_on": today()}
    fields |= {"reason": "x", "budget": two.budget}
    old = budget_of(two.area, scheme=two.scheme, year=2025)
    for wrong in ({"taken_from": old}, {"taken_from": two.budget}, {"reference": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Allocation.objects.create(**fields | wrong)
    Allocation.objects.create(**fields)
