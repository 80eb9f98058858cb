"""All eight municipalities in one installation, and facts of each as the sources have them."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from areas.models import Area, Deed, Department, Municipality, PlanKind, RouteStep
from budgets.models import Scheme
from config.pages.practice.load import load
from partners.models import RoundtableKind

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "config" / "municipalities"
EIGHT = (
    "alkmaar",
    "alphen-aan-den-rijn",
    "amstelveen",
    "den-helder",
    "haarlemmermeer",
    "heemskerk",
    "heerhugowaard",
    "hoorn",
)
FILES = [FOLDER / f"{code}.toml" for code in EIGHT]
CBS = ["GM0361", "GM0484", "GM0362", "GM0400", "GM0394", "GM0396", "GM0398", "GM0405"]
# The money table of the sources: pot per year in euro, rate per inhabitant, limit in euro.
MONEY = [
    ("alkmaar", "bewonersinitiatieven-2008", 160_000, None, None),
    ("alkmaar", "regeling-bewonersinitiatieven", None, None, None),
    ("alkmaar", "gebiedsmedewerkers-oov", 300_000, None, None),
    ("alphen-aan-den-rijn", "leefbaarheidsbudget", None, None, None),
    ("alphen-aan-den-rijn", "groen-blauwe-schoolpleinen", None, None, 5_000),
    ("alphen-aan-den-rijn", "aed-en-buurtpreventie", 75_000, None, None),
    ("amstelveen", "leefbaarheidsbudget", 3_600, None, None),
    ("amstelveen", "organisatiebudget", 2_000, None, None),
    ("den-helder", "bewonersorganisaties", 45_000, None, None),
    ("den-helder", "wijkbudget", 20_000, None, None),
    ("den-helder", "wijkoverstijgend", 43_000, None, None),
    ("haarlemmermeer", "wijkbudget", 600_000, None, 15_000),
    ("haarlemmermeer", "fonds-wijken-en-kernen", 250_000, None, None),
    ("haarlemmermeer", "vrije-ruimte-beheer", 180_000, None, None),
    ("heemskerk", "buurtbudget", 25_000, None, None),
    ("heerhugowaard", "wijkbudget", 2_550, "0.65", None),
    ("heerhugowaard", "klusbudget", None, "3.687", None),
    ("hoorn", "buurtbudget-risdam-zuid", 7_500, None, 1_500),
    ("hoorn", "wijkplannen", None, None, None),
    ("hoorn", "subsidie-wijkoverlegorganen", None, None, None),
    ("hoorn", "leefbaarheidsfonds", None, None, None),
]


@pytest.fixture(scope="module")
def all_eight(django_db_setup, django_db_blocker):
    """The files, loaded together once for all tests of this file, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = load(FILES)
        with django_db_blocker.block():
            yield report
        transaction.set_rollback(True)


def kind(municipality: str, code: str) -> PlanKind:
    return PlanKind.objects.get(municipality__code=municipality, code=code)


def route(municipality: str, code: str) -> list[tuple[str, str]]:
    steps = RouteStep.objects.filter(kind=kind(municipality, code)).order_by("order")
    return list(steps.values_list("deed", "only_if"))


def test_they_load_together_and_a_second_time_changes_nothing(all_eight):
    assert all_eight.created > 400
    second = load(FILES)
    assert (second.created, second.changed, second.unchanged) == (0, 0, all_eight.created)


def test_every_municipality_has_its_own_root(all_eight):
    roots = Municipality.objects.filter(code__in=EIGHT).order_by("code")
    assert list(roots.values_list("code", "root__cbs_code")) == list(zip(EIGHT, CBS, strict=True))


def test_the_money_is_what_the_sources_say(all_eight):
    found = [
        (scheme.municipality.code, scheme.code, *_euros(scheme))
        for scheme in Scheme.objects.select_related("municipality")
    ]
    wanted = [(*row[:3], row[3] and Decimal(row[3]), row[4]) for row in MONEY]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def _euros(scheme: Scheme) -> tuple:
    pot, most = scheme.fixed_cents, scheme.limit_cents
    rate = scheme.per_inhabitant
    return (
        None if pot is None else pot // 100,
        None if rate is None else rate.normalize(),
        None if most is None else most // 100,
    )


def test_nothing_can_be_asked_for_and_what_is_over_says_so(all_eight):
    assert not Scheme.objects.filter(can_apply=True).exists()
    assert not Scheme.objects.filter(closed_note="").exists()
    of_then = Scheme.objects.exclude(municipality__code__in=["alphen-aan-den-rijn", "alkmaar"])
    assert set(of_then.values_list("closed_note", flat=True)) == {
        "praktijk 2008, niet aan te vragen"
    }
    assert not of_then.filter(valid_until=None).exists()


def test_no_file_of_a_real_municipality_names_a_mailbox(all_eight):
    assert not Department.objects.exists()


class TestPlans:
    def test_alphen_goes_from_profile_to_programme_to_year(self, all_eight):
        year = kind("alphen-aan-den-rijn", "jaarplan")
        assert (year.months, year.parent.parent.code) == (12, "gebiedsprofiel")
        assert kind("alphen-aan-den-rijn", "gebiedsaanpak").integral

    def test_alkmaars_agendas_roll_and_the_council_adopts_the_nota(self, all_eight):
        for code in ("gebiedsagenda", "dorpsagenda"):
            agenda = kind("alkmaar", code)
            assert (agenda.rolling, agenda.months, agenda.parent.code) == (True, None, "nota")
        assert (Deed.COUNCIL, "") in route("alkmaar", "nota")

    def test_heemskerk_asks_first_puts_it_to_the_buurt_and_signs(self, all_eight):
        contract = kind("heemskerk", "buurtcontract")
        assert (contract.months, contract.signed) == (30, True)
        steps = [(Deed.SURVEY, ""), (Deed.RESIDENTS, ""), (Deed.PARTNERS, "")]
        assert route("heemskerk", "buurtcontract") == steps

    def test_heerhugowaard_has_a_plan_each_year_that_the_wop_was_to_feed(self, all_eight):
        wup = kind("heerhugowaard", "wup")
        above = [wup.parent, wup.parent.parent, wup.parent.parent.parent]
        assert (wup.months, [one.months for one in above]) == (12, [24, 48, 120])
        assert "niet gelukt" in wup.note

    def test_hoorn_asks_the_council_only_for_extra_money(self, all_eight):
        plan = kind("hoorn", "uitvoeringsplan")
        assert (plan.months, plan.parent.months) == (12, 48)
        assert (Deed.COUNCIL, "") in route("hoorn", "wijkplan")
        assert (Deed.COLLEGE, "") in route("hoorn", "uitvoeringsplan")
        assert (Deed.COUNCIL, "er extra geld nodig is") in route("hoorn", "uitvoeringsplan")

    def test_amstelveen_and_den_helder_have_a_wijkactieplan(self, all_eight):
        for place in ("amstelveen", "den-helder"):
            assert route(place, "wijkactieplan") == [(Deed.RESIDENTS, "")]
        assert kind("den-helder", "buurtveiligheidsplan").note.startswith("Het eerste")


class TestPlaces:
    def test_heerhugowaard_ended_and_dijk_en_waard_came_after_it(self, all_eight):
        root = Municipality.objects.get(code="heerhugowaard").root
        assert str(root.valid_until) == "2021-12-31"
        assert root.successors.get().new.cbs_code == "GM1980"

    def test_haarlemmermeer_has_six_gebieden_beside_its_kernen(self, all_eight):
        ours = Area.objects.filter(municipality__code="haarlemmermeer")
        assert ours.filter(grouping__code="gebieden").count() == 6
        assert ours.filter(grouping__code="gebieden", assumed=False).get().name == "Gebied 6"
        assert ours.filter(level__code="kern").count() == 3

    def test_den_helder_has_four_wijken(self, all_eight):
        wijken = Area.objects.filter(municipality__code="den-helder", level__code="wijk")
        assert set(wijken.values_list("name", flat=True)) == {
            "De Schooten",
            "Julianadorp",
            "Nieuw Den Helder",
            "Stad binnen de Linie",
        }


@pytest.mark.parametrize(
    ("place", "code", "sits", "says"),
    [
        ("alkmaar", "regiegroep", "residents", "decides"),
        ("haarlemmermeer", "regiegroep", "professionals", "consults"),
        ("haarlemmermeer", "wijkplatform", "professionals", "consults"),
        ("amstelveen", "wijkplatform", "residents", "consults"),
        ("den-helder", "wijkplatform", "both", "consults"),
        ("heemskerk", "projectteam", "residents", "decides"),
        ("heerhugowaard", "wijkpanel", "residents", "consults"),
    ],
)
def test_one_word_means_different_things(all_eight, place, code, sits, says):
    table = RoundtableKind.objects.get(municipality__code=place, code=code)
    assert (table.sits, table.says) == (sits, says)


def test_every_row_of_every_file_says_where_it_comes_from(all_eight):
    silent = [scheme.name for scheme in Scheme.objects.filter(source="")] + [
        area.name for area in Area.objects.filter(source="", root_of=None)
    ]
    assert silent == []
    assert not PlanKind.objects.filter(source="").exists()
    assert not RoundtableKind.objects.filter(source="").exists()
