"""Mails of tables. A subject never says what it is about; of a confidential table only that."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from config.lib.clock import today
from config.look.templatetags.gebiedswerk import date_nl, time_nl
from config.outbox.models import Mail
from config.outbox.post import queue
from partners.calendar import calendar_of, title_of
from partners.models import Agreement, Covenant, Handover, Meeting, Seat


def invited(meeting: Meeting, seat: Seat, token: str) -> None:
    """Invite who has a seat, with a calendar file and a link to say that they cannot come."""
    lines = [
        _("Beste %(name)s,") % {"name": seat.who},
        _("U bent uitgenodigd voor: %(what)s.") % {"what": title_of(meeting)},
        _when(meeting),
        *_agenda(meeting),
        _("Kunt u niet? Meld u af met deze link:"),
        urljoin(settings.SITE_URL, reverse("partners:excuse_link", args=[token])),
        _("De afspraak zit als agendabestand bij deze mail."),
    ]
    _send(meeting, seat, _("Uitnodiging voor een overleg"), lines, "invited")


def moved(meeting: Meeting, seat: Seat) -> None:
    """Tell that a meeting is at another time or place."""
    lines = [
        _("Beste %(name)s,") % {"name": seat.who},
        _("Dit overleg is veranderd: %(what)s.") % {"what": title_of(meeting)},
        _when(meeting),
        _("Het nieuwe agendabestand zit bij deze mail."),
    ]
    _send(meeting, seat, _("Een overleg is verplaatst"), lines, "moved")


def cancelled(meeting: Meeting, seat: Seat) -> None:
    """Tell that a meeting is off, and why."""
    reason = "" if meeting.roundtable.kind.confidential else meeting.state_reason
    lines = [
        _("Beste %(name)s,") % {"name": seat.who},
        _("Dit overleg gaat niet door: %(what)s.") % {"what": title_of(meeting)},
        _when(meeting),
        reason,
    ]
    _send(meeting, seat, _("Een overleg gaat niet door"), lines, "cancelled")


def reminded(agreement: Agreement, *, late: bool) -> None:
    """Remind the owner of an agreement some days before its day, and once when it is late."""
    seat, table = agreement.owner, agreement.roundtable
    day = {"day": date_nl(agreement.due_on)}
    ask = _("Deze afspraak had op %(day)s klaar moeten zijn:") if late else ""
    lines = [_("Beste %(name)s,") % {"name": seat.who}]
    if table.kind.confidential:
        lines.append(_("U heeft een afspraak die op %(day)s klaar moet zijn.") % day)
    else:
        lines += [(ask or _("U zegde toe dit op %(day)s klaar te hebben:")) % day, agreement.what]
    if seat.user_id:
        lines += [
            _("Is het gedaan? Zeg het hier:"),
            urljoin(settings.SITE_URL, reverse("partners:agreements")),
        ]
    else:
        lines.append(_("Is het gedaan? Vertel het wie de tafel leidt."))
    queue(
        to=seat.mail,
        subject=_("Een afspraak wacht op u"),
        text=_text(lines),
        purpose="partners.agreement_reminded",
        about=f"partners.agreement:{agreement.pk}",
    )


def took_over(handover: Handover) -> None:
    """Tell who takes over, and until when."""
    words = {
        "name": handover.leaver.name,
        "start": date_nl(handover.starts_on),
        "end": date_nl(handover.ends_on),
    }
    what = _("U neemt vanaf %(start)s het werk over van %(name)s.")
    if handover.ends_on:
        what = _("U vervangt %(name)s van %(start)s tot en met %(end)s.")
    lines = [
        _("Beste %(name)s,") % {"name": handover.stand_in.name},
        what % words,
        _("Wat op u wacht, staat op Mijn werk:"),
        urljoin(settings.SITE_URL, reverse("pages:my_work")),
    ]
    queue(
        to=handover.stand_in.email,
        subject=_("U neemt werk over"),
        text=_text(lines),
        purpose="partners.took_over",
        about=f"partners.handover:{handover.pk}",
    )


def news(seats: list[Seat]) -> None:
    """Tell that there is news at a confidential table, once a day; never what it is about."""
    for seat in seats:
        about = f"partners.seat:{seat.pk}"
        told = Mail.objects.filter(purpose="partners.news", about=about)
        if not seat.mail or told.filter(created_at__date=today()).exists():
            continue
        lines = [
            _("Beste %(name)s,") % {"name": seat.who},
            _("Er is nieuws aan een tafel waar u zit. Log in om het te lezen:"),
            urljoin(settings.SITE_URL, seat.get_absolute_url()),
        ]
        queue(
            to=seat.mail,
            subject=_("Er is nieuws"),
            text=_text(lines),
            purpose="partners.news",
            about=about,
        )


def covenant_waits(covenant: Covenant) -> None:
    """Remind who keeps a covenant that it ends or is to be evaluated."""
    lines = [
        _("Beste %(name)s,") % {"name": covenant.keeper.name},
        _("Dit convenant houdt u bij: %(title)s.") % {"title": covenant.title},
        covenant.ends_on and _("Het loopt af op %(day)s.") % {"day": date_nl(covenant.ends_on)},
        covenant.evaluate_on
        and not covenant.outcome
        and _("De evaluatie is op %(day)s.") % {"day": date_nl(covenant.evaluate_on)},
        urljoin(settings.SITE_URL, covenant.get_absolute_url()),
    ]
    queue(
        to=covenant.keeper.email,
        subject=_("Een convenant vraagt uw aandacht"),
        text=_text(lines),
        purpose="partners.covenant_waits",
        about=f"partners.covenant:{covenant.pk}",
    )


def _when(meeting: Meeting) -> str:
    words = {
        "day": date_nl(meeting.starts_at),
        "start": time_nl(meeting.starts_at),
        "end": time_nl(meeting.ends_at),
        "place": meeting.place,
    }
    if meeting.place and not meeting.roundtable.kind.confidential:
        return _("%(day)s van %(start)s tot %(end)s, %(place)s.") % words
    return _("%(day)s van %(start)s tot %(end)s.") % words


def _agenda(meeting: Meeting) -> list[str]:
    """The points that everyone at the table may read in a mail: none of a confidential table."""
    if meeting.roundtable.kind.confidential:
        return [_("De agenda leest u na het inloggen.")]
    titles = [item.title for item in meeting.items.all() if not item.closed]
    return [_("Op de agenda:"), "\n".join(f"- {title}" for title in titles)] if titles else []


def _send(meeting: Meeting, seat: Seat, subject: str, lines: list[str], purpose: str) -> None:
    queue(
        to=seat.mail,
        subject=subject,
        text=_text(lines),
        calendar=calendar_of([meeting], title_of(meeting)),
        purpose=f"partners.meeting_{purpose}",
        about=f"partners.meeting:{meeting.pk}",
    )


def _text(lines: list[str]) -> str:
    return "\n\n".join(filter(None, lines))
