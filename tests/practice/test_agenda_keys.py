"""What a practice file says of plans: their route, examples, levels of taking part, indicators."""

import datetime

import pytest

from areas.models import (
    Area,
    Deed,
    Department,
    Direction,
    Indicator,
    Municipality,
    ParticipationLevel,
    PlanKind,
    RouteStep,
    TemplateGoal,
)
from config.pages.practice.load import FileRefused, load
from tests.practice.conftest import START

THEME = '[[themas]]\ncode = "veilig"\nnaam = "Veilig"\n'
KIND = '[[plansoorten]]\ncode = "wijkplan"\nnaam = "wijkplan"\nmeervoud = "wijkplannen"\n'
ROUTE = """route = [
  { stap = "besproken met bewoners", door = "het wijkteam" },
  { stap = "vastgesteld door het college" },
  { stap = "vastgesteld door de raad", als = "er extra geld nodig is" },
]
"""
EXAMPLES = """voorbeelddoelen = [
  { doel = "Straten zijn veilig", thema = "veilig", acties = [
    { actie = "Schouw met bewoners", klaar_na = 60 },
    { actie = "Terug naar de buurt", begint_na = 60, klaar_na = 90 },
  ] },
  { doel = "Nog zonder acties", thema = "veilig" },
]
"""
INDICATOR = """[[indicatoren]]
code = "rapportcijfer"
naam = "Rapportcijfer voor de buurt"
eenheid = "cijfer"
richting = "hoger is beter"
decimalen = 1
niet_tonen_onder = 10
thema = "veilig"
uitleg = "Wat bewoners zelf vinden."
"""
ENDED = START.replace(
    '"GM9999"',
    '"GM9999"\ngeldig_tot = 2021-12-31\nopvolger = "GM9998"\nopvolger_naam = "Nieuwstad"',
)


def counts(report) -> tuple[int, int, int]:
    return report.created, report.changed, report.unchanged


def route_of(code: str) -> list[tuple[str, str, str]]:
    steps = RouteStep.objects.filter(kind__code=code).order_by("order")
    return list(steps.values_list("deed", "body", "only_if"))


class TestPlanKinds:
    def test_the_route_is_in_the_order_of_the_file(self, loaded):
        loaded(KIND + ROUTE)
        assert route_of("wijkplan") == [
            (Deed.RESIDENTS, "het wijkteam", ""),
            (Deed.COLLEGE, "", ""),
            (Deed.COUNCIL, "", "er extra geld nodig is"),
        ]

    def test_the_file_owns_the_whole_route_of_a_kind_that_it_names(self, loaded):
        loaded(KIND + ROUTE)
        report = loaded(KIND + 'route = [{ stap = "vastgesteld door de raad" }]')
        assert route_of("wijkplan") == [(Deed.COUNCIL, "", "")]
        assert report.lines == ["overschreven: plansoorten[1] wijkplan: route"]

    def test_a_kind_without_a_route_in_the_file_keeps_the_one_it_has(self, loaded):
        loaded(KIND + ROUTE)
        assert counts(loaded(KIND)) == (0, 0, 4)
        assert len(route_of("wijkplan")) == 3

    def test_a_second_load_changes_nothing(self, loaded):
        text = THEME + INDICATOR + KIND + ROUTE + EXAMPLES
        first = loaded(text)
        steps = list(RouteStep.objects.values_list("pk", flat=True))
        assert counts(loaded(text)) == (0, 0, first.created)
        assert list(RouteStep.objects.values_list("pk", flat=True)) == steps

    def test_examples_are_goals_with_a_theme_and_actions_with_days(self, loaded):
        loaded(KIND + EXAMPLES + THEME)
        goal, empty = TemplateGoal.objects.order_by("order")
        assert (goal.title, goal.theme.code) == ("Straten zijn veilig", "veilig")
        assert list(goal.actions.values_list("title", "starts_after", "ends_after")) == [
            ("Schouw met bewoners", None, 60),
            ("Terug naar de buurt", 60, 90),
        ]
        assert not empty.actions.exists()

    def test_a_kind_can_roll_be_signed_have_phases_and_a_note(self, loaded):
        loaded(
            KIND + "doorlopend = true\nondertekend = true\nin_fasen = true\n"
            'opmerking = "Was de bedoeling, lukte niet."'
        )
        kind = PlanKind.objects.get()
        assert (kind.rolling, kind.signed, kind.integral) == (True, True, True)
        assert kind.note == "Was de bedoeling, lukte niet."


class TestOtherTables:
    def test_the_ladder_of_taking_part_is_the_municipalitys_own(self, loaded):
        loaded(
            '[[participatieniveaus]]\ncode = "meebeslissen"\nnaam = "Meebeslissen"\n'
            'uitleg = "U beslist mee."\nvolgorde = 4\nbron = "aanname"'
        )
        level = ParticipationLevel.objects.get()
        assert (level.name, level.text, level.order) == ("Meebeslissen", "U beslist mee.", 4)
        assert level.assumed

    def test_an_indicator_has_a_unit_a_direction_and_a_theme(self, loaded):
        loaded(THEME + INDICATOR)
        indicator = Indicator.objects.get()
        assert (indicator.unit, indicator.direction) == ("cijfer", Direction.UP)
        assert (indicator.decimals, indicator.suppress_below) == (1, 10)
        assert indicator.theme.code == "veilig"

    def test_a_department_has_a_mailbox_and_a_term(self, loaded):
        loaded(
            '[[afdelingen]]\ncode = "groen"\nnaam = "Team groen"\n'
            'email = "groen@voorbeeld.example"\nwerkdagen_om_te_antwoorden = 5'
        )
        department = Department.objects.get()
        assert (department.email, department.answer_days) == ("groen@voorbeeld.example", 5)

    def test_after_how_many_weeks_without_news_an_action_shows(self, loaded):
        loaded(start=START.replace('"GM9999"', '"GM9999"\nweken_zonder_nieuws = 6'))
        assert Municipality.objects.get().progress_weeks == 6


class TestAMunicipalityThatEnded:
    def test_its_root_has_a_last_day_and_a_successor(self, loaded):
        loaded(start=ENDED)
        root = Area.objects.get(cbs_code="GM9999")
        assert root.valid_until == datetime.date(2021, 12, 31)
        new = root.successors.get().new
        assert (new.name, new.cbs_code) == ("Nieuwstad", "GM9998")
        assert new.valid_from == datetime.date(2022, 1, 1)
        assert Municipality.objects.earliest("pk").name == "Waterstad"

    def test_a_second_load_changes_nothing(self, loaded):
        assert counts(loaded(start=ENDED)) == (3, 0, 0)
        assert counts(loaded(start=ENDED)) == (0, 0, 3)

    def test_a_successor_that_was_there_already_is_taken(self, db, practice_file):
        other = START.replace("aterstad", "eenstad").replace("GM9999", "GM9998")
        load([practice_file(start=other), practice_file(start=ENDED, name="twee.toml")])
        assert Area.objects.get(cbs_code="GM9999").successors.get().new.name == "Weenstad"
        assert Municipality.objects.count() == 2

    def test_an_end_that_is_told_later_is_a_change(self, loaded):
        loaded()
        report = loaded(start=ENDED)
        assert report.lines == ["overschreven: gemeente Waterstad: geldig_tot, opvolger"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            KIND + 'route = [{ stap = "vastgesteld door de koning" }]',
            'plansoorten[1].route: rij 1, stap: "vastgesteld door de koning" kan niet; kies uit',
        ),
        (
            KIND + 'route = [{ stap = "geëvalueerd" }, { stap = "geëvalueerd" }]',
            "plansoorten[1].route: “geëvalueerd” staat er twee keer in",
        ),
        (
            KIND + f'route = [{{ stap = "geëvalueerd", door = "{"a" * 201}" }}]',
            "plansoorten[1].route: rij 1, door: de tekst heeft 201 tekens",
        ),
        (
            KIND + 'voorbeelddoelen = [{ doel = "Veilig", thema = "veilgi" }]\n' + THEME,
            'plansoorten[1].voorbeelddoelen: "veilgi" staat niet in themas; bedoelt u "veilig"?',
        ),
        (
            KIND
            + 'voorbeelddoelen = [{ doel = "A", thema = "veilig", acties = [{ a = 1 }] }]\n'
            + THEME,
            'plansoorten[1].voorbeelddoelen: rij 1, acties: rij 1: "a" kennen we niet; kies',
        ),
        (
            KIND + "doorlopend = true\nlooptijd_maanden = 12",
            "plansoorten[1].looptijd_maanden: een doorlopend plan heeft geen looptijd",
        ),
        (
            INDICATOR.replace("hoger is beter", "omhoog") + THEME,
            'indicatoren[1].richting: "omhoog" kan niet; kies uit "hoger is beter"',
        ),
        (
            '[[afdelingen]]\ncode = "groen"\nnaam = "Team groen"',
            "afdelingen[1].email: dit ontbreekt",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(complaints_of, text, complaint):
    found = complaints_of(text)
    assert len(found) == 1
    assert found[0].startswith(complaint)


@pytest.mark.parametrize("missing", ["geldig_tot = 2021-12-31\n", '\nopvolger_naam = "Nieuwstad"'])
def test_a_successor_without_a_name_or_a_day_is_refused(db, practice_file, missing):
    with pytest.raises(FileRefused, match="dit ontbreekt; noem ook wie erna kwam"):
        load([practice_file(start=ENDED.replace(missing, ""))])
