"""The first text of a newsletter: what happened in an area since the last one, for everyone."""

from datetime import datetime, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from areas.models import Area
from config.lib.clock import now, today
from config.look.templatetags.gebiedswerk import date_nl
from config.pages.news import News, Subject, Window, news_of
from initiatives.actions.following_mails import site_url
from initiatives.actions.letter import draft_letter
from initiatives.models import Gathering, Letter

# Without an earlier newsletter it goes back this far.
FIRST = timedelta(days=30)
MOST, WORDS = 40, 60
# Gatherings so far ahead are told about.
AHEAD = timedelta(days=60)


def draft(area: Area, *, by) -> Letter:
    """A draft with what happened since the last newsletter, or the draft that is there."""
    until = now()
    last = Letter.objects.sent().filter(area=area).values_list("until", flat=True).first()
    title = _("Nieuwsbrief %(area)s, %(day)s") % {"area": area.name, "day": date_nl(today())}
    text = _text(area, last or until - FIRST, until)
    return draft_letter(area, title=title[:120], text=text, until=until, by=by)


def _text(area: Area, since: datetime, until: datetime) -> str:
    """Headings with their things, in plain text. Only what everyone may read."""
    subject = Subject(area.municipality, area=area)
    news = news_of(subject, Window(since, until, MOST))
    ideas = [one for one in news if one.initiative]
    others = [one for one in news if not one.initiative]
    parts = [
        _("Dit gebeurde er sinds %(day)s in %(area)s.")
        % {"day": date_nl(since), "area": area.name},
        *_part(area, _("Acties en plannen"), others),
        *_part(area, _("Ideeën van bewoners"), ideas),
        *_coming(area),
    ]
    return "\n\n".join(parts)


def _part(area: Area, heading: str, news: list[News]) -> list[str]:
    if not news:
        return []
    lines = []
    for one in news:
        said = Truncator(" ".join(one.text.split())).words(WORDS)
        url = site_url(area.municipality, one.path)
        lines.append("\n".join(filter(None, [f"- {one.title} ({one.where})", said, url])))
    return [heading, *lines]


def _coming(area: Area) -> list[str]:
    """The next gatherings."""
    rows = Gathering.objects.within(area).coming().filter(cancelled_at=None)
    rows = rows.filter(starts_at__lt=now() + AHEAD)[:10]
    lines = [
        f"- {date_nl(one.starts_at)}: {one.title} ({one.place})\n"
        + site_url(area.municipality, one.get_absolute_url())
        for one in rows
    ]
    return [_("Bijeenkomsten"), *lines] if lines else []
