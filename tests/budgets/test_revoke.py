"""A subsidy is withdrawn or lowered, before its settlement (Awb 4:48) or after it (Awb 4:49)."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions import accounts, chain, payments
from budgets.actions.accounts import Heard
from budgets.actions.applications import decide
from budgets.actions.books import check_books
from budgets.actions.revocations import Why, revoke
from budgets.letter_text import kinds_of
from budgets.models import Account, Application, Entry, Revocation
from budgets.permissions import may_settle_objection
from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.budgets.written import heard_today, sent
from tests.factories import person
from tests.filled import filled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


@pytest.fixture
def granted(oost, request_of_300):
    """Rosa was granted € 300, under a scheme with a legal basis."""
    oost.scheme.legal_basis = "Verordening buurtgeld, artikel 3"
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    oost.sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    yes = {"granted": True, "amount_cents": 30_000, "reason": "Goed.", "by": oost.bas}
    decide(application=request_of_300, **yes)
    oost.request = request_of_300
    return request_of_300


@pytest.fixture
def paid(granted):
    """It was paid."""
    chain.commit(granted, 30_000, key="k:1", by=None)
    chain.pay(granted, 30_000, key="k:2", by=None)
    return granted


@pytest.fixture
def settled(oost, paid):
    """It was settled as it was granted."""
    accounts.settle(application=paid, amount_cents=30_000, reason="Bonnen.", by=oost.bas)
    return fresh(paid)


def fresh(application) -> Application:
    """As a page reads it anew."""
    return Application.objects.for_page().get(pk=application.pk)


def lowered(application, by, cents=20_000, ground="48a", **more):
    """Bas leaves € 200 of it, after Rosa was heard."""
    heard = more.pop("heard", heard_today())
    why = Why(ground, **{"reason": "Het plein gaat op de schop.", **more})
    return revoke(application=application, amount_cents=cents, why=why, heard=heard, by=by)


def test_what_was_not_paid_is_available_again_at_once(oost, granted):
    lowered(granted, oost.bas)
    oost.budget.refresh_from_db()
    assert oost.budget.figures == {
        "allocated": 100_000, "reserved": 20_000, "spent": 0, "left": 80_000
    }  # fmt: skip
    mail = Mail.objects.get(purpose="application-revoked")
    for words in (
        "van €\xa0300,00 naar €\xa0200,00",
        "Het plein gaat op de schop.",
        "4:48 lid 1 a",
    ):
        assert words in mail.text
    changes = Event.objects.get(verb="application.revoked").changes
    assert changes == {"amount_cents": [30_000, 20_000]}


def test_what_was_paid_is_claimed_back_and_the_rest_is_settled(oost, granted):
    chain.commit(granted, 20_000, key="k:1", by=None)
    chain.pay(granted, 20_000, key="k:2", by=None)
    lowered(granted, oost.bas, 15_000)
    held = Entry.objects.held(granted)
    assert (held[Account.RESERVED], held[Account.SPENT], held[Account.CLAIMED]) == (
        0, 15_000, 5_000
    )  # fmt: skip
    with pytest.raises(Refused, match="niet meer toegekend dan €\xa0150,00"):
        accounts.settle(application=granted, amount_cents=15_001, reason="Zo.", by=oost.bas)
    made = accounts.settle(application=granted, amount_cents=15_000, reason="Zo.", by=oost.bas)
    assert (made.granted_cents, Entry.objects.held(granted)[Account.CLAIMED]) == (15_000, 5_000)
    assert kinds_of(fresh(granted)) == ["settled"]


def test_a_grant_that_is_withdrawn_is_over(oost, granted, client_of):
    lowered(granted, oost.bas, 0)
    found = fresh(granted)
    assert Entry.objects.held(found)[Account.RESERVED] == 0
    with pytest.raises(Refused, match="ingetrokken"):
        accounts.settle(application=found, amount_cents=0, reason="Zo.", by=oost.bas)
    with pytest.raises(Refused, match="ingetrokken"):
        accounts.report_spending(application=found, story="Zo.", spent_cents=0, by=oost.rosa)
    with pytest.raises(Refused, match="niets meer over"):
        lowered(found, oost.bas, 0)
    assert payments.due(found, 0) is None
    page = client_of(oost.bas).get(found.get_absolute_url()).text
    assert "De €\xa0300,00 is ingetrokken op 18 november 2026." in page
    for url in ("settle", "revoke", "report"):
        assert reverse(f"budgets:{url}", args=[found.pk]) not in page


def test_it_can_be_lowered_twice_and_never_raised(oost, granted):
    lowered(granted, oost.bas, 20_000)
    for cents in (20_000, 30_000):
        with pytest.raises(Refused, match="lager bedrag dan €\xa0200,00"):
            lowered(fresh(granted), oost.bas, cents)
    assert lowered(fresh(granted), oost.bas, 10_000).before_cents == 20_000


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"ground": "49a"}, "grond van Awb 4:48"),
        ({"ground": ""}, "grond van Awb 4:48"),
        ({"reason": " "}, "Geef een reden"),
        ({"breached_on": TODAY}, "en anders niet"),
        ({"heard": None}, "eerst reageren"),
        ({"heard": Heard(TODAY, " ")}, "eerst reageren"),
        ({"heard": Heard(date(2026, 11, 19), "Nog bezig.")}, "kon reageren vanaf het besluit"),
        ({"heard": Heard(date(2026, 11, 17), "Daarvoor.")}, "kon reageren vanaf het besluit"),
    ],
)
def test_on_a_ground_of_the_law_and_after_the_receiver_was_heard(oost, granted, more, reason):
    with pytest.raises(Refused, match=reason):
        lowered(granted, oost.bas, **more)
    assert not Revocation.objects.exists()


def test_not_while_a_payment_runs(oost, granted):
    chain.commit(granted, 30_000, key="k:1", by=None)
    with pytest.raises(Refused, match="loopt nog een betaling"):
        lowered(granted, oost.bas)
    assert not Revocation.objects.exists()


@pytest.mark.parametrize("who", ["rosa", "sem", "ada", "wim", "stan"])
def test_only_who_decides_does_it(oost, granted, who):
    with pytest.raises(PermissionDenied):
        lowered(granted, getattr(oost, who))


@pytest.mark.parametrize("construction", ["holder", "own"])
def test_only_a_subsidy_follows_this_rule(oost, granted, construction):
    oost.scheme.construction, oost.scheme.holder_text = construction, "Cardanus"
    oost.scheme.save()
    with pytest.raises(Refused, match="geen subsidie"):
        lowered(fresh(granted), oost.bas)


# --- After the settlement ----------------------------------------------------


def test_a_settlement_is_lowered_on_its_own_grounds(oost, settled):
    with pytest.raises(Refused, match="grond van Awb 4:49"):
        lowered(settled, oost.bas, ground="48a")
    lowered(settled, oost.bas, ground="49a")
    assert Entry.objects.held(settled)[Account.CLAIMED] == 10_000
    assert kinds_of(fresh(settled)) == ["revoked", "reclaimed"]


def test_five_years_after_it_was_told_it_stays(oost, settled, at):
    with at(2026, 12, 1):
        assert sent(oost).kind == "settled"
    with at(2031, 12, 2), pytest.raises(Refused, match="tot en met maandag 1 december 2031"):
        lowered(settled, oost.bas, ground="49b")
    with at(2031, 12, 1):
        assert lowered(settled, oost.bas, ground="49b")


def test_of_a_duty_the_five_years_run_from_the_day_that_it_was_not_kept(
    oost, settled, at, client_of
):
    breach = {"ground": "49c", "breached_on": date(2030, 5, 1)}
    with at(2032, 1, 5):
        with pytest.raises(Refused, match="op welke dag het misging"):
            lowered(settled, oost.bas, ground="49c")
        with pytest.raises(Refused, match="vandaag of eerder"):
            lowered(settled, oost.bas, ground="49c", breached_on=date(2032, 1, 6))
        page = client_of(oost.bas).get(reverse("budgets:revoke", args=[settled.pk])).text
        assert "Dit kon tot en met dinsdag 18 november 2031" in page
    with at(2035, 5, 2), pytest.raises(Refused, match="tot en met dinsdag 1 mei 2035"):
        lowered(settled, oost.bas, **breach)
    with at(2035, 5, 1):
        assert lowered(settled, oost.bas, **breach)


def test_of_a_closed_year_the_books_stay_and_the_letter_asks_it_back(oost, settled, at, client_of):
    town = oost.area.municipality
    with at(2027, 1, 4):
        chain.close_year(municipality=town, year=2026, by=oost.sem)
        entries = Entry.objects.count()
        made = lowered(settled, oost.bas, ground="49b")
        assert made.outside_books
        assert Entry.objects.count() == entries
        assert check_books() == []
        assert "U betaalt €\xa0100,00 terug." in Mail.objects.latest("pk").text
        assert kinds_of(fresh(settled)) == ["revoked", "reclaimed"]
        oost.request = fresh(settled)
        assert "U betaalt €\xa0100,00 terug." in sent(oost).body
        page = client_of(oost.bas).get(settled.get_absolute_url()).text
        assert "staat niet in deze boeken" in page
        assert reverse("budgets:receive", args=[settled.pk]) not in page


def test_of_a_closed_year_a_grant_that_was_not_settled_stays(oost, paid, at):
    with at(2027, 1, 4):
        chain.close_year(municipality=oost.area.municipality, year=2026, by=oost.sem)
        with pytest.raises(Refused, match="2026 is afgesloten"):
            lowered(paid, oost.bas)


# --- The page, the letter, the register and the database ----------------------


def test_the_page_asks_it_once(oost, granted, client_of):
    bas, url = client_of(oost.bas), reverse("budgets:revoke", args=[granted.pk])
    form = bas.get(url)
    right = {"amount": "0", "ground": "48c", "reason": "Er komt geen bankje."}
    right |= {"heard_until": "2026-11-18", "heard": "Dat klopt."}
    assert (
        "lager bedrag dan €\xa0300,00"
        in bas.post(url, filled(form, **right | {"amount": "300"})).text
    )
    assert "verplicht" in bas.post(url, filled(form, **right | {"heard": ""})).text
    for _press in range(2):
        assert bas.post(url, filled(form, **right)).url == granted.get_absolute_url()
    assert Revocation.objects.get().amount_cents == 0


def test_the_page_says_what_is_left_after_an_earlier_time(oost, granted, client_of):
    bas, url = client_of(oost.bas), reverse("budgets:revoke", args=[granted.pk])
    assert "over." not in bas.get(url).text
    lowered(granted, oost.bas)
    assert "Daarvan is nog €\xa0200,00 over." in bas.get(url).text


def test_the_page_asks_for_a_day_with_one_ground_only(oost, settled, client_of):
    bas, url = client_of(oost.bas), reverse("budgets:revoke", args=[settled.pk])
    form = bas.get(url)
    right = {"amount": "100", "ground": "49c", "reason": "Het bankje is verkocht."}
    right |= {"heard_until": "2026-11-18", "heard": "Dat klopt."}
    assert "de dag waarop het misging" in bas.post(url, filled(form, **right)).text
    other = right | {"ground": "49b", "breached_on": "2026-11-18"}
    assert "Laat dit leeg bij deze grond" in bas.post(url, filled(form, **other)).text
    bas.post(url, filled(form, **right, breached_on="2026-11-18"))
    assert Revocation.objects.get().breached_on == TODAY


def test_the_ground_is_for_who_asked_and_colleagues(oost, granted, client_of):
    lowered(granted, oost.bas, ground="48c")
    for who, reads in ((oost.rosa, True), (oost.ada, True), (oost.stan, False), (oost.raf, False)):
        page = client_of(who).get(granted.get_absolute_url()).text
        assert ("4:48 lid 1 c" in page) is reads, who
        assert "Verlaagd van €\xa0300,00 naar €\xa0200,00 op 18 november 2026." in page
        assert "Het plein gaat op de schop." in page


def test_who_lowered_it_does_not_settle_the_objection(oost, granted):
    gerda = person(RoleKind.BUDGET_HOLDER, oost.area.municipality.root, "Gerda Gemeente")
    gerda.assignments.create(role=oost.sem.assignments.get().role, area=oost.area.municipality.root)
    lowered(granted, gerda)
    letter = sent(oost)
    assert "Daarom beslist een ander" in may_settle_objection(gerda, letter)
    assert may_settle_objection(oost.sem, letter) == ""


def test_the_register_tells_the_change_and_its_day(oost, granted, client):
    oost.initiative.group_name = "Vrienden van de vijver"
    oost.initiative.save()
    lowered(granted, oost.bas, 0)
    row = json.loads(client.get("/geld/register.json").getvalue())["subsidies"][0]
    assert (row["verleend"], row["later_gewijzigd_naar"]) == ("300.00", "0.00")
    assert row["datum_later_gewijzigd"] == "2026-11-18"
    register = client.get("/geld/register/").text
    assert '<p class="gw-source">ingetrokken</p><p class="gw-source">18 november 2026' in register


def test_the_database_keeps_it_and_lets_one_in_of_two(oost, granted):
    made = lowered(granted, oost.bas)
    given = {"application": granted, "before_cents": 30_000, "amount_cents": 1, "ground": "48a"}
    given |= {"reason": "x", "heard": "x", "heard_until": TODAY, "by": oost.bas}
    for wrong in ({}, {"before_cents": 1}, {"before_cents": 2, "ground": "50a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revocation.objects.create(**given | wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation.objects.filter(pk=made.pk).update(amount_cents=2)
