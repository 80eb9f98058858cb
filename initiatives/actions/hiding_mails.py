"""Mails about a text that was taken off the site, to who wrote it. A subject names nobody."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from config.look.templatetags.gebiedswerk import date_nl
from initiatives.actions.mails import address_of, greeting, send, url
from initiatives.models import Hiding


def hidden(hiding: Hiding, token: str, until: date) -> None:
    """Tell that it is off the site, why, and how to have a colleague look again."""
    initiative = hiding.initiative
    lines = [
        _("We hebben %(what)s van de site gehaald. Dit is de reden:") % {"what": hiding.what},
        hiding.reason,
        _("Bent u het er niet mee eens? Vraag ons dan om nog eens te kijken, met deze link:"),
        url(initiative, reverse("stories:appeal_link", args=[token])),
        _("Dat kan tot en met %(day)s. Een andere collega besluit erover.")
        % {"day": date_nl(until)},
        _("U leest de tekst zelf nog hier, als u bent ingelogd:"),
        url(initiative, initiative.get_absolute_url()),
    ]
    _send(hiding, _("Een tekst van u is van de site gehaald"), lines, "hidden")


def decided(hiding: Hiding) -> None:
    """Tell what a colleague decided, and why."""
    back = hiding.state == Hiding.State.RESTORED
    result = _("We hebben besloten: %(what)s komt terug op de site.")
    if not back:
        result = _("We hebben besloten: %(what)s komt niet terug op de site.")
    lines = [
        _("U vroeg ons om nog eens te kijken. Een andere collega heeft dat gedaan."),
        result % {"what": hiding.what},
        hiding.answer,
        url(hiding.initiative, hiding.initiative.get_absolute_url()),
    ]
    _send(hiding, _("We hebben nog eens gekeken"), lines, "appeal_decided")


def put_back(hiding: Hiding) -> None:
    """Tell that it is on the site again."""
    lines = [
        _("We hebben %(what)s weer op de site gezet.") % {"what": hiding.what},
        url(hiding.initiative, hiding.initiative.get_absolute_url()),
    ]
    _send(hiding, _("Een tekst van u staat weer op de site"), lines, "put_back")


def _send(hiding: Hiding, subject: str, lines: list[str], purpose: str) -> None:
    initiative = hiding.initiative
    send(initiative, address_of(initiative), subject, [greeting(initiative), *lines], purpose)
