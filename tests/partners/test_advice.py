"""Advice of residents: asked or not, answered with reasons, and everyone sees what came of it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from config.lib.clock import today
from config.outbox.models import Mail
from partners.actions.advice import ask_advice, note_briefing
from partners.models import Advice
from tests.factories import (
    ActionFactory,
    AdviceFactory,
    AreaFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost with a dorpsraad that Rosa leads; Ada keeps the agenda."""
    area = AreaFactory(name="Oost")
    kind = RoundtableKindFactory(code="dorpsraad", sits="residents", says="advises")
    area.table = RoundtableFactory(area=area, kind=kind, name="Dorpsraad Oost", informed="early")
    area.rosa = UserFactory(name="Rosa Raad")
    SeatFactory(roundtable=area.table, user=area.rosa, leads=True)
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    return area


def asked(oost) -> Advice:
    """Advice that is needed in a month."""
    return ask_advice(
        oost.table,
        topic="De boom",
        question="Mag hij weg?",
        due_on=today() + 30 * DAY,
        by=oost.ada,
    )


def test_the_whole_way_from_question_to_what_was_done(oost, client, client_of):
    advice = asked(oost)
    assert Mail.objects.get(purpose="partners.advice").to == oost.rosa.email
    assert client.get(advice.get_absolute_url()).status_code == 404  # not given yet
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    url = f"{advice.get_absolute_url()}geven/"
    assert rosa.post(url, filled(rosa.get(url), text="Houd hem.")).status_code == 302
    action = ActionFactory(area=oost, title="Boom verzorgen")
    url = f"{advice.get_absolute_url()}antwoord/"
    page = ada.get(url)
    wrong = ada.post(url, filled(page, outcome="taken", answer=""))
    assert "Dit veld is verplicht." in wrong.text
    given = {"outcome": "taken", "answer": "Hij is gezond.", "actions": [action.pk]}
    assert ada.post(url, filled(page, **given)).status_code == 302
    text = client.get(advice.get_absolute_url()).text
    for seen in ("Mag hij weg?", "Houd hem.", "Overgenomen", "Hij is gezond.", "Boom verzorgen"):
        assert seen in text
    assert Mail.objects.filter(purpose="partners.advice").count() == 2


def test_who_gave_it_does_not_answer_it_and_after_the_answer_it_stays(oost, client_of):
    advice = AdviceFactory(roundtable=oost.table)
    rosa = client_of(oost.rosa)
    assert rosa.get(f"{advice.get_absolute_url()}antwoord/").status_code == 403
    Advice.objects.filter(pk=advice.pk).update(
        outcome="not", answer="Te duur.", answered_on=today()
    )
    assert rosa.get(f"{advice.get_absolute_url()}geven/").status_code == 403


def test_a_body_advises_without_being_asked(oost, client, client_of):
    rosa, url = client_of(oost.rosa), f"/partners/tafels/{oost.table.pk}/advies-geven/"
    sent = filled(rosa.get(url), topic="Een bankje", text="Zet er een.")
    assert rosa.post(url, sent).status_code == 302
    assert "uit eigen beweging" in client.get(Advice.objects.get().get_absolute_url()).text


def test_advice_is_asked_of_residents_only(oost):
    professionals = RoundtableKindFactory(code="team", sits="professionals")
    table = RoundtableFactory(area=oost, kind=professionals)
    given = {"topic": "x", "question": "y", "due_on": today() + DAY}
    with pytest.raises(PermissionDenied):
        ask_advice(table, **given, by=oost.ada)
    with pytest.raises(PermissionDenied):
        ask_advice(oost.table, **given, by=oost.rosa)


def test_what_is_not_public_is_not_in_the_list_of_a_visitor(oost, client, client_of):
    AdviceFactory(roundtable=oost.table, topic="kanarie-advies", public=False)
    AdviceFactory(roundtable=oost.table, topic="Voor iedereen")
    text = client.get("/partners/adviezen/").text
    assert "Voor iedereen" in text
    assert "kanarie" not in text
    assert "kanarie" in client_of(oost.ada).get("/partners/adviezen/").text


def test_what_was_told_when_shows_whether_it_was_as_promised(oost, client, client_of):
    note_briefing(oost.table, on=today(), about="De nieuwe school", how="late", by=oost.ada)
    url = oost.table.get_absolute_url()
    text = client_of(oost.rosa).get(url).text
    assert "De nieuwe school" in text
    assert "anders dan afgesproken" in text
    assert "De nieuwe school" not in client.get(url).text
