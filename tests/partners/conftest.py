"""Named persons of one area with an action, and partners."""

from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from tests.factories import ActionFactory, AreaFactory, OrganisationFactory, UserFactory, person


@pytest.fixture
def oost(db):
    """Oost with an action, who works there, a housing corporation and a school."""
    area = AreaFactory(name="Oost")
    town = area.municipality
    return SimpleNamespace(
        area=area,
        action=ActionFactory(area=area, lead_label="Groenbeheer", search="bomen groenbeheer"),
        housing=OrganisationFactory(municipality=town),
        school=OrganisationFactory(municipality=town, code="school", name="De Regenboog"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        ivo=person(RoleKind.INSPECTOR, area, "Ivo Inspecteur"),
        pam=person(RoleKind.PARTNER, area, "Pam Partner"),
        wim=person(RoleKind.ADVISOR_SOCIAL, AreaFactory(name="West"), "Wim West"),
        stan=UserFactory(name="Stan Stranger"),
    )
