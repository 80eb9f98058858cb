"""Mails about bringing an initiative together. The first says nothing that somebody typed: the
initiator can name any address.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.actions.mails import address_of, greeting, send, url
from initiatives.models import CoInitiator, Initiative


def asked_along(found: CoInitiator, token: str) -> None:
    """Ask whether they bring it together; what it is about stands behind the link."""
    initiative = found.initiative
    lines = [
        _("Goedendag,"),
        _("Iemand uit uw buurt vraagt of u samen een idee voor de buurt wilt brengen."),
        _("Met deze link leest u welk idee het is. U beslist daarna zelf of u meedoet:"),
        url(initiative, reverse("initiatives:together_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 14 dagen."),
        _("Wilt u dit niet? Dan hoeft u niets te doen. We wissen uw adres vanzelf."),
    ]
    send(initiative, found.email, _("Brengt u samen een idee?"), lines, "together")


def came_along(initiative: Initiative) -> None:
    """Tell the initiator that somebody said yes; who, stands on the page."""
    lines = [
        greeting(initiative),
        _("Iemand die u vroeg, brengt uw idee “%(title)s” nu samen met u.")
        % {"title": initiative.title},
        _("Op deze pagina ziet u wie er meedoen:"),
        url(initiative, reverse("initiatives:together", args=[initiative.pk])),
    ]
    send(initiative, address_of(initiative), _("Er doet iemand mee"), lines, "came_along")
