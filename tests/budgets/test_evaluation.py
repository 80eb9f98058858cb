"""Once in five years a report says what a subsidy brought about (Awb 4:24)."""

from datetime import date

import pytest

from areas.roles import RoleKind
from budgets.evaluations import evaluation_due
from budgets.models import Scheme
from tests.factories import SchemeFactory, person

pytestmark = pytest.mark.django_db
DUE = "Publiceer ten minste eens in de vijf jaar een verslag"


def changed(scheme, **fields) -> Scheme:
    """The scheme of Oost with other fields."""
    Scheme.objects.filter(pk=scheme.pk).update(**fields)
    return Scheme.objects.get(pk=scheme.pk)


def test_who_keeps_schemes_is_warned_five_years_after_the_last_one(oost, client_of, at):
    sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    scheme = changed(oost.scheme, evaluated_on=date(2021, 11, 18))
    for day, due in ((18, False), (19, True)):
        with at(2026, 11, day):
            page = client_of(sem).get(scheme.get_absolute_url()).text
            assert (DUE in page) is due
            assert "Laatste evaluatie" in page
            for who in (oost.rosa, oost.ada, oost.raf):
                page = client_of(who).get(scheme.get_absolute_url()).text
                assert (DUE in page, "18 november 2021" in page) == (False, True)
    with at(2026, 11, 19):
        assert "is van donderdag 18 november 2021." in evaluation_due(scheme)


def test_without_one_five_years_run_from_the_oldest_version(oost):
    scheme = changed(oost.scheme, valid_from=date(2025, 1, 1))
    assert evaluation_due(scheme) == ""
    older = {"code": scheme.code, "valid_from": date(2020, 1, 1)}
    place = {"municipality": oost.area.municipality, "level": oost.area.level}
    SchemeFactory(**older, **place, valid_until=date(2024, 12, 31))
    assert "begon op woensdag 1 januari 2020 en er is nog geen evaluatie" in evaluation_due(scheme)
    Scheme.objects.filter(valid_from=date(2020, 1, 1)).update(valid_from=None)
    assert evaluation_due(scheme) == "", "how old it is, is not known"


@pytest.mark.parametrize(
    "fields", [{"construction": "own"}, {"valid_until": date(2026, 11, 17)}, {}]
)
def test_what_is_no_subsidy_or_is_over_asks_no_report(oost, fields):
    scheme = changed(oost.scheme, evaluated_on=date(2010, 1, 1), **fields)
    assert (evaluation_due(scheme) == "") is bool(fields)
