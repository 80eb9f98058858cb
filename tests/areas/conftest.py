"""Named persons of one area and its agenda: a public plan with a goal and an action."""

from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from tests.factories import (
    ActionFactory,
    AreaFactory,
    GoalFactory,
    PlanFactory,
    PlanKindFactory,
    ThemeFactory,
    UserFactory,
    person,
)


@pytest.fixture
def oost(db):
    """Oost with a buurt below it, West beside it, and who works there."""
    area = AreaFactory(name="Oost")
    buurt = AreaFactory(name="Vijverbuurt", parent=area)
    west = AreaFactory(name="West")
    theme = ThemeFactory(municipality=area.municipality)
    plan = PlanFactory(area=area)
    goal = GoalFactory(plan=plan, theme=theme)
    return SimpleNamespace(
        area=area,
        buurt=buurt,
        west=west,
        municipality=area.municipality,
        theme=theme,
        kind=PlanKindFactory(municipality=area.municipality),
        plan=plan,
        goal=goal,
        action=ActionFactory(area=area, goal=goal, theme=theme),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        max=person(RoleKind.MANAGER, area.municipality.root, "Max Manager"),
        ivo=person(RoleKind.INSPECTOR, area, "Ivo Inspecteur"),
        pam=person(RoleKind.PARTNER, area, "Pam Partner"),
        cor=person(RoleKind.COMMUNICATIONS, area, "Cor Communicatie"),
        raf=person(RoleKind.COUNCILLOR, area.municipality.root, "Raf Raadslid"),
        wim=person(RoleKind.ADVISOR_SOCIAL, west, "Wim West"),
        stan=UserFactory(name="Stan Stranger"),
    )


@pytest.fixture
def draft(oost):
    """A plan in preparation for next year, which only colleagues of Oost see."""
    return PlanFactory(area=oost.area, title="Geheim jaarplan", state="draft", public_from=None)


@pytest.fixture
def internal(oost):
    """An action that only colleagues of Oost see."""
    return ActionFactory(area=oost.area, theme=oost.theme, title="Gesprek vooraf", public=False)
