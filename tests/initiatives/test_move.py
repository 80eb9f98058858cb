"""Moving an initiative from state to state, by its table, with the counts."""

import random

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse

from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.handle import move, release
from initiatives.actions.hiding import hide
from initiatives.actions.taking_up import let_take_up
from initiatives.actions.tally import recount
from initiatives.models import MACHINE, Initiative, Note, State, Tally
from tests.factories import InitiativeFactory, OrganisationFactory

S = State


def url_of(initiative, word):
    """The page that confirms a step."""
    return reverse("initiatives:move", args=[initiative.pk, word])


def counts() -> dict:
    """The stored counts above nothing."""
    rows = Tally.objects.filter(count__gt=0)
    return {(area, state): n for area, state, n in rows.values_list("area_id", "state", "count")}


def test_an_advisor_moves_it_on_and_the_initiator_hears_why(oost, public):
    recount()
    move(initiative=public, to=S.RUNNING, reason="We beginnen maandag.", by=oost.ada)
    assert public.state == S.RUNNING
    mail = Mail.objects.get()
    assert mail.purpose == "initiatives.moved"
    assert "We beginnen maandag." in mail.text
    assert "wordt uitgevoerd" in mail.text
    assert Event.objects.get(verb="initiative.moved").changes == {
        "state": ["in_progress", "running"]
    }
    assert counts() == {(oost.area.pk, "running"): 1}


def test_a_step_that_the_table_does_not_know_is_refused(oost, public):
    with pytest.raises(Refused, match="kan dit niet"):
        move(initiative=public, to=S.DONE, by=oost.ada)


def test_saying_no_needs_a_reason_that_only_initiator_and_colleagues_read(
    oost, public, client, client_of
):
    with pytest.raises(Refused, match="reden"):
        move(initiative=public, to=S.DECLINED, reason=" ", by=oost.ada)
    move(initiative=public, to=S.DECLINED, reason="De vijver wordt verlegd.", by=oost.ada)
    page = client.get(public.get_absolute_url()).content.decode()
    assert "gaat niet door" in page
    assert "De vijver wordt verlegd" not in page
    for reader in (oost.rosa, oost.cor):
        page = client_of(reader).get(public.get_absolute_url()).content.decode()
        assert "De vijver wordt verlegd" in page


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "cor", "raf"])
def test_others_cannot_move_it(oost, public, who, client_of):
    person = getattr(oost, who)
    with pytest.raises(PermissionDenied):
        move(initiative=public, to=S.RUNNING, by=person)
    assert client_of(person).post(url_of(public, "uitvoeren")).status_code == 403


def test_who_may_handle_it_jumps_from_the_top_of_the_page_to_the_panel(oost, public, client_of):
    page = client_of(oost.ada).get(public.get_absolute_url()).text
    assert page.index('href="#behandelen"') < page.index('id="behandelen"')
    for reader in (oost.rosa, oost.bea, oost.cor, oost.stan):
        assert "#behandelen" not in client_of(reader).get(public.get_absolute_url()).text


def test_of_two_at_once_one_moves_it(oost, public):
    colleague = Initiative.objects.get(pk=public.pk)
    move(initiative=public, to=S.RUNNING, by=oost.ada)
    with pytest.raises(Refused, match="Iemand anders"):
        move(initiative=colleague, to=S.DECLINED, reason="Toch niet.", by=oost.ada)
    assert Initiative.objects.get().state == S.RUNNING
    assert Note.objects.count() == 1


def test_the_page_shows_old_and_new_state_and_does_it_once(oost, public, client_of):
    client = client_of(oost.ada)
    page = client.get(url_of(public, "uitvoeren")).content.decode()
    assert "we werken het samen uit" in page
    assert "wordt uitgevoerd" in page
    for _press in range(2):
        client.post(url_of(public, "uitvoeren"), {"reason": "Ja."})
    assert Event.objects.filter(verb="initiative.moved").count() == 1


def test_a_reason_that_is_missing_is_asked_beside_the_field(oost, public, client_of):
    answer = client_of(oost.ada).post(url_of(public, "niet-doorgaan"), {"reason": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["reason"]
    assert Initiative.objects.get().state == S.IN_PROGRESS


def test_an_unknown_word_is_no_page(oost, public, client_of):
    assert client_of(oost.ada).get(url_of(public, "wegtoveren")).status_code == 404


def test_a_step_that_is_over_leads_back(oost, public, client_of):
    answer = client_of(oost.ada).get(url_of(public, "afronden"))
    assert answer.url == public.get_absolute_url()


def test_every_state_can_be_reached_and_left_or_is_marked_final():
    assert MACHINE.unreachable() == set()
    assert MACHINE.stuck() == set()


@pytest.mark.parametrize("seed", range(3))
def test_after_random_moves_the_counts_are_those_of_a_recount(oost, seed):
    dice = random.Random(seed)
    Initiative.objects.all().delete()
    for area in (oost.area, oost.west):
        for _number in range(4):
            InitiativeFactory(area=area, state=S.RECEIVED, released_at=None, submitter=oost.rosa)
    welzijn = OrganisationFactory(municipality=oost.area.municipality)
    by = {oost.area.pk: oost.ada, oost.west.pk: oost.wim}
    for _step in range(60):
        one = dice.choice(list(Initiative.objects.all()))
        advisor = by[one.area_id]
        to = dice.choice([*MACHINE.steps(one.state), "release", "hide"])
        try:
            if to == "release":
                release(initiative=one, theme=oost.theme, by=advisor)
            elif to == "hide":
                hide(initiative=one, reason="Even niet.", by=advisor)
            elif to == S.TAKEN_UP:
                let_take_up(initiative=one, organisation=welzijn, reason="Ja.", by=advisor)
            else:
                who = oost.rosa if to == S.WITHDRAWN else advisor
                move(initiative=one, to=to, reason="Zo is het.", by=who)
        except PermissionDenied:
            continue
    before = counts()
    assert sum(before.values()) == Initiative.objects.public().count()
    assert recount() == 0
    assert counts() == before


def test_a_recount_mends_what_is_wrong_and_finds_nothing_the_second_time(oost, public):
    InitiativeFactory(area=oost.west, state=S.DONE)
    assert recount() == 2
    Tally.objects.update(count=F("count") + 5)
    assert recount(area_ids=[oost.west.pk]) == 1
    assert recount() == 1
    assert recount() == 0
    assert counts() == {(oost.area.pk, "in_progress"): 1, (oost.west.pk, "done"): 1}


def test_a_count_that_is_too_low_does_not_stop_a_move(oost, public):
    move(initiative=public, to=S.RUNNING, by=oost.ada)
    assert counts() == {(oost.area.pk, "running"): 1}
    assert recount() == 0
