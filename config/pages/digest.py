"""The mail with what is new for each address that follows something: each thing once (D10).

All news of a municipality is read once, and handed out by what is followed. Up to which moment
somebody was told is written in the transaction of the mail: no news is told twice to an address,
and what a night that broke off did not tell, the next one does.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import hypot

from django.db.models import Min, Prefetch

from areas.geo.shape import PER_LAT, PER_LON
from areas.models import AreaAncestor, Municipality
from config.lib.clock import now
from config.pages.news import News, Subject, Window, news_of
from initiatives.actions.following import tell
from initiatives.actions.following_mails import Line
from initiatives.models import Follower, Following

log = logging.getLogger("gebiedswerk.following")

# News is told when it is this old: what is written at this very moment may not be seen yet, though
# its time lies before that of what is seen.
SETTLED = timedelta(minutes=5)
AT_ONCE = 500


def tell_followers() -> int:
    """Mail who is due, and return how many mails were queued."""
    return _tell(Follower.objects.due(), quiet=True)


def tell_at_once() -> int:
    """Mail who wants to know at once, each time that there is something; returns how many mails.

    Who has no news is left alone, and is moved on by the nightly round.
    """
    if not Follower.objects.at_once().exists():
        return 0
    return _tell(Follower.objects.at_once(), quiet=False)


def _tell(followers, *, quiet: bool) -> int:
    """Mail these followers (a queryset); `quiet`: keep of who has no news that there was none.

    One that fails does not stop the others; the first failure is raised again at the end.
    """
    until, sent, failure = now() - SETTLED, 0, None
    for municipality in Municipality.objects.order_by("pk"):
        for follower, lines in _due(followers, municipality, until):
            if not lines and not quiet:
                continue
            try:
                sent += tell(follower, lines, until=until) and bool(lines)
            except Exception as error:  # noqa: BLE001 raised again below, after the others
                log.error("follower %s not told: %s", follower.pk, type(error).__name__)
                failure = failure or error
    if failure:
        raise failure
    return sent


def _due(
    followers, municipality: Municipality, until: datetime
) -> Iterator[tuple[Follower, list[Line]]]:
    """Each of these followers (a queryset) in this municipality, with what is new for them."""
    rows = followers.filter(municipality=municipality)
    since = rows.aggregate(first=Min("told_until"))["first"]
    if since is None:
        return
    news = news_of(Subject(municipality), Window(since, until))
    within = _ancestors(municipality) if news else {}
    confirmed = Following.objects.filter(confirmed_at__isnull=False)
    everyone = list(rows.order_by("pk").values_list("pk", flat=True))
    rows = rows.select_related("municipality").prefetch_related(Prefetch("followings", confirmed))
    for first in range(0, len(everyone), AT_ONCE):
        for follower in list(rows.filter(pk__in=everyone[first : first + AT_ONCE])):
            yield follower, lines_for(follower, news, within)


def lines_for(follower: Follower, news: list[News], within: dict[int, set[int]]) -> list[Line]:
    """What is new for a follower, each thing once, however many things they follow.

    `within` gives for each area itself and all above it.
    """
    followings = list(follower.followings.all())
    return [
        Line(one.title, one.text, one.where, one.path)
        for one in news
        if one.at > follower.told_until
        and any(_concerns(following, one, within) for following in followings)
    ]


def _concerns(following: Following, one: News, within: dict[int, set[int]]) -> bool:
    """Whether this is news about what is followed, from after it was confirmed."""
    if one.at <= following.confirmed_at:
        return False
    if following.initiative_id:
        return following.initiative_id == one.initiative
    if following.action_id:
        return following.action_id == one.action
    if following.metres:
        return _is_near(following, one, within)
    if following.theme_id and following.theme_id != one.theme:
        return False
    return any(following.area_id in within.get(area, ()) for area in one.areas)


def _is_near(following: Following, one: News, within: dict[int, set[int]]) -> bool:
    """Whether this is news of a place: within its distance, or without a point of its area or what
    that lies in, as far as that is not the whole municipality (as /straat/ has it).
    """
    if one.point is None:
        whole = following.follower.municipality.root_id
        here = within.get(following.area_id, ())
        return any(area != whole and area in here for area in one.areas)
    lat, lon = one.point
    metres = hypot((lat - following.lat) * PER_LAT, (lon - following.lon) * PER_LON)
    return metres <= following.metres


def _ancestors(municipality: Municipality) -> dict[int, set[int]]:
    rows = AreaAncestor.objects.filter(area__municipality=municipality).order_by()
    found: dict[int, set[int]] = {}
    for area, ancestor in rows.values_list("area", "ancestor"):
        found.setdefault(area, {area}).add(ancestor)
    return found
