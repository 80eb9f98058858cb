"""After the money was spent: what came of it, the settlement, and money that comes back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions import accounts, chain
from budgets.actions.applications import decide
from budgets.letter_kinds import SAYS
from budgets.models import (
    Account,
    Application,
    Entry,
    LetterKind,
    PayingRules,
    Payment,
    PaymentBatch,
    ReportKind,
    Settlement,
)
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.budgets.written import heard_today
from tests.factories import person
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(oost, request_of_300):
    """Rosa was granted and paid € 300."""
    oost.sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    chain.commit(request_of_300, 30_000, key="k:1", by=None)
    chain.pay(request_of_300, 30_000, key="k:2", by=None)
    return request_of_300


def settle(application, by, cents=30_000, ground="", **more):
    """Settle it, after Rosa was heard."""
    given = {"amount_cents": cents, "ground": ground, "heard": heard_today(), **more}
    return accounts.settle(application=application, reason="Bonnen.", **given, by=by)


def tell(application, by, **more):
    """The bench stands."""
    story = {"story": "Het bankje staat er.", "spent_cents": 30_000}
    return accounts.report_spending(application=application, **story, by=by, **more)


@pytest.mark.parametrize(
    ("story", "receipts", "kind"),
    [
        (30_000, 50_000, ReportKind.STORY),
        (29_999, 30_000, ReportKind.RECEIPTS),
        (1, 29_999, ReportKind.STATEMENT),
    ],
)
def test_the_larger_the_amount_the_more_is_asked(oost, paid, story, receipts, kind):
    PayingRules.objects.create(
        municipality=oost.area.municipality,
        code=oost.scheme.code,
        picture_until_cents=story,
        receipts_until_cents=receipts,
    )
    assert accounts.kind_of(paid) == kind
    if kind != ReportKind.STORY:
        with pytest.raises(Refused, match="Schrijf de kosten op"):
            tell(paid, oost.rosa)
    assert tell(paid, oost.rosa, costs="Hout 300").kind == kind


def test_who_spent_nothing_can_say_so(oost, paid, client_of):
    rosa, url = client_of(oost.rosa), reverse("budgets:report", args=[paid.pk])
    rosa.post(url, filled(rosa.get(url), story="Het ging niet door.", spent="0"))
    assert paid.spending_reports.get().spent_cents == 0


def test_settled_as_granted_and_everyone_reads_what_came_of_it(oost, paid, client):
    tell(paid, oost.rosa)
    assert not settle(paid, oost.bas).ex_officio
    page = client.get(paid.get_absolute_url()).content.decode()
    assert "Het bankje staat er." in page
    assert "Vastgesteld op €\xa0300,00" in page
    assert Mail.objects.filter(purpose="application-settled").count() == 1


def test_settled_lower_on_a_legal_ground_and_the_rest_comes_back(oost, paid):
    assert settle(paid, oost.bas, 20_000, "a").ex_officio
    assert Entry.objects.held(paid)[Account.CLAIMED] == 10_000
    accounts.receive(application=paid, amount_cents=4_000, key="een", by=oost.sem)
    accounts.receive(application=paid, amount_cents=4_000, key="een", by=oost.sem)
    assert Entry.objects.held(paid)[Account.CLAIMED] == 6_000
    with pytest.raises(Refused, match="niet zoveel teruggevraagd: €\xa060,00"):
        accounts.receive(application=paid, amount_cents=6_001, key="twee", by=oost.sem)


@pytest.mark.parametrize(
    "heard",
    [
        None,
        accounts.Heard(date(2026, 11, 18), " "),
        accounts.Heard(date(2026, 11, 19), "Zij kan nog reageren."),
        accounts.Heard(date(2026, 11, 17), "Voor het besluit."),
    ],
)
def test_lower_only_after_the_receiver_could_react(oost, paid, heard):
    with pytest.raises(Refused, match="reageren"):
        settle(paid, oost.bas, 20_000, "a", heard=heard)
    assert settle(paid, oost.bas, heard=heard).heard_until is None, "as granted nobody is asked"


def test_the_page_asks_what_the_receiver_said_and_takes_nothing_at_all(oost, paid, client_of):
    bas, url = client_of(oost.bas), reverse("budgets:settle", args=[paid.pk])
    form = bas.get(url)
    given = {"amount": "0", "ground": "a", "reason": "Er kwam geen bankje."}
    assert "Laat de ontvanger eerst reageren" in bas.post(url, filled(form, **given)).text
    said = {"heard_until": "2026-11-18", "heard": "Het is niet gelukt."}
    bas.post(url, filled(form, **given, **said))
    settlement = Settlement.objects.get()
    assert (settlement.amount_cents, settlement.heard) == (0, "Het is niet gelukt.")
    assert Entry.objects.held(paid)[Account.CLAIMED] == 30_000
    kind = LetterKind.SETTLED
    letter = SAYS[kind](Application.objects.get(), kind, {}, date(2026, 11, 18))
    reaction = "U kon reageren tot en met woensdag 18 november 2026. Het is niet gelukt."
    assert ["Uw reactie", reaction] in letter


@pytest.mark.parametrize(
    ("cents", "ground", "reason"),
    [(20_000, "", "Kies een grond"), (30_000, "a", "Kies een grond"), (30_001, "", "niet meer")],
)
def test_lower_only_with_a_ground_and_never_higher(oost, paid, cents, ground, reason):
    with pytest.raises(Refused, match=reason):
        settle(paid, oost.bas, cents, ground)
    assert not Settlement.objects.exists()


def test_the_database_wants_a_ground_and_keeps_what_was_settled(oost, paid):
    settlement = settle(paid, oost.bas)
    for sql in ({"amount_cents": 1}, {"reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Settlement.objects.filter(pk=settlement.pk).update(**sql)


def test_settled_once(oost, paid):
    settle(paid, oost.bas)
    with pytest.raises(Refused, match="al vastgesteld"):
        settle(paid, oost.bas)
    with pytest.raises(Refused, match="al vastgesteld"):
        tell(paid, oost.rosa)


@pytest.mark.parametrize("who", ["rosa", "sem", "ada", "wim", "stan"])
def test_only_who_decides_settles(oost, paid, who):
    with pytest.raises(PermissionDenied):
        settle(paid, getattr(oost, who))


def test_who_told_nothing_is_reminded_once(oost, paid, at):
    batch = PaymentBatch.objects.create(municipality=oost.area.municipality, made_by=oost.sem)
    Payment.objects.create(
        batch=batch,
        application=paid,
        amount_cents=30_000,
        state="paid",
        settled_on="2026-11-18",
    )
    assert accounts.remind_of_reports() == 0
    with at(2027, 3, 1):
        assert [accounts.remind_of_reports() for _ in range(2)] == [1, 0]
    assert Mail.objects.filter(purpose="report-reminder").count() == 1
