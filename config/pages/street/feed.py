"""The news of a place as an Atom feed: only what everyone may read."""

import re

from django.contrib.auth.models import AnonymousUser
from django.utils.html import escape
from django.utils.translation import gettext as _

from areas.models import Municipality, ProgressUpdate
from config.lib.addresses import address
from config.pages.feeds import QuietFeed, tag, writable
from config.pages.street.around import Item, around
from config.pages.street.spot import Spot
from initiatives.actions.following_mails import site_url

ENTRIES = 40


def feed_of(spot: Spot, municipality: Municipality) -> str:
    """The feed as text: a line for each public change, the newest first."""
    items = around(spot, municipality, AnonymousUser()).items
    entries = [_state(item, municipality) for item in items]
    entries += _progress(items, municipality)
    entries.sort(key=lambda entry: (entry["updateddate"], entry["unique_id"]), reverse=True)
    feed = QuietFeed(
        title=writable(_("Wat gebeurt er: %(place)s") % {"place": spot.title}),
        link=site_url(municipality, f"{address('pages:street_around')}?{spot.query}"),
        description=None,
        language="nl",
        author_name=_("Gemeente %(name)s") % {"name": municipality.name},
        feed_url=site_url(municipality, spot.feed_url),
        feed_guid=tag(municipality, "straat/" + re.sub(r"[^A-Za-z0-9.]+", "-", spot.query)),
    )
    for entry in entries[:ENTRIES]:
        feed.add_item(**{name: writable(value) for name, value in entry.items()})
    return feed.writeString("utf-8")


def _state(item: Item, municipality: Municipality) -> dict:
    """That a thing is planned, runs or is over; its mark changes with that."""
    thing = item.thing
    said = thing.get_state_display()
    if item.is_work and thing.may_talk:
        day = f"{thing.talk_until:%d-%m-%Y}"
        said = _("%(state)s; u kunt nog meepraten tot en met %(day)s") % {"state": said, "day": day}
    return {
        "title": f"{thing.title}: {said}",
        "link": site_url(municipality, item.url),
        "description": escape(thing.text) or None,
        "unique_id": tag(municipality, f"{item.mark}/{thing.state}"),
        "pubdate": thing.updated_at,
        "updateddate": thing.updated_at,
    }


def _progress(items: list[Item], municipality: Municipality) -> list[dict]:
    """The public notes of the actions."""
    actions = {item.thing.pk: item for item in items if not item.is_work}
    rows = ProgressUpdate.objects.visible_to_everyone().filter(action__in=list(actions))
    return [
        {
            "title": actions[action].thing.title,
            "link": site_url(municipality, actions[action].url),
            "description": escape(text) or None,
            "unique_id": tag(municipality, f"voortgang-{pk}"),
            "pubdate": at,
            "updateddate": at,
        }
        for pk, action, text, at in rows.order_by("-at", "-pk").values_list(
            "pk", "action", "text", "at"
        )[:ENTRIES]
    ]
