"""Asking for one's data by mail, opening it, correcting it and erasing it (AVG 15 to 17)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Municipality, User
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.outbox.post import queue
from config.pages.erasing import erase_address, erase_person
from config.pages.own.parts import ideas_of
from config.pages.own.person import Person, person_at
from initiatives.actions.following_mails import site_url
from initiatives.models import Initiative

PURPOSE = "pages.own_data"
VALID = timedelta(hours=24)


@transaction.atomic
def ask_for_data(municipality: Municipality, email: str) -> None:
    """Mail a link to this address, whether or not something of it is stored: nothing is looked
    up, so that known and unknown addresses take the same time.
    """
    email = email.strip().lower()
    token = tokens.issue(PURPOSE, "own", VALID, email=email)
    lines = [
        _("Goedendag,"),
        _("Met dit mailadres is gevraagd wat we van u bewaren. Met deze link ziet u dat:"),
        site_url(municipality, reverse("pages:own_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 24 uur. Stuur deze mail niet door."),
        _("Was u dit niet? Dan hoeft u niets te doen. Niemand anders ziet uw gegevens."),
        _("Met vriendelijke groet,") + "\n" + _("Gemeente %(name)s") % {"name": municipality.name},
    ]
    subject = _("Uw gegevens bij de gemeente")
    queue(to=email, subject=subject, text="\n\n".join(lines), purpose=PURPOSE)


@transaction.atomic
def open_data(token: str) -> Person:
    """Use the mailed link up, and say whose data it opens. Raises Refused when it is no good."""
    used = tokens.use(token, PURPOSE)
    if used is None:
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    return person_at(used.email)


def may_correct(person: Person) -> str:
    """Why a name and number cannot be corrected, or ""."""
    if person.user or Initiative.objects.filter(ideas_of(person), erased_at=None).exists():
        return ""
    return _("We bewaren geen naam of telefoonnummer van u.")


def may_erase(person: Person) -> str:
    """Why a person cannot erase themselves, or "": who works here would leave work behind."""
    if person.works_here:
        return _("U werkt op deze site. Draag eerst uw werk over en vraag de beheerder.")
    return ""


@transaction.atomic
def correct_data(person: Person, *, name: str, phone: str) -> None:
    """Put the right name and number with the account and the ideas. Raises PermissionDenied.

    A name that stood on the site goes off it: what everyone reads was read by an advisor before.
    """
    require(may_correct(person))
    rows = Initiative.objects.select_for_update(of=("self",)).filter(ideas_of(person))
    for idea in rows.filter(erased_at=None):
        shown = idea.name_public and idea.contact_name == name
        Initiative.objects.filter(pk=idea.pk).update(
            contact_name=name,
            contact_phone=phone,
            name_public=shown,
            version=F("version") + 1,
        )
        hidden = {"name_public": [True, False]} if idea.name_public and not shown else {}
        record(idea, "initiative.contact_corrected", by=person.user, changes=hidden)
    if person.user:
        User.objects.filter(pk=person.user.pk).update(name=name, phone=phone)
        record(person.user, "user.corrected", by=person.user)


@transaction.atomic
def erase_data(person: Person) -> None:
    """Erase all that tells who this is; counts, money and public text stay.

    Raises PermissionDenied for who works here.
    """
    require(may_erase(person))
    if person.user:
        erase_person(person.user, by=person.user, addresses=set(person.addresses))
        return
    for address in person.addresses:
        erase_address(address, by=None)
