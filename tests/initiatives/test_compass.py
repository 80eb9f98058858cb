"""The compass: the same for initiator and advisor, filled in by either, moved by the advisor."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import now, today
from config.outbox.models import Mail
from initiatives.actions.compass import choose_kind, move_phase
from initiatives.actions.handle import move
from initiatives.actions.standstill import tell_who_waits
from initiatives.models import (
    ADVISOR,
    RESIDENT,
    Compass,
    CompassAnswer,
    Initiative,
    Note,
    StandstillNotice,
    State,
)
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    InitiativeKindFactory,
    UserFactory,
    compass_kind,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
WORDS = "Met de hele straat."


@pytest.fixture
def oost(db):
    """Oost, where Ada advises and Ivo only looks; an idea of Rosa, and a kind of two steps."""
    area = AreaFactory(name="Oost")
    area.rosa = UserFactory(name="Rosa Resident")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.ivo = person(RoleKind.INSPECTOR, area, "Ivo Inspecteur")
    area.idea = InitiativeFactory(
        area=area, submitter=area.rosa, next_step="Vul in.", next_step_by=RESIDENT
    )
    area.kind = compass_kind(area.municipality)
    area.first, area.second = area.kind.phases.all()
    area.question, area.other = area.first.questions.all()
    return area


def idea_of(oost) -> Initiative:
    return Initiative.objects.get(pk=oost.idea.pk)


def chosen(oost) -> Initiative:
    """The idea with a compass."""
    choose_kind(initiative=idea_of(oost), kind=oost.kind, by=oost.ada)
    return idea_of(oost)


def at(oost, word: str) -> str:
    return f"/initiatieven/{oost.idea.pk}/kompas/{word}/"


def answer(client, oost, question, text, **given):
    url = at(oost, f"vraag/{question.pk}")
    return client.post(url, filled(client.get(url), text=text, **given))


def test_from_a_kind_to_the_last_phase(oost, client, client_of):
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    page = idea_of(oost).get_absolute_url()
    assert "Kies wat voor initiatief dit is" in rosa.get(page).text
    assert "Kompas" not in client.get(page).text
    url = at(oost, "soort")
    assert rosa.post(url, filled(rosa.get(url), kind=oost.kind.pk)).status_code == 302
    assert answer(rosa, oost, oost.question, WORDS).status_code == 302
    for who in (rosa, ada):
        text = who.get(page).text
        assert WORDS in text
        assert "stap 1 van 2: Het idee" in text
    assert "de indiener, " in ada.get(page).text
    url = at(oost, "fase")
    given = {"next_step": "Vraag prijzen op.", "next_step_by": RESIDENT}
    assert ada.post(url, filled(ada.get(url), **given)).status_code == 302
    assert "stap 2 van 2: Het plan" in rosa.get(page).text
    mail = Mail.objects.get(purpose="initiatives.phase_moved")
    assert mail.to == oost.rosa.email
    for said in ("stap 2 van 2", "Het plan", "U bent nu aan zet", "Vraag prijzen op."):
        assert said in mail.text
    shown = client.get(page).text
    assert "Het plan" in shown
    assert WORDS not in shown


def test_only_the_initiator_and_who_handles_see_the_answers(oost, client, client_of):
    chosen(oost)
    answer(client_of(oost.ada), oost, oost.question, WORDS)
    page = idea_of(oost).get_absolute_url()
    for other in (client, client_of(oost.ivo), client_of(UserFactory())):
        assert WORDS not in other.get(page).text
    for other in (oost.ivo, UserFactory()):
        assert client_of(other).get(at(oost, f"vraag/{oost.question.pk}")).status_code == 403


def test_of_two_first_answers_the_second_sees_both_texts(oost, client_of):
    chosen(oost)
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    url = at(oost, f"vraag/{oost.question.pk}")
    open_page = ada.get(url)
    answer(rosa, oost, oost.question, WORDS)
    second = ada.post(url, filled(open_page, text="Met de vereniging."))
    assert second.status_code == 200
    assert WORDS in second.text
    assert "Met de vereniging." in second.text
    assert CompassAnswer.objects.get().text == WORDS
    assert ada.post(url, filled(second, text="Samen.")).status_code == 302
    stored = CompassAnswer.objects.get()
    assert (stored.text, stored.by) == ("Samen.", oost.ada)


def test_an_empty_answer_is_told_beside_the_field(oost, client_of):
    chosen(oost)
    assert answer(client_of(oost.rosa), oost, oost.question, "  ").status_code == 200
    assert not CompassAnswer.objects.exists()


def test_the_municipality_is_to_move_when_all_of_a_phase_is_answered(oost, client_of):
    chosen(oost)
    rosa = client_of(oost.rosa)
    answer(rosa, oost, oost.question, WORDS)
    assert idea_of(oost).next_step_by == RESIDENT
    answer(rosa, oost, oost.other, "In mei.")
    assert idea_of(oost).next_step_by == ADVISOR


def test_each_move_of_the_compass_counts_as_movement(oost, client_of):
    old = today() - datetime.timedelta(days=90)
    for deed in (
        lambda: choose_kind(initiative=idea_of(oost), kind=oost.kind, by=oost.ada),
        lambda: answer(client_of(oost.rosa), oost, oost.question, WORDS),
        lambda: moved(oost, oost.second),
    ):
        Initiative.objects.update(moved_at=f"{old} 12:00+00:00")
        deed()
        assert idea_of(oost).moved_at.date() == today()


def moved(oost, phase, **given):
    seen = given.pop("seen", Compass.objects.get().version)
    given = {"next_step": "Bel ons.", "next_step_by": ADVISOR, "by": oost.ada, **given}
    return move_phase(initiative=idea_of(oost), phase=phase, seen=seen, **given)


def test_of_two_moves_at_the_same_moment_one_is_refused(oost):
    chosen(oost)
    seen = Compass.objects.get().version
    moved(oost, oost.second, seen=seen)
    with pytest.raises(Refused):
        moved(oost, oost.first, seen=seen)
    assert Compass.objects.get().phase == oost.second


def test_a_phase_of_another_kind_or_out_of_use_is_refused(oost):
    chosen(oost)
    other = InitiativeKindFactory(municipality=oost.municipality, code="anders")
    strange = other.phases.create(code="a", order=1, name="Anders")
    oost.second.active = False
    oost.second.save()
    for phase in (strange, oost.second):
        with pytest.raises(Refused):
            moved(oost, phase)


def test_only_an_advisor_moves_the_phase_and_changes_the_kind(oost, client_of):
    chosen(oost)
    with pytest.raises(PermissionDenied):
        moved(oost, oost.second, by=oost.rosa)
    for word in ("fase", "soort"):
        assert client_of(oost.rosa).get(at(oost, word)).status_code == 403
    assert client_of(oost.ada).get(at(oost, "soort")).status_code == 200


def test_another_kind_begins_again_and_loses_no_answer(oost, client_of):
    chosen(oost)
    ada = client_of(oost.ada)
    answer(ada, oost, oost.question, WORDS)
    other = compass_kind(oost.municipality, code="anders", name="Anders")
    url = at(oost, "soort")
    assert ada.post(url, filled(ada.get(url), kind=other.pk)).status_code == 302
    text = ada.get(idea_of(oost).get_absolute_url()).text
    assert "stap 1 van 2" in text
    assert "Eerdere antwoorden" in text
    assert WORDS in text


def test_a_challenge_has_its_own_term_adviser_and_who_decides(oost, client_of):
    """Domain D12."""
    kind = compass_kind(
        oost.municipality,
        code="uitdaagrecht",
        name="Uitdaagrecht",
        answer_days=91,
        advised_by="de afdeling beheer",
        decided_by="het college",
    )
    choose_kind(initiative=idea_of(oost), kind=kind, by=oost.rosa)
    due = idea_of(oost).received_on + datetime.timedelta(days=91)
    assert Compass.objects.get().due_on == due
    text = client_of(oost.rosa).get(idea_of(oost).get_absolute_url()).text
    for said in ("Uitdaagrecht", "de afdeling beheer", "het college", "17 februari 2027"):
        assert said in text


def test_a_ready_made_message_is_adapted_sent_once_and_in_the_talk(oost, client_of):
    chosen(oost)
    ada = client_of(oost.ada)
    message = oost.first.messages.get()
    url = at(oost, f"bericht/{message.pk}")
    page = ada.get(url)
    assert message.text in page.text
    given = filled(page, text="Kunt u dinsdag?")
    assert ada.post(url, given).status_code == 302
    assert ada.post(url, given).status_code == 302
    assert Note.objects.get(kind=Note.Kind.QUESTION).text == "Kunt u dinsdag?"
    assert "Kunt u dinsdag?" in Mail.objects.get(purpose="initiatives.question").text
    assert client_of(oost.rosa).get(url).status_code == 403


def test_what_is_not_of_this_compass_is_not_found(oost, client_of):
    ada = client_of(oost.ada)
    words = ("fase", f"vraag/{oost.question.pk}", f"bericht/{oost.first.messages.get().pk}")
    for word in words:
        assert ada.get(at(oost, word)).status_code == 404
    chosen(oost)
    other = compass_kind(oost.municipality, code="anders").phases.first()
    assert ada.get(at(oost, f"vraag/{other.questions.first().pk}")).status_code == 404
    assert ada.get(at(oost, f"bericht/{other.messages.get().pk}")).status_code == 404


def test_what_ended_is_read_and_not_changed(oost, client_of):
    chosen(oost)
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    answer(rosa, oost, oost.question, WORDS)
    move(initiative=idea_of(oost), to=State.DECLINED, reason="Het kan niet.", by=oost.ada)
    assert WORDS in rosa.get(idea_of(oost).get_absolute_url()).text
    for who, word in ((rosa, f"vraag/{oost.question.pk}"), (ada, "fase"), (ada, "soort")):
        assert who.get(at(oost, word)).status_code == 403


def told() -> int:
    tell_who_waits()
    return Mail.objects.filter(purpose="initiatives.still").count()


def test_who_waits_hears_once_that_it_is_not_forgotten_until_it_moved(oost, at):
    def after(times: int):
        """Some times the number of days that something may stand still, and an hour more."""
        day = datetime.date(2026, 11, 18) + times * datetime.timedelta(days=days)
        return at(day.year, day.month, day.day, 12 + times)

    days = oost.municipality.stale_days
    with after(0):
        Initiative.objects.update(moved_at=now())
        assert told() == 0
    with after(1):
        assert told() == 1
        assert told() == 1
        assert idea_of(oost).moved_at.date() == datetime.date(2026, 11, 18)
    with after(2):
        assert told() == 1
        choose_kind(initiative=idea_of(oost), kind=oost.kind, by=oost.ada)
        assert told() == 1
    with after(3):
        assert told() == 2
    mail = Mail.objects.filter(purpose="initiatives.still").first()
    assert mail.to == oost.rosa.email
    assert "niet vergeten" in mail.text
    assert oost.idea.title not in mail.subject


def test_what_ended_waits_for_confirmation_or_has_no_address_is_left_alone(oost):
    long_ago = now() - datetime.timedelta(days=oost.municipality.stale_days + 1)
    for state in (State.DONE, State.UNCONFIRMED):
        InitiativeFactory(area=oost, state=state, moved_at=long_ago)
    InitiativeFactory(area=oost, submitter=None, moved_at=long_ago)
    assert told() == 0
    assert not StandstillNotice.objects.exists()
