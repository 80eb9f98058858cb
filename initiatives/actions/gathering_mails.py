"""Mails about gatherings, to who signed up: no name is known, and no word of what was typed."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from config.look.templatetags.gebiedswerk import date_nl, time_nl
from config.outbox.post import queue
from initiatives.models import Gathering, SignUp


def confirm(gathering: Gathering, one: SignUp, token: str) -> None:
    """Ask to confirm; until then nothing is kept free."""
    lines = [
        _("Met dit mailadres is iemand aangemeld voor een bijeenkomst:"),
        _when(gathering),
        _("Wilt u komen? Open deze link en druk op de knop:"),
        _url(gathering, "gatherings:confirm_link", token),
        _("Was u dit niet? Dan hoeft u niets te doen."),
    ]
    _send(gathering, one, _("Bevestig uw aanmelding"), lines, "gathering_confirm")


def known(gathering: Gathering, one: SignUp, token: str) -> None:
    """Tell who signs up again how it stands."""
    stands = _("U heeft een plek.") if one.seated_at else _("U staat op de wachtlijst.")
    lines = [
        _("U had zich al aangemeld voor deze bijeenkomst:"),
        _when(gathering),
        _people(one, stands),
        _("Komt u met meer of minder mensen? Meld u af en daarna opnieuw aan."),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("U bent al aangemeld"), lines, "gathering_known")


def has_seat(gathering: Gathering, one: SignUp, token: str) -> None:
    """Tell that there is a seat."""
    lines = [
        _("U bent aangemeld voor deze bijeenkomst:"),
        _when(gathering),
        _people(one, _("U heeft een plek.")),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("U bent aangemeld"), lines, "gathering_seat")


def waits(gathering: Gathering, one: SignUp, token: str) -> None:
    """Tell that it is full."""
    lines = [
        _("Deze bijeenkomst is vol. U staat op de wachtlijst:"),
        _when(gathering),
        _people(one, _("Komt er een plek vrij? Dan krijgt u een mail.")),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("U staat op de wachtlijst"), lines, "gathering_waits")


def moved_up(gathering: Gathering, one: SignUp, token: str) -> None:
    """Tell who waited that there is a seat."""
    lines = [
        _("Er is een plek vrijgekomen. U kunt komen naar deze bijeenkomst:"),
        _when(gathering),
        _people(one, _("U heeft een plek.")),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("Er is een plek voor u"), lines, "gathering_moved_up")


def changed(gathering: Gathering, one: SignUp, token: str) -> None:
    """Tell the new time or place."""
    lines = [
        _("De tijd of de plek van een bijeenkomst is veranderd. Zo is het nu:"),
        _when(gathering),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("Een bijeenkomst is veranderd"), lines, "gathering_changed")


def cancelled(gathering: Gathering, one: SignUp) -> None:
    """Tell that it is off, and why."""
    lines = [
        _("Deze bijeenkomst gaat niet door:"),
        _when(gathering),
        gathering.reason,
        _("U hoeft niets te doen."),
    ]
    _send(gathering, one, _("Een bijeenkomst gaat niet door"), lines, "gathering_cancelled")


def reminder(gathering: Gathering, one: SignUp, token: str) -> None:
    """Remind who comes, the day before."""
    lines = [
        _("Binnenkort is deze bijeenkomst. U heeft zich aangemeld:"),
        _when(gathering),
        *_leave(gathering, token),
    ]
    _send(gathering, one, _("Komt u naar de bijeenkomst?"), lines, "gathering_reminder")


def _when(gathering: Gathering) -> str:
    words = {
        "day": f"{date_format(localtime(gathering.starts_at), 'l')} {date_nl(gathering.starts_at)}",
        "begin": time_nl(gathering.starts_at),
        "end": time_nl(gathering.ends_at),
    }
    when = _("%(day)s, van %(begin)s tot %(end)s") % words
    page = _url(gathering, "gatherings:gathering", gathering.pk)
    return "\n".join([gathering.title, when, gathering.place, page])


def _people(one: SignUp, line: str) -> str:
    many = _("U komt met %(n)s mensen.") % {"n": one.people}
    return f"{_('U komt alleen.') if one.people == 1 else many} {line}"


def _leave(gathering: Gathering, token: str) -> list[str]:
    return [
        _("Kunt u toch niet? Meld u af met deze link. Dan kan een ander komen:"),
        _url(gathering, "gatherings:leave_link", token),
    ]


def _send(gathering: Gathering, one: SignUp, subject: str, lines: list[str], purpose: str) -> None:
    municipality = gathering.municipality
    closing = [_("Met vriendelijke groet,"), _("Gemeente %(name)s") % {"name": municipality.name}]
    if municipality.phone:
        closing.append(_("Vragen? Bel %(phone)s.") % {"phone": municipality.phone})
    parts = [_("Goedendag,"), *filter(None, lines), "\n".join(closing)]
    queue(
        to=one.email,
        subject=subject,
        text="\n\n".join(parts),
        purpose=f"initiatives.{purpose}",
        about=f"initiatives.gathering:{gathering.pk}",
    )


def _url(gathering: Gathering, name: str, arg) -> str:
    path, host = reverse(name, args=[arg]), gathering.municipality.host
    return f"https://{host}{path}" if host else urljoin(settings.SITE_URL, path)
