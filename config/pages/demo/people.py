"""Demo people: who they are, where they work, at which table they sit."""

import datetime

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from areas.models import Area, Assignment, Municipality, Role, User
from config.lib import clock
from config.pages.practice.check import Row
from partners.models import Organisation, Roundtable, Seat

# The first can be entered as with one click, so those are few; the second only bring ideas.
DOMAIN = "voorbeeld.example"
RESIDENTS_DOMAIN = "bewoners.example"
SINCE = datetime.timedelta(days=1500)


def address(name: str, domain: str = DOMAIN) -> str:
    """The mail address of an invented person, in a domain that cannot exist."""
    return f"{slugify(name).replace('-', '.')}@{domain}"


def person(name: str, domain: str = DOMAIN, **fields) -> User:
    """The user of this name, made when new, with a confirmed address and without a password."""
    email = address(name, domain)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def people(rows: list[Row], municipality: Municipality, areas: dict[str, Area]) -> dict[str, User]:
    """Make the people of the file, with their work and seats; by code."""
    return {row.code: _one(row, municipality, areas) for row in rows}


def _one(row: Row, municipality: Municipality, areas: dict[str, Area]) -> User:
    admin = row.get("beheer", False)
    user = person(
        row.get("naam"), phone=row.get("telefoon", ""), is_staff=admin, is_superuser=admin
    )
    start = clock.today() - SINCE
    for work in row.get("werk", []):
        Assignment.objects.get_or_create(
            user=user,
            role=Role.objects.get(municipality=municipality, code=work["rol"]),
            area=areas[work["gebied"]] if work.get("gebied") else municipality.root,
            defaults={"starts_on": start, "in_public": work.get("openbaar", False)},
        )
    for seat in row.get("tafels", []):
        Seat.objects.get_or_create(
            user=user,
            roundtable=Roundtable.objects.get(kind__municipality=municipality, code=seat["tafel"]),
            defaults={
                "organisation": Organisation.objects.filter(
                    municipality=municipality, code=seat.get("organisatie", "")
                ).first(),
                "role": seat.get("rol", ""),
                "leads": seat.get("leidt", False),
                "votes": seat.get("stemt", False),
                "starts_on": start,
            },
        )
    return user
