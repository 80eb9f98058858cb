"""The end of money that is no subsidy: who writes it down, what it may say, and the page."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.actions.fulfil import fulfil
from budgets.models import Account, Construction, Entry, Fulfilment, Payment, PaymentBatch
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import today
from tests.factories import AssignmentFactory, RoleFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish(oost, request_of_300):
    """The municipality carries a wish of Rosa out itself; Bas granted € 300."""
    oost.scheme.construction = Construction.OWN
    oost.scheme.save()
    oost.sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    request_of_300.scheme = oost.scheme
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    return request_of_300


def done(application, by, cents=25_000, **more):
    """The bench stands."""
    given = {"amount_cents": cents, "on": today(), "text": "Het bankje staat er."}
    return fulfil(application=application, **given | more, by=by)


@pytest.mark.parametrize("who", ["rosa", "bas", "raf", "stan", "wim"])
def test_only_who_prepares_money_there_writes_it_down(oost, wish, who):
    with pytest.raises(PermissionDenied):
        done(wish, getattr(oost, who))


def test_who_decided_does_not_say_that_it_is_done(oost, wish):
    role = RoleFactory(municipality=oost.area.municipality, kind=RoleKind.SUBSIDY)
    AssignmentFactory(user=oost.bas, area=oost.area, role=role)
    with pytest.raises(PermissionDenied, match="U heeft hierover besloten"):
        done(wish, oost.bas)


def test_it_is_written_down_once_and_stays(oost, wish):
    done(wish, oost.sem)
    with pytest.raises(Refused, match="al vastgelegd"):
        done(wish, oost.sem)
    with pytest.raises(DatabaseError), transaction.atomic():
        Fulfilment.objects.update(amount_cents=1)
    assert Entry.objects.held(wish)[Account.SPENT] == 25_000


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cents": 30_001}, "niet meer toegekend dan"),
        ({"text": "  "}, "Schrijf op"),
        ({"on": today() + timedelta(days=1)}, "tot en met vandaag"),
        ({"on": today() - timedelta(days=1)}, "vanaf het besluit"),
    ],
)
def test_what_cannot_be_is_refused(oost, wish, given, said):
    with pytest.raises(Refused, match=said):
        done(wish, oost.sem, **given)


def test_what_cost_nothing_gives_everything_back(oost, wish):
    done(wish, oost.sem, cents=0)
    assert Entry.objects.held(wish)[Account.AVAILABLE] == 0
    oost.budget.refresh_from_db()
    assert (oost.budget.reserved_cents, oost.budget.spent_cents) == (0, 0)


def test_the_database_pays_nobody_for_what_is_carried_out(oost, wish):
    batch = PaymentBatch.objects.create(municipality=oost.area.municipality, made_by=oost.sem)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=batch, application=wish, amount_cents=1)


def test_the_page_says_what_it_is_and_leads_there(oost, wish, client_of):
    page = client_of(oost.sem).get(wish.get_absolute_url()).content.decode()
    assert "Nog niet uitgevoerd" in page
    url = reverse("budgets:fulfil", args=[wish.pk])
    assert url in page
    assert "Vastleggen wat de gemeente uitvoerde" in client_of(oost.sem).get(url).content.decode()
    data = {"form_key": new_key(), "text": "Klaar.", "amount": "300,01", "on": str(today())}
    refused = client_of(oost.sem).post(url, data).content.decode()
    assert "Dit is meer dan er is toegekend." in refused
    assert "Klaar.</textarea>" in refused
    client_of(oost.sem).post(url, data | {"amount": "250", "form_key": new_key()})
    shown = client_of(oost.stan).get(wish.get_absolute_url()).content.decode()
    assert "voor €\xa0250,00" in shown
