"""Mails about an initiative that another takes up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.actions.mails import (
    address_of,
    everybody,
    greeting,
    send,
    url,
    what_happens,
)
from initiatives.models import Initiative, TakeUp


def taken_up(taken: TakeUp, reason: str) -> None:
    """Tell who brought it that another goes on with it, who, why, and what stays theirs."""
    initiative = taken.initiative
    title = {"title": initiative.title}
    who = (
        _("%(name)s neemt het over.") % {"name": taken.organisation}
        if taken.organisation
        else _("We vroegen een andere bewoner om het over te nemen.")
    )
    lines = [
        _("Met uw idee “%(title)s” gaat iemand anders verder.") % title,
        who,
        reason,
        _("U hoeft niets meer te doen. Uw naam en adres geven we niet door."),
        _("Klopt dit niet, of heeft u vragen? U leest alles terug bij uw idee:"),
        url(initiative, reverse("initiatives:follow", args=[initiative.pk])),
    ]
    for to, hello in everybody(initiative):
        send(initiative, to, _("Iemand anders gaat verder"), [hello, *lines], "taken_up")


def asked_to_take_up(taken: TakeUp, token: str) -> None:
    """Ask whether they go on with it; it names only the page that everyone can read."""
    initiative = taken.initiative
    lines = [
        _("Goedendag,"),
        _("Wilt u verder met een idee voor de buurt? De gebiedsadviseur vraagt u dat."),
        _("Dit is het idee:"),
        url(initiative, initiative.get_absolute_url()),
        _("Wilt u dat? Bevestig het dan met deze link. Dan staat het bij uw ideeën:"),
        url(initiative, reverse("initiatives:take_up_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 14 dagen."),
        _("Wilt u dit niet? Dan hoeft u niets te doen. We wissen uw adres vanzelf."),
    ]
    send(initiative, taken.email, _("Gaat u verder met een idee?"), lines, "take_up")


def gone_on(initiative: Initiative) -> None:
    """Tell the new initiator what happens now."""
    lines = [
        greeting(initiative),
        _("Fijn dat u verdergaat met “%(title)s”.") % {"title": initiative.title},
        *what_happens(initiative.area, initiative.municipality, initiative.received_on),
        _("U kunt het idee volgen, aanpassen of intrekken:"),
        url(initiative, reverse("initiatives:follow", args=[initiative.pk])),
    ]
    send(initiative, address_of(initiative), _("U gaat verder met een idee"), lines, "gone_on")
