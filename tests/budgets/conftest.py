"""Named persons and one request, for all tests about money."""

from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.models import BallotRule
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SchemeFactory,
    SeatFactory,
    UserFactory,
    budget_of,
    person,
)

# Who sits at the table that votes.
NAMES = ("Lea", "Mo", "Nel", "Otto")


@pytest.fixture
def oost(db):
    """An area with a budget of € 1.000, and everyone who has to do with it."""
    area = AreaFactory(name="Oost")
    west = AreaFactory(name="West", municipality=area.municipality)
    scheme = SchemeFactory(
        municipality=area.municipality,
        level=area.level,
        limit_cents=50_000,
        decided_by=RoleKind.BUDGET_HOLDER,
    )
    rosa = UserFactory(name="Rosa Resident")
    initiative = InitiativeFactory(area=area, submitter=rosa, title="Bankje bij de vijver")
    return SimpleNamespace(
        area=area,
        west=west,
        scheme=scheme,
        budget=budget_of(area, scheme=scheme),
        initiative=initiative,
        rosa=rosa,
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
        wim=person(RoleKind.BUDGET_HOLDER, west, "Wim West"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        raf=person(RoleKind.COUNCILLOR, area, "Raf Raadslid"),
        stan=UserFactory(name="Stan Stranger"),
    )


@pytest.fixture
def request_of_300(oost):
    """Rosa asks € 300 from the budget of Oost."""
    return ApplicationFactory(initiative=oost.initiative, budget=oost.budget)


@pytest.fixture
def decided(oost, request_of_300):
    """Bas granted € 200 of the € 300 that Rosa asked, under a scheme with a legal basis."""
    oost.scheme.legal_basis = "Verordening buurtgeld, artikel 3"
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    reason = {"reason": "Hout is goedkoper.", "ground": "rule", "by": oost.bas}
    decide(application=request_of_300, granted=True, amount_cents=20_000, **reason)
    oost.request = request_of_300
    return oost


@pytest.fixture
def table(oost, request_of_300):
    """The village council of Oost advises: Lea leads; Mo, Nel and Otto vote too."""
    oost.kind = RoundtableKindFactory(municipality=oost.area.municipality)
    oost.table = RoundtableFactory(kind=oost.kind, area=oost.area, name="Dorpsraad Oost")
    for name in NAMES:
        user = UserFactory(name=f"{name} Lid")
        SeatFactory(roundtable=oost.table, user=user, votes=True, leads=name == "Lea")
        setattr(oost, name.lower(), user)
    oost.rule = BallotRule.objects.create(scheme=oost.scheme, kind=oost.kind, standing="advises")
    oost.request = request_of_300
    return oost
