"""The one mail that asks what came of it; its subject names nobody and no idea."""

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.actions.mails import address_of, greeting, send, url
from initiatives.models import Initiative


def ask(initiative: Initiative, token: str) -> None:
    """Ask whether it became what the initiator wanted, with a link that answers in one press."""
    lines = [
        greeting(initiative),
        _("Uw idee “%(title)s” is klaar. Is het gelukt wat u wilde?") % {"title": initiative.title},
        _("Met deze link kunt u het ons zeggen, met één druk op de knop:"),
        url(initiative, reverse("initiatives:outcome_link", args=[token])),
        _("Bij uw idee op de site komt dan “ja”, “deels” of “nee” te staan."),
        _("Wilt u niets zeggen? Dan hoeft u niets te doen. We vragen het niet nog een keer."),
    ]
    send(initiative, address_of(initiative), _("Is het gelukt?"), lines, "outcome_asked")
