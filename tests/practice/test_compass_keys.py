"""What a practice file says of kinds of initiative: phases, questions and messages."""

import pytest

from config.pages.practice.load import FileRefused
from initiatives.models import CompassMessage, CompassPhase, CompassQuestion, InitiativeKind

MONEY = '[[regelingen]]\ncode = "potje"\nnaam = "Potje"\n'
KIND = """[[initiatiefsoorten]]
code = "uitdaagrecht"
naam = "Uitdaagrecht"
uitleg = "Een taak overnemen."
dagen_tot_besluit = 91
adviseert = "de afdeling"
beslist = "het college"
bron = "aanname"
"""
PHASE = """[[initiatiefsoorten.fasen]]
code = "taak"
naam = "Welke taak"
tips = "Begin klein."
vraag_aan = "de afdeling beheer"
vergunning = "Misschien een vergunning."
regeling = "potje"
vragen = [
  { code = "wat", vraag = "Welke taak?", uitleg = "Noem de plek." },
  { code = "wie", vraag = "Met wie?" },
]
berichten = [{ naam = "Vragen", tekst = "Kunt u bellen?" }]
"""
LAST = '[[initiatiefsoorten.fasen]]\ncode = "besluit"\nnaam = "Besluit"\n'


def test_a_kind_has_its_phases_questions_and_messages_in_the_order_of_the_file(loaded):
    loaded(MONEY + KIND + PHASE + LAST)
    kind = InitiativeKind.objects.get()
    assert (kind.answer_days, kind.advised_by, kind.decided_by) == (
        91,
        "de afdeling",
        "het college",
    )
    assert kind.assumed
    assert [phase.name for phase in kind.phases.in_use()] == ["Welke taak", "Besluit"]
    first = kind.phases.get(code="taak")
    assert (first.ask_whom, first.scheme_code) == ("de afdeling beheer", "potje")
    assert [one.text for one in first.questions.all()] == ["Welke taak?", "Met wie?"]
    assert first.messages.get().text == "Kunt u bellen?"


def test_a_second_load_changes_nothing(loaded):
    loaded(MONEY + KIND + PHASE + LAST)
    before = [list(m.objects.values()) for m in (CompassPhase, CompassQuestion, CompassMessage)]
    report = loaded(MONEY + KIND + PHASE + LAST)
    assert (report.created, report.changed) == (0, 0)
    after = [list(m.objects.values()) for m in (CompassPhase, CompassQuestion, CompassMessage)]
    assert after == before


def test_what_changed_is_in_the_report_and_what_left_is_set_aside(loaded):
    loaded(MONEY + KIND + PHASE + LAST)
    number = CompassQuestion.objects.get(code="wat").pk
    fewer = PHASE.replace('  { code = "wie", vraag = "Met wie?" },\n', "").replace(
        "Welke taak?", "Welke taak nu?"
    )
    report = loaded(MONEY + KIND + fewer)
    assert report.lines == [
        "overschreven: initiatiefsoorten[1] Uitdaagrecht: fasen",
    ]
    assert CompassQuestion.objects.get(code="wat").pk == number
    assert CompassQuestion.objects.get(code="wat").text == "Welke taak nu?"
    assert not CompassQuestion.objects.get(code="wie").active
    assert not CompassPhase.objects.get(code="besluit").active
    loaded(MONEY + KIND + PHASE + LAST)
    assert not CompassPhase.objects.filter(active=False).exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (KIND, "initiatiefsoorten[1].fasen: dit ontbreekt"),
        (KIND + "fasen = []", "initiatiefsoorten[1].fasen: dit mag niet leeg zijn"),
        (
            KIND.replace("91", "0") + LAST,
            "initiatiefsoorten[1].dagen_tot_besluit: 0 moet liggen tussen 1 en 366",
        ),
        (KIND + PHASE, 'initiatiefsoorten[1].fasen: "potje" staat niet in regelingen'),
        (KIND + LAST + LAST, 'initiatiefsoorten[1].fasen: "besluit" staat er twee keer in'),
        (
            MONEY + KIND + PHASE.replace('"wie"', '"wat"'),
            'initiatiefsoorten[1].fasen[1].vragen: "wat" staat er twee keer in',
        ),
        (
            MONEY + KIND + LAST + PHASE.replace('vraag = "Met wie?"', f'vraag = "{"a" * 201}"'),
            "initiatiefsoorten[1].fasen: rij 2, vragen: rij 2, vraag: de tekst heeft 201 tekens",
        ),
        (
            MONEY + KIND + PHASE.replace('naam = "Welke', 'nam = "Welke'),
            'initiatiefsoorten[1].fasen: rij 1: "nam" kennen we niet; kies uit code',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(loaded, text, complaint):
    with pytest.raises(FileRefused) as refused:
        loaded(text)
    assert any(said.startswith(complaint) for said in refused.value.complaints), (
        refused.value.complaints
    )
    assert not InitiativeKind.objects.exists()
