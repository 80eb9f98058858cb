"""Mails to who can vote on a request. What it is about is on the page only: a title can say too
much.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue


def tell_opened(ballot, members: Iterable) -> None:
    """Tell each member (a user) that there is a ballot, and until when."""
    first = _("Uw tafel kan stemmen over een aanvraag voor geld.")
    _send(ballot, members, _("U kunt stemmen"), first, "ballot-opened")


def remind(ballot, members: Iterable) -> None:
    """Tell each member (a user) who did not vote that the ballot closes soon."""
    first = _("U heeft nog niet gestemd over een aanvraag voor geld.")
    _send(ballot, members, _("De stemming sluit bijna"), first, "ballot-reminder")


def _send(ballot, members, subject: str, first: str, purpose: str) -> None:
    link = settings.SITE_URL + ballot.get_absolute_url()
    lines = [
        _("Beste lid,"),
        first,
        _("Tafel: %(table)s") % {"table": ballot.roundtable.name},
        _("Stemmen kan tot en met %(day)s.") % {"day": date_nl(ballot.until)},
        _("Heeft u er zelf belang bij? Zeg dat dan op de pagina. U doet dan niet mee."),
        _("Naar de stemming: %(link)s") % {"link": link},
    ]
    for user in members:
        queue(
            to=user.email,
            subject=subject,
            text="\n\n".join(lines) + "\n",
            purpose=purpose,
            about=f"{ballot._meta.label_lower}:{ballot.pk}",
        )
