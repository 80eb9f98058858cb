"""Advice in words: who the scheme names gives it, and another decision needs a public reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.advice import give_advice
from budgets.actions.applications import decide
from budgets.models import MoneyAdvice
from config.intake.keys import new_key
from config.lib.access import Refused
from tests.factories import RoundtableFactory, RoundtableKindFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advised(oost, request_of_300):
    """The advisor of the area advises on what Rosa asks."""
    oost.scheme.advised_by = RoleKind.ADVISOR_SOCIAL
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    oost.request = request_of_300
    return oost


@pytest.fixture
def council(oost, request_of_300):
    """The village council advises without a ballot: Lea leads, Mo sits there."""
    kind = RoundtableKindFactory(municipality=oost.area.municipality)
    table = RoundtableFactory(kind=kind, area=oost.area, name="Dorpsraad Oost")
    oost.lea, oost.mo = UserFactory(name="Lea Lid"), UserFactory(name="Mo Lid")
    SeatFactory(roundtable=table, user=oost.lea, leads=True)
    SeatFactory(roundtable=table, user=oost.mo)
    oost.scheme.advice_kind = kind
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    oost.request = request_of_300
    return oost


def advise(place, by, says="grant", cents=30_000, reason="Het past bij de agenda."):
    """Advise on it."""
    return give_advice(
        application=place.request, says=says, amount_cents=cents, reason=reason, by=by
    )


def decided(place, granted=True, cents=30_000, deviation=""):
    """Bas decides."""
    place.request.refresh_from_db(fields=["state"])
    return decide(
        application=place.request,
        granted=granted,
        amount_cents=cents if granted else 0,
        ground="" if granted and cents == 30_000 else "rule",
        reason="Zo is het.",
        deviation=deviation,
        by=place.bas,
    )


@pytest.mark.parametrize("who", ["bas", "rosa", "raf", "stan", "wim"])
def test_only_the_role_that_the_scheme_names_advises(advised, who):
    with pytest.raises(PermissionDenied):
        advise(advised, getattr(advised, who))
    assert advise(advised, advised.ada).body == "gebiedsadviseur sociaal"


def test_of_a_table_its_leader_writes_the_advice_or_who_prepares(council):
    with pytest.raises(PermissionDenied, match="leidt"):
        advise(council, council.mo)
    assert advise(council, council.lea).body == "Dorpsraad Oost"
    assert advise(council, council.ada, says="refuse").roundtable.name == "Dorpsraad Oost"


def test_a_body_in_words_is_written_down_by_who_prepares(oost, request_of_300):
    oost.request = request_of_300
    with pytest.raises(PermissionDenied, match="geen advies"):
        advise(oost, oost.ada)
    oost.scheme.advised_by_text = "afdeling Beheer"
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    assert decided(oost).deviation == "", "nothing waits for a body that cannot log in"
    with pytest.raises(Refused, match="al besloten"):
        advise(oost, oost.ada)


def test_who_asked_does_not_advise(advised):
    advised.request.asked_by = advised.ada
    advised.request.save(update_fields=["asked_by"])
    with pytest.raises(PermissionDenied, match="eigen aanvraag"):
        advise(advised, advised.ada)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cents": 30_001}, r"tot en met wat is gevraagd: €\xa0300,00"),
        ({"cents": 0}, "Vul een bedrag in"),
        ({"reason": " "}, "waarom"),
    ],
)
def test_an_advice_that_cannot_be_is_refused(advised, given, said):
    with pytest.raises(Refused, match=said):
        advise(advised, advised.ada, **given)


def test_the_last_advice_counts_and_none_is_changed(advised):
    advise(advised, advised.ada, says="refuse")
    advise(advised, advised.ada)
    assert advised.request.advices.first().says == "grant"
    with pytest.raises(DatabaseError), transaction.atomic():
        MoneyAdvice.objects.update(reason="Anders.")


def test_a_decision_waits_for_the_advice_or_says_why_not(advised):
    with pytest.raises(Refused, match="nog niet geadviseerd"):
        decided(advised)
    assert decided(advised, deviation="Het advies bleef uit.").deviation == "Het advies bleef uit."


@pytest.mark.parametrize(
    ("says", "cents", "granted", "amount"),
    [("refuse", 0, True, 30_000), ("grant", 30_000, False, 0), ("grant", 30_000, True, 20_000)],
)
def test_another_decision_needs_a_reason(advised, says, cents, granted, amount):
    advise(advised, advised.ada, says=says, cents=cents)
    with pytest.raises(Refused, match="wijkt af van het advies van gebiedsadviseur sociaal"):
        decided(advised, granted, amount)
    assert decided(advised, granted, amount, deviation="Er is minder geld.")


def test_what_was_advised_needs_no_reason(advised):
    advise(advised, advised.ada, cents=20_000)
    assert decided(advised, cents=20_000).deviation == ""


def test_who_advised_does_not_decide(council):
    advise(council, council.ada)
    council.scheme.decided_by = RoleKind.ADVISOR_SOCIAL
    council.scheme.save()
    council.request.scheme = council.scheme
    council.bas = council.ada
    with pytest.raises(PermissionDenied, match="U heeft over deze aanvraag geadviseerd"):
        decided(council)


def test_everyone_reads_the_advice_and_the_reason_once_it_is_decided(advised, client_of):
    advise(advised, advised.ada)
    url = advised.request.get_absolute_url()
    assert "Het past bij de agenda." not in client_of(advised.stan).get(url).content.decode()
    assert "Het past bij de agenda." in client_of(advised.bas).get(url).content.decode()
    decided(advised, granted=False, deviation="Er is minder geld.")
    page = client_of(advised.stan).get(url).content.decode()
    assert "Het past bij de agenda." in page
    assert "Er is minder geld." in page
    assert "Ada Adviseur" not in page


def test_the_page_of_the_advice_keeps_what_was_typed(council, client_of):
    url = reverse("budgets:advise", args=[council.request.pk])
    assert client_of(council.mo).get(url).status_code == 403
    client = client_of(council.lea)
    assert url in client.get(council.request.get_absolute_url()).content.decode()
    data = {"form_key": new_key(), "says": "grant", "amount": "301", "reason": "Doen."}
    page = client.post(url, data).content.decode()
    assert "Er is niet meer gevraagd dan €\xa0300,00." in page
    assert "Doen.</textarea>" in page
    for _press in range(2):
        client.post(url, data | {"amount": "200"})
    assert [one.amount_cents for one in council.request.advices.all()] == [20_000]
