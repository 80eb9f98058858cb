"""Mails about signals: never a word of what was typed, as anyone can name any address."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue
from initiatives.models import Signal


def received(signal: Signal, token: str) -> None:
    """Tell that it came in, before when an answer comes, and where to follow it."""
    path = reverse("signals:follow_link", args=[token])
    lines = [
        _("Met dit mailadres is iets doorgegeven aan de gemeente. Bedankt daarvoor."),
        _("U krijgt uiterlijk %(day)s antwoord.") % {"day": date_nl(signal.due_on)},
        _("Met deze link ziet u hoe het ermee staat:"),
        _url(signal, path),
        _("Heeft u niets doorgegeven? Dan hoeft u niets te doen."),
    ]
    _send(signal, _("We hebben uw bericht ontvangen"), lines, "signal_received")


def answered(signal: Signal) -> None:
    """Send the answer."""
    lines = [
        _("U gaf op %(day)s iets aan ons door. Dit is ons antwoord:") % _day(signal),
        signal.answer,
        _("Heeft dit u geholpen? Zeg het ons met de link in onze eerste mail."),
    ]
    _send(signal, _("Antwoord op uw bericht"), lines, "signal_answered")


def passed_on(signal: Signal) -> None:
    """Tell to whom it went, as it is theirs to do."""
    to = {**_day(signal), "who": signal.passed_to}
    lines = [
        _("U gaf op %(day)s iets aan ons door. We hebben het doorgegeven aan %(who)s.") % to,
        signal.answer,
    ]
    _send(signal, _("Uw bericht is doorgegeven"), lines, "signal_passed_on")


def forwarded(signal: Signal) -> None:
    """Tell what it was taken for, to whom it went and when (Awb 2:3)."""
    words = {
        **_day(signal),
        "what": signal.get_forwarded_as_display(),
        "who": signal.passed_to,
        "today": date_nl(signal.answered_on),
    }
    lines = [
        _("U gaf op %(day)s iets aan ons door. Wij lezen het als %(what)s.") % words,
        _("Daarom hebben we het op %(today)s doorgestuurd naar %(who)s. U hoort van hen.") % words,
        signal.answer,
    ]
    _send(signal, _("Uw bericht is doorgestuurd"), lines, "signal_forwarded")


def _day(signal: Signal) -> dict[str, str]:
    return {"day": date_nl(signal.received_on)}


def _send(signal: Signal, subject: str, lines: list[str], purpose: str) -> None:
    if not signal.contact_email:
        return
    municipality = signal.municipality
    closing = [_("Met vriendelijke groet,"), _("Gemeente %(name)s") % {"name": municipality.name}]
    if municipality.phone:
        closing.append(_("Vragen? Bel %(phone)s.") % {"phone": municipality.phone})
    parts = [_("Goedendag,"), *filter(None, lines), "\n".join(closing)]
    queue(
        to=signal.contact_email,
        subject=subject,
        text="\n\n".join(parts),
        purpose=f"initiatives.{purpose}",
        about=f"initiatives.signal:{signal.pk}",
    )


def _url(signal: Signal, path: str) -> str:
    host = signal.municipality.host
    return f"https://{host}{path}" if host else urljoin(settings.SITE_URL, path)
