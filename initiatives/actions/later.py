"""Going on later with an idea: kept behind a mailed link for a while, and forgotten in time."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Municipality
from config.audit.log import record
from config.intake import tokens
from config.outbox.post import queue
from initiatives.models import SavedIdea

PURPOSE = "initiatives.later"
# As long as an idea waits to be confirmed (initiatives.actions.submit).
VALID = timedelta(days=14)


@transaction.atomic
def save_for_later(
    municipality: Municipality, *, email: str, typed: dict, instead_of: int | None = None
) -> SavedIdea:
    """Keep what was typed and mail a link to go on, which works 14 days on any device.

    `instead_of` is the number of what this person saved before; its link stops working. Every
    address gets the same mail, so that nobody learns whether it is known.
    """
    forget_saved(SavedIdea.objects.filter(pk=instead_of, municipality=municipality))
    saved = SavedIdea.objects.create(
        municipality=municipality, email=email.strip().lower(), typed=_storable(typed)
    )
    record(saved, "idea.saved", by=None)
    _ask_to_go_on(saved, tokens.issue(PURPOSE, str(saved.pk), VALID, email=saved.email))
    return saved


def saved_behind(token: str, municipality: Municipality) -> SavedIdea | None:
    """What a link leads to; None when the link is no good. It may be opened more than once."""
    found = tokens.look(token, PURPOSE)
    rows = SavedIdea.objects.filter(municipality=municipality)
    return rows.filter(pk=found.ref, email=found.email).first() if found else None


@transaction.atomic
def forget_saved(rows) -> int:
    """Delete what was saved (a queryset) with its links; returns how many."""
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        tokens.revoke(PURPOSE, str(number))
    SavedIdea.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _storable(typed: dict) -> dict:
    """Without the one character that PostgreSQL does not keep; forms refuse it when sent."""
    return {
        step: {name: text.replace("\x00", "") for name, text in fields.items()}
        for step, fields in typed.items()
    }


def _ask_to_go_on(saved: SavedIdea, token: str) -> None:
    """The link, without a word of what was typed: anyone can have it sent to anyone."""
    municipality = saved.municipality
    path = reverse("initiatives:later_link", args=[token])
    lines = [
        _("Goedendag,"),
        _("Met dit mailadres is een idee voor de buurt bewaard. Met deze link gaat u verder:"),
        (f"https://{municipality.host}" if municipality.host else settings.SITE_URL) + path,
        _("De link werkt 14 dagen. Daarna wissen we wat er is ingevuld."),
        _("Het idee is nog niet verstuurd: de gemeente leest het nog niet."),
        _("Was u dit niet? Dan hoeft u niets te doen. We wissen het vanzelf."),
        _("Met vriendelijke groet,") + "\n" + _("Gemeente %(name)s") % {"name": municipality.name},
    ]
    _send(saved, _("Ga verder met uw idee"), lines, "later")


def _send(saved: SavedIdea, subject: str, lines: list[str], purpose: str) -> None:
    queue(
        to=saved.email,
        subject=subject,
        text="\n\n".join(lines),
        purpose=f"initiatives.{purpose}",
        about=f"initiatives.savedidea:{saved.pk}",
    )
