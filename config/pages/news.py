"""What is new, from the public things of all apps: one list for mails and feeds (D10).

Four sources: public progress on actions, ideas that came on the site, their public news and
steps, and plans that were adopted or changed. Who wrote it is left out, and so is the text of news
about an idea, as people may be named in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import (
    Action,
    ActionState,
    Area,
    AreaAncestor,
    Municipality,
    PlanVersion,
    ProgressUpdate,
    Theme,
)
from areas.models.plans import SHOWN_PLANS
from config.lib.addresses import address
from config.lib.clock import today
from initiatives.models import SHOWN_STATES, Initiative, Note, State, about


@dataclass(frozen=True)
class Subject:
    """What the news is about: all of a municipality, or a part of it."""

    municipality: Municipality
    area: Area | None = None
    theme: Theme | None = None
    initiative: Initiative | None = None
    action: Action | None = None


@dataclass(frozen=True)
class News:
    """One thing that happened. `mark` names it for good; `at` is when everyone could read it."""

    mark: str
    at: datetime
    title: str
    text: str
    path: str
    area: int
    where: str
    # A second area that it is about.
    also: int | None = None
    theme: int | None = None
    initiative: int | None = None
    action: int | None = None
    # Where it is (lat, lon in WGS84), when that is known.
    point: tuple[float, float] | None = None

    @property
    def areas(self) -> tuple[int, ...]:
        """The areas that it is about: one, or two."""
        return (self.area,) if self.also is None else (self.area, self.also)


@dataclass(frozen=True)
class Window:
    """After `since`, up to and including `until`; at most so many of each source."""

    since: datetime | None = None
    until: datetime | None = None
    most: int | None = None

    def of(self, rows, field: str = "at"):
        """The rows in the window by this moment, the newest first."""
        if self.since:
            rows = rows.filter(**{f"{field}__gt": self.since})
        if self.until:
            rows = rows.filter(**{f"{field}__lte": self.until})
        return rows.order_by(f"-{field}", "-pk")[: self.most]

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return not ((self.since and moment <= self.since) or (self.until and moment > self.until))


def news_of(subject: Subject, window: Window) -> list[News]:
    """What is new about the subject in the window, the newest first."""
    found = [
        *_progress(subject, window),
        *_released(subject, window),
        *_notes(subject, window),
        *_plans(subject, window),
    ]
    found.sort(key=lambda one: (one.at, one.mark), reverse=True)
    return found[: window.most]


def _about(subject: Subject, prefix: str = "") -> Q:
    """The part of the municipality, for rows whose area and theme are reached by this way."""
    about = Q(**{f"{prefix}area__municipality": subject.municipality})
    if subject.area:
        about &= Q(**{f"{prefix}area__ancestor_rows__ancestor": subject.area})
    if subject.theme:
        about &= Q(**{f"{prefix}theme": subject.theme})
    return about


def _about_idea(subject: Subject, prefix: str = "") -> Q:
    """The same for ideas, which may be about a second area."""
    everywhere = Subject(subject.municipality, theme=subject.theme)
    if not subject.area:
        return _about(everywhere, prefix)
    below = AreaAncestor.objects.filter(ancestor=subject.area).order_by().values("area")
    return _about(everywhere, prefix) & about(below, prefix)


def _progress(subject: Subject, window: Window) -> Iterator[News]:
    if subject.initiative:
        return
    rows = ProgressUpdate.objects.visible_to_everyone().filter(_about(subject, "action__"))
    if subject.action:
        rows = rows.filter(action=subject.action)
    columns = ("pk", "at", "text", "state", "action", "action__title", "action__theme")
    areas = ("action__area", "action__area__name", "action__lat", "action__lon")
    for pk, at, text, state, action, title, theme, area, where, lat, lon in window.of(
        rows
    ).values_list(*columns, *areas):
        said = f"{title}: {ActionState(state).label}" if state else title
        yield News(
            f"voortgang-{pk}",
            at,
            said,
            text,
            address("areas:action", action),
            area,
            where,
            theme=theme,
            action=action,
            point=None if lat is None else (lat, lon),
        )


def _released(subject: Subject, window: Window) -> Iterator[News]:
    if subject.action:
        return
    rows = Initiative.objects.public().filter(_about_idea(subject))
    if subject.initiative:
        rows = rows.filter(pk=subject.initiative.pk)
    columns = ("pk", "released_at", "title", "theme")
    areas = ("area", "area__name", "also_area", "also_area__name")
    for pk, at, title, theme, area, where, also, there in window.of(
        rows, "released_at"
    ).values_list(*columns, *areas):
        yield News(
            f"idee-{pk}",
            at,
            _("Nieuw idee: %(title)s") % {"title": title},
            "",
            address("initiatives:detail", pk),
            area,
            _both(where, there),
            also=also,
            theme=theme,
            initiative=pk,
        )


def _notes(subject: Subject, window: Window) -> Iterator[News]:
    """News and steps of ideas, from the moment that the idea is on the site."""
    if subject.action:
        return
    rows = Note.objects.for_everyone().filter(
        _about_idea(subject, "initiative__"),
        initiative__state__in=SHOWN_STATES,
        at__gte=F("initiative__released_at"),
    )
    if subject.initiative:
        rows = rows.filter(initiative=subject.initiative)
    columns = ("pk", "at", "state", "initiative", "initiative__title", "initiative__theme")
    areas = tuple(
        f"initiative__{name}" for name in ("area", "area__name", "also_area", "also_area__name")
    )
    for pk, at, state, idea, title, theme, area, where, also, there in window.of(rows).values_list(
        *columns, *areas
    ):
        said = State(state).label if state else _("er is nieuws")
        yield News(
            f"bericht-{pk}",
            at,
            f"{title}: {said}",
            "",
            address("initiatives:detail", idea),
            area,
            _both(where, there),
            also=also,
            theme=theme,
            initiative=idea,
        )


def _both(where: str, there: str | None) -> str:
    return _("%(one)s en %(other)s") % {"one": where, "other": there} if there else where


def _plans(subject: Subject, window: Window) -> Iterator[News]:
    """Plans that began, and what was changed in them; never before the end of an embargo.

    A plan is about many themes, so it is no news of one.
    """
    if subject.theme or subject.initiative or subject.action:
        return
    rows = PlanVersion.objects.filter(
        _about(subject, "plan__"), plan__state__in=SHOWN_PLANS, plan__public_from__lte=today()
    )
    if window.since:
        since = timezone.localdate(window.since)
        rows = rows.filter(Q(at__gt=window.since) | Q(plan__public_from__gte=since))
    columns = ("pk", "at", "number", "note", "plan", "plan__title", "plan__public_from")
    areas = ("plan__area", "plan__area__name")
    rows = rows.order_by("-at", "-pk").values_list(*columns, *areas)[: window.most]
    for pk, at, number, note, plan, title, public_from, area, where in rows:
        shown = max(at, timezone.make_aware(datetime.combine(public_from, time.min)))
        if not window.holds(shown):
            continue
        said = _("Plan vastgesteld: %(title)s") if number == 1 else _("Plan veranderd: %(title)s")
        yield News(
            f"plan-{pk}",
            shown,
            said % {"title": title},
            note,
            address("areas:plan", plan),
            area,
            where,
        )
