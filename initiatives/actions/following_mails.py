"""Mails to who follows something: the link to confirm, and what is new.

They hold only what everyone can read, as anyone can name any address.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Municipality
from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue
from initiatives.models import Follower, Following, Letter

# A mail is for a glance: the rest is counted, and read on the site.
MOST, WORDS = 60, 40


@dataclass(frozen=True)
class Line:
    """One thing that is new: words that everyone may read, and the path of its page."""

    title: str
    text: str
    where: str
    path: str


def confirm(following: Following, token: str) -> None:
    """Ask who gave this address whether they want these mails."""
    municipality = following.follower.municipality
    lines = [
        _("Met dit mailadres is gevraagd om nieuws over: %(name)s.") % {"name": following.name},
        _("Wilt u dat? Bevestig het dan met deze link. Daarna krijgt u onze mail."),
        site_url(municipality, reverse("following:confirm_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 7 dagen."),
        _("Was u dit niet? Dan hoeft u niets te doen. We wissen uw adres vanzelf."),
    ]
    _send(following.follower, _("Bevestig wat u wilt volgen"), lines, "follow")


def news(follower: Follower, lines: list[Line], key: str) -> None:
    """Tell what is new, each thing once, and how to get fewer mails or none."""
    municipality, shown = follower.municipality, lines[:MOST]
    parts = [
        _("Dit is nieuw sinds %(day)s:") % {"day": date_nl(follower.told_until)},
        *(_told(municipality, line) for line in shown),
        _more(len(lines) - len(shown)),
        *_ways_out(municipality, key),
    ]
    headers = _headers(municipality, key)
    _send(follower, _("Nieuws over wat u volgt"), parts, "news", headers=headers)


def letter(letter: Letter, follower: Follower, key: str) -> None:
    """A newsletter, with where it stands and how to get no more of them."""
    municipality = follower.municipality
    parts = [
        letter.title,
        letter.text,
        _("U leest deze nieuwsbrief ook op onze site:"),
        site_url(municipality, letter.get_absolute_url()),
        _("Geen nieuwsbrief meer?"),
        _stop(municipality, key, "stop_letters"),
        *_ways_out(municipality, key),
    ]
    headers = _headers(municipality, key, "stop_letters")
    _send(follower, _("Nieuwsbrief van uw gebied"), parts, "letter", headers=headers)


def _ways_out(municipality: Municipality, key: str) -> list[str]:
    return [
        _("U krijgt deze mail omdat u iets volgt op onze site. Minder vaak, of iets niet meer?"),
        site_url(municipality, reverse("following:manage_link", args=[key])),
        _("Geen mails meer?"),
        _stop(municipality, key),
    ]


def _stop(municipality: Municipality, key: str, kind: str = "stop") -> str:
    return site_url(municipality, reverse(f"following:{kind}", args=[key]))


def _headers(municipality: Municipality, key: str, kind: str = "stop") -> dict[str, str]:
    """RFC 8058: the button of a mail program stops this kind of mail without opening the page."""
    return {
        "List-Unsubscribe": f"<{_stop(municipality, key, kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _told(municipality: Municipality, line: Line) -> str:
    head = f"- {line.title} ({line.where})" if line.where else f"- {line.title}"
    text = Truncator(" ".join(line.text.split())).words(WORDS)
    return "\n  ".join(filter(None, [head, text, site_url(municipality, line.path)]))


def _more(number: int) -> str:
    if not number:
        return ""
    more = ngettext("En nog %(n)d bericht. ", "En nog %(n)d berichten. ", number) % {"n": number}
    return more + _("U leest alles op onze site.")


def site_url(municipality: Municipality, path: str) -> str:
    """A path as a whole address on the site of the municipality; an address stays what it is."""
    host = municipality.host
    return urljoin(f"https://{host}" if host else settings.SITE_URL, path)


def _send(
    follower: Follower, subject: str, lines: list[str], purpose: str, *, headers: dict | None = None
) -> None:
    name = {"name": follower.municipality.name}
    closing = [_("Met vriendelijke groet,"), _("Gemeente %(name)s") % name]
    queue(
        to=follower.email,
        subject=subject,
        text="\n\n".join([_("Goedendag,"), *filter(None, lines), "\n".join(closing)]),
        purpose=f"initiatives.{purpose}",
        about=f"initiatives.follower:{follower.pk}",
        headers=headers,
    )
