"""What stands on printed minutes: the meeting as this person may read it, in plain words."""

from django.utils.translation import gettext as _

from config.look.templatetags.gebiedswerk import date_nl, time_nl
from partners.calendar import title_of
from partners.models import Attendance, Meeting


def minutes_paper(meeting: Meeting, items, attendance, *, inside: bool) -> dict:
    """Everything that `templates/partners/minutes.typ` prints, as text.

    Who reads along from outside gets no names but of those who agreed to that.
    """
    settled = meeting.state == "settled"
    return {
        "title": _("Verslag van %(what)s") % {"what": title_of(meeting)}
        if settled
        else _("Agenda en conceptverslag van %(what)s") % {"what": title_of(meeting)},
        "municipality": meeting.roundtable.kind.municipality.name,
        "when": _("%(day)s, %(start)s tot %(end)s")
        % {
            "day": date_nl(meeting.starts_at),
            "start": time_nl(meeting.starts_at),
            "end": time_nl(meeting.ends_at),
        },
        "facts": _facts(meeting, attendance),
        "items": [_item(item, inside) for item in items],
        "decisions": [item.decision for item in items if item.told and item.decision],
        "words": {
            "decisions": _("Besluiten"),
            "decision": _("Besluit"),
            "agreements": [_("Wat is afgesproken"), _("Wie"), _("Klaar op")],
        },
    }


def _facts(meeting: Meeting, attendance) -> list[dict]:
    lines = [(_("Waar"), meeting.place)]
    for state in Attendance.State:
        names = [row["seat"].who for row in attendance if row["state"] == state]
        lines.append((str(state.label).capitalize(), ", ".join(names)))
    return [{"name": name, "text": text} for name, text in lines if text]


def _item(item, inside: bool) -> dict:
    if item.hidden:
        return {"title": _("Besloten punt"), "text": [], "decision": "", "agreements": []}
    agreements = [
        [one.what, one.owner.who if inside else one.owner.in_words, date_nl(one.due_on)]
        for one in item.agreements.all()
    ]
    return {
        "title": item.title,
        "text": _paragraphs(item.minutes) if item.told else [],
        "decision": item.decision if item.told else "",
        "agreements": agreements if item.told else [],
    }


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]
