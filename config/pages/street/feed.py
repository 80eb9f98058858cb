"""The news of a place as an Atom feed: only what everyone may read."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from areas.models import ProgressUpdate
from config.lib.addresses import address
from config.pages.feeds import writable
from config.pages.street.around import Item, around
from config.pages.street.spot import Spot

ENTRIES = 40


def feed_of(spot: Spot, municipality) -> str:
    """The feed as text: a line for each public change, the newest first."""
    items = around(spot, municipality, AnonymousUser()).items
    entries = [*map(_state, items), *_progress(items)]
    entries.sort(key=lambda entry: (entry["updateddate"], entry["unique_id"]), reverse=True)
    page = f"{settings.SITE_URL}{address('pages:street_around')}?{spot.query}"
    feed = Atom1Feed(
        title=_("Wat gebeurt er: %(place)s") % {"place": spot.title},
        link=page,
        description="",
        language="nl",
        feed_url=f"{settings.SITE_URL}{spot.feed_url}",
        feed_guid=page,
    )
    for entry in entries[:ENTRIES]:
        feed.add_item(**{name: writable(value) for name, value in entry.items()})
    return feed.writeString("utf-8")


def _state(item: Item) -> dict:
    """That a thing is planned, runs or is over; its mark changes with that."""
    thing = item.thing
    said = thing.get_state_display()
    if item.is_work and thing.may_talk:
        day = f"{thing.talk_until:%d-%m-%Y}"
        said = _("%(state)s; u kunt nog meepraten tot en met %(day)s") % {"state": said, "day": day}
    return {
        "title": f"{thing.title}: {said}",
        "link": f"{settings.SITE_URL}{item.url}" if item.url.startswith("/") else item.url,
        "description": escape(thing.text),
        "unique_id": f"{settings.SITE_URL}/{item.mark}/{thing.state}",
        "pubdate": thing.updated_at,
        "updateddate": thing.updated_at,
    }


def _progress(items: list[Item]) -> list[dict]:
    """The public notes of the actions."""
    actions = {item.thing.pk: item for item in items if not item.is_work}
    rows = ProgressUpdate.objects.visible_to_everyone().filter(action__in=list(actions))
    return [
        {
            "title": actions[action].thing.title,
            "link": f"{settings.SITE_URL}{actions[action].url}",
            "description": escape(text),
            "unique_id": f"{settings.SITE_URL}/voortgang-{pk}",
            "pubdate": at,
            "updateddate": at,
        }
        for pk, action, text, at in rows.order_by("-at", "-pk").values_list(
            "pk", "action", "text", "at"
        )[:ENTRIES]
    ]
