"""Opening budgets at the same moment, in threads: the ceiling holds on both databases."""

import pytest

from budgets.actions.opening import open_budget
from budgets.models import Budget, Scheme
from tests.factories import AreaFactory, SchemeFactory
from tests.initiatives.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_six_areas_three_fit_under_the_ceiling():
    first = AreaFactory(name="Wijk 0")
    areas = [
        first,
        *(AreaFactory(name=f"Wijk {n}", municipality=first.municipality) for n in range(1, 6)),
    ]
    scheme = SchemeFactory(
        municipality=first.municipality, level=first.level, ceiling_cents=350_000
    )
    read = [Scheme.objects.get(pk=scheme.pk) for _area in areas]
    made = at_once(lambda n: open_budget(scheme=read[n], area=areas[n], year=2026, by=None))
    assert len([one for one in made if one]) == 3
    assert Budget.objects.totals()["allocated"] == 300_000
