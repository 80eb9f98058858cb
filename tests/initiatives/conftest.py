"""Named persons of one area, and a resident's browser that walks through the steps."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from areas.models import AreaPostcode
from areas.roles import RoleKind
from config.outbox.models import Mail
from initiatives.models import Initiative, State
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    ThemeFactory,
    UserFactory,
    person,
)

IDEA = {
    "idee": {"title": "Bankje bij de vijver", "text": "Dan kunnen ouderen uitrusten."},
    "waar": {"find": "", "area": "oost", "place": "Vijverlaan"},
    "met-wie": {"with_whom": "de buren", "group_name": ""},
    "nodig": {"needs": "een bankje"},
    "contact": {
        "contact_name": "Rosa Resident",
        "contact_email": "Rosa.Resident@example.org",
        "contact_phone": "06 12345678",
    },
}


@pytest.fixture(autouse=True)
def _no_pages_remembered(settings):
    """Tests here change rows by hand, which leaves no event that tells a page is old."""
    settings.PAGES_REMEMBERED = 0


@pytest.fixture
def oost(db):
    """Oost with its people, a theme, and a received initiative of Rosa that is not public yet."""
    area = AreaFactory(name="Oost")
    west = AreaFactory(name="West", municipality=area.municipality)
    AreaPostcode.objects.create(area=area, digits="2401")
    rosa = UserFactory(name="Rosa Resident")
    initiative = InitiativeFactory(
        area=area,
        submitter=rosa,
        title="Bankje bij de vijver",
        text="Dan kunnen ouderen uitrusten.",
        contact_phone="06 12345678",
        state=State.RECEIVED,
        released_at=None,
    )
    return SimpleNamespace(
        area=area,
        west=west,
        theme=ThemeFactory(municipality=area.municipality),
        initiative=initiative,
        rosa=rosa,
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur", in_public=True),
        wim=person(RoleKind.ADVISOR_SOCIAL, west, "Wim West"),
        bea=person(RoleKind.FRONT_DESK, area.municipality.root, "Bea Balie"),
        cor=person(RoleKind.COMMUNICATIONS, area, "Cor Communicatie"),
        raf=person(RoleKind.COUNCILLOR, area.municipality.root, "Raf Raadslid"),
        stan=UserFactory(name="Stan Stranger"),
    )


@pytest.fixture
def public(oost):
    """Rosa's initiative, on the site."""
    oost.initiative.delete()
    oost.initiative = InitiativeFactory(
        area=oost.area, submitter=oost.rosa, title="Bankje bij de vijver", theme=oost.theme
    )
    return oost.initiative


class Walk:
    """A resident who goes through the steps, two minutes later at each press."""

    def __init__(self, client, at):
        self.client, self.at, self.minute = client, at, 0

    def press(self, url: str, data: dict, **extra):
        """Open a page, fill it in, take a while, and press a button."""
        self.minute += 2
        with self.at(2026, 11, 18, 12, self.minute, 0):
            page = self.client.get(url, **extra)
            fields = getattr(page, "context", None) and page.context.get("form")
            key = fields["form_key"].value() if fields and "form_key" in fields.fields else ""
        with self.at(2026, 11, 18, 12, self.minute, 30):
            return self.client.post(url, {"form_key": key, **data}, **extra)

    def step(self, slug: str, **changes):
        """Fill in one step and press "Volgende"."""
        url = reverse("initiatives:create")
        if slug != "idee":
            url = reverse("initiatives:step", args=[slug])
        return self.press(url, IDEA[slug] | changes)

    def steps(self, **changes):
        """Fill in all steps; `contact={...}` changes what is typed in that one."""
        for slug in IDEA:
            answer = self.step(slug, **changes.get(slug.replace("-", "_"), {}))
            assert answer.status_code == 302, answer.context["form"].errors
        return answer

    def send(self, **changes):
        """All steps, and the last button."""
        self.steps(**changes)
        return self.press(reverse("initiatives:check"), {})


@pytest.fixture
def walk(client, at):
    """Rosa's browser."""
    return Walk(client, at)


def link_in(mail: Mail, *, last: bool = False) -> str:
    """The path of the first link that a mail holds, or of the last."""
    return re.findall(r"https?://[^/\s]+(/\S+)", mail.text)[-1 if last else 0]


def newest() -> Initiative:
    """What came in last."""
    return Initiative.objects.latest("pk")
