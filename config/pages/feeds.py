"""Atom feeds (RFC 4287) of what is new: only what everyone may read."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from areas.models import Municipality
from config.pages.news import News, Subject, Window, news_of
from initiatives.actions.following_mails import site_url

ENTRIES = 40
KIND = "application/atom+xml; charset=utf-8"
# A mark is for good (RFC 4151): the year in it never changes.
_YEAR = 2026
# What an empty feed calls its last change: any moment will do, as long as it stays the same.
_NEVER = datetime(_YEAR, 1, 1, tzinfo=UTC)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class QuietFeed(Atom1Feed):
    """A feed that says the same as long as nothing happened."""

    def latest_post_date(self):
        """When the newest entry changed."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)


def writable(value):
    """A text without signs that no feed may hold; anything else as it is."""
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def feed_of(subject: Subject, *, name: str, page: str, path: str) -> str:
    """The feed as text, the newest first. `page` and `path` are those of its page and its own."""
    municipality = subject.municipality
    feed = QuietFeed(
        title=writable(_("Nieuws: %(name)s") % {"name": name}),
        link=site_url(municipality, page),
        description=None,
        language="nl",
        author_name=_("Gemeente %(name)s") % {"name": municipality.name},
        feed_url=site_url(municipality, path),
        feed_guid=tag(municipality, path.strip("/")),
    )
    for one in news_of(subject, Window(most=ENTRIES)):
        feed.add_item(**_entry(municipality, one))
    return feed.writeString("utf-8")


def _entry(municipality: Municipality, one: News) -> dict:
    return {
        "title": writable(f"{one.title} ({one.where})"),
        "link": site_url(municipality, one.path),
        "description": escape(writable(one.text)) or None,
        "unique_id": tag(municipality, one.mark),
        "pubdate": one.at,
        "updateddate": one.at,
    }


def tag(municipality: Municipality, mark: str) -> str:
    """A name for good of a thing in feeds (RFC 4151), also when the site moves."""
    host = municipality.host or urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"tag:{host},{_YEAR}:{mark}"
