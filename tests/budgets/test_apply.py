"""Asking money for an initiative."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.applications import apply_for_money
from budgets.models import Application
from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.models import State
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    LevelFactory,
    SchemeFactory,
    budget_of,
    person,
)


def ask(oost, *, cents=30_000, by=None, **fields):
    """Ask € 300 as Rosa, unless told otherwise."""
    given = {"initiative": oost.initiative, "scheme": oost.scheme} | fields
    return apply_for_money(asked_cents=cents, purpose="Hout en verf", by=by or oost.rosa, **given)


def test_the_initiator_asks_and_gets_a_receipt(oost):
    application = ask(oost)
    assert (application.state, application.budget) == ("asked", oost.budget)
    assert Event.objects.get(verb="application.asked").area_id == oost.area.pk
    mail = Mail.objects.get()
    assert mail.to == oost.rosa.email
    assert "€\xa0300,00" in mail.text
    assert "300" not in mail.subject
    assert "Rosa" not in mail.subject


def test_a_colleague_asks_on_behalf_of_the_initiator(oost):
    application = ask(oost, by=oost.ada)
    assert application.asked_by == oost.ada
    assert Mail.objects.get().to == oost.rosa.email


@pytest.mark.parametrize("who", ["stan", "wim", "raf", "bas"])
def test_others_cannot_ask_for_it(oost, who):
    with pytest.raises(PermissionDenied, match="Alleen de indiener"):
        ask(oost, by=getattr(oost, who))


def test_the_budget_is_that_of_the_nearest_area_above(oost):
    buurt = AreaFactory(name="Hoekje", parent=oost.area, level=LevelFactory(code="buurt", rank=2))
    initiative = InitiativeFactory(area=buurt, submitter=oost.rosa)
    assert ask(oost, initiative=initiative).budget == oost.budget


def test_more_than_is_left_may_be_asked(oost):
    oost.scheme.limit_cents = None
    oost.scheme.save()
    assert ask(oost, cents=5_000_000).asked_cents == 5_000_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"can_apply": False, "closed_note": "Praktijk 2008."},
            "Niet aan te vragen: Praktijk 2008.",
        ),
        ({"can_apply": False}, "Niet aan te vragen: deze regeling is niet voor aanvragen."),
        ({"valid_until": datetime.date(2026, 11, 17)}, "De regeling liep tot en met 17 november"),
        ({"valid_from": datetime.date(2026, 11, 19)}, "De regeling gaat in op 19 november 2026."),
        ({"limit_cents": 20_000}, "hoogstens €\xa0200,00 per aanvraag"),
    ],
)
def test_the_scheme_says_no_in_plain_words(oost, change, reason):
    for name, value in change.items():
        setattr(oost.scheme, name, value)
    with pytest.raises(Refused, match=reason):
        ask(oost)


def test_the_last_day_of_a_scheme_counts(oost):
    oost.scheme.valid_until = datetime.date(2026, 11, 18)
    assert ask(oost)


def test_without_a_budget_this_year_nothing_can_be_asked(oost, at):
    with at(2027, 1, 4), pytest.raises(Refused, match="geen budget in 2027"):
        ask(oost)


def test_one_request_at_a_time(oost, request_of_300):
    with pytest.raises(Refused, match="loopt al een aanvraag"):
        ask(oost)


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.DECLINED, State.WITHDRAWN, State.DONE])
def test_only_an_initiative_that_runs_can_ask(oost, state):
    oost.initiative.state = state
    oost.initiative.save()
    with pytest.raises(Refused, match="loopt niet"):
        ask(oost)


# --- The page ---------------------------------------------------------------


def url_of(oost):
    """Where money is asked for the initiative."""
    return reverse("budgets:apply", args=[oost.initiative.pk])


def send(client, oost, **changes):
    """Fill in the form as Rosa would."""
    key = client.get(url_of(oost)).context["form"]["form_key"].value()
    fields = {"form_key": key, "scheme": oost.scheme.pk, "asked": "300", "purpose": "Hout"}
    return client.post(url_of(oost), fields | changes)


def test_rosa_asks_on_the_page(oost, client_of):
    answer = send(client_of(oost.rosa), oost, asked="€\xa0250,50")
    application = Application.objects.get()
    assert answer.url == application.get_absolute_url()
    assert application.asked_cents == 25_050


def test_pressing_twice_asks_once_and_gives_the_same_answer(oost, client_of):
    client = client_of(oost.rosa)
    key = client.get(url_of(oost)).context["form"]["form_key"].value()
    fields = {"form_key": key, "scheme": oost.scheme.pk, "asked": "300", "purpose": "Hout"}
    first, second = (client.post(url_of(oost), fields) for _ in range(2))
    assert first.url == second.url
    assert Application.objects.count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"asked": "600"}, "hoogstens €\xa0500,00 per aanvraag"),
        ({"asked": "1.25"}, "Vul een bedrag in"),
        ({"asked": "-5"}, "Vul een bedrag in"),
        ({"asked": ""}, "Dit veld is verplicht"),
        ({"scheme": "0"}, "Selecteer een geldige keuze"),
        ({"purpose": ""}, "Dit veld is verplicht"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(oost, client_of, changes, reason):
    answer = send(client_of(oost.rosa), oost, **changes)
    page = answer.content.decode()
    assert reason in page
    assert changes.get("asked", "300") in page
    assert not Application.objects.exists()


def test_the_page_says_what_is_left_and_the_limit(oost, client_of):
    page = client_of(oost.rosa).get(url_of(oost)).content.decode()
    assert "hoogstens €\xa0500,00" in page
    assert "nog €\xa01.000,00 voor Oost" in page


def test_while_a_request_waits_the_page_leads_to_it(oost, request_of_300, client_of):
    page = client_of(oost.rosa).get(url_of(oost)).content.decode()
    assert request_of_300.get_absolute_url() in page
    assert '<form class="gw-form"' not in page


def test_a_second_tab_is_told_that_a_request_waits(oost, client_of):
    client = client_of(oost.rosa)
    key = client.get(url_of(oost)).context["form"]["form_key"].value()
    ApplicationFactory(initiative=oost.initiative, budget=oost.budget)
    fields = {"form_key": key, "scheme": oost.scheme.pk, "asked": "300", "purpose": "Hout"}
    assert "loopt al een aanvraag" in client.post(url_of(oost), fields).content.decode()
    assert Application.objects.count() == 1


def test_schemes_of_another_municipality_are_no_choice(oost, client_of):
    other = SchemeFactory(municipality__name="Elders", level=None)
    budget_of(other.municipality.root, scheme=other)
    answer = send(client_of(oost.rosa), oost, scheme=other.pk)
    assert "geldige keuze" in answer.content.decode()


def test_a_visitor_logs_in_first(oost, client):
    assert client.get(url_of(oost)).url.startswith("/inloggen/")


def test_a_stranger_is_refused_and_a_hidden_initiative_does_not_exist(oost, client_of):
    assert client_of(oost.stan).get(url_of(oost)).status_code == 403
    oost.initiative.released_at = oost.initiative.released_by = None
    oost.initiative.save()
    assert client_of(oost.stan).get(url_of(oost)).status_code == 404


def test_a_subsidy_officer_of_another_area_cannot_ask(oost, client_of):
    sanne = person(RoleKind.SUBSIDY, oost.west, "Sanne Subsidie")
    assert client_of(sanne).post(url_of(oost), {}).status_code == 403


def test_new_rules_in_the_middle_of_the_year_use_the_money_that_is_there(oost):
    old = oost.scheme
    old.valid_until = datetime.date(2026, 11, 17)
    old.save()
    new = SchemeFactory(
        municipality=oost.area.municipality,
        level=oost.area.level,
        code=old.code,
        valid_from=datetime.date(2026, 11, 18),
        limit_cents=10_000,
    )
    assert budget_of(oost.area, scheme=new) == oost.budget
    with pytest.raises(Refused, match="hoogstens €\xa0100,00"):
        ask(oost, scheme=new)
    application = ask(oost, scheme=new, cents=10_000)
    assert (application.scheme, application.budget) == (new, oost.budget)
