"""Stories are written, sent in, put on the site or sent back and taken away (domain D4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from config.lib.forms import save_form
from initiatives.actions import story_mails
from initiatives.actions.claim import claim
from initiatives.actions.pictures import remove_all
from initiatives.models import STORY_MACHINE, Picture, Story, StoryState
from initiatives.permissions.story import (
    may_edit_story,
    may_judge_story,
    may_send_story,
    may_withdraw_story,
    may_write_story,
)


@transaction.atomic
def write_story(*, form, by) -> Story:
    """Keep a new story as a draft. Raises PermissionDenied."""
    require(may_write_story(by, form.instance.initiative))
    return save_form(form, by=by)


@transaction.atomic
def edit_story(*, form, by) -> Story:
    """Save a change of a story that is not on the site. Raises PermissionDenied, LostRace."""
    require(may_edit_story(by, Story.objects.get(pk=form.instance.pk)))
    return save_form(form, by=by)


@transaction.atomic
def send_story(story: Story, *, by) -> Story:
    """Send it in: an advisor of the area is to read it. Raises PermissionDenied, Refused."""
    require(may_send_story(by, story))
    _move(story, StoryState.WAITING, by, reason="")
    return story


@transaction.atomic
def release_story(story: Story, *, seen: int | None, by) -> Story:
    """Put it on the site. `seen` is the version that was read: of another nothing is released.

    Raises PermissionDenied, Refused.
    """
    require(may_judge_story(by, story))
    if seen != story.version:
        raise Refused(_("Het verhaal is net aangepast. Lees het nog een keer."))
    _move(story, StoryState.PUBLIC, by, released_at=now(), released_by=by)
    story_mails.released(story)
    return story


@transaction.atomic
def return_story(story: Story, *, reason: str, by) -> Story:
    """Send it back with what is to change; its writer gets a mail. Raises as above."""
    require(may_judge_story(by, story))
    _move(story, StoryState.RETURNED, by, reason=reason.strip())
    story_mails.returned(story)
    return story


@transaction.atomic
def withdraw_story(story: Story, *, by) -> Story:
    """Take it away for good, words and pictures, as its writer asks. Raises as above."""
    require(may_withdraw_story(by, story))
    _move(story, StoryState.GONE, by)
    _empty(story)
    return story


@transaction.atomic
def erase_stories(rows) -> int:
    """Empty stories (a queryset), words and pictures, for ever. Returns how many."""
    found = list(rows.select_related("initiative"))
    for story in found:
        claim(story, state=StoryState.GONE)
        _empty(story)
        record(story, "story.erased", by=None)
    return len(found)


def _empty(story: Story) -> None:
    remove_all(Picture.objects.filter(story=story))
    gone = {"title": "", "text": "", "reason": "", "erased_at": now()}
    claim(story, **gone)


def _move(story: Story, state: str, by, **changes) -> None:
    """Move it by STORY_MACHINE. Raises Refused for a step that it has not."""
    STORY_MACHINE.check(story.state, state, changes.get("reason", ""))
    old = str(story.state)
    claim(story, state=state, **changes)
    record(story, f"story.{state}", by=by, changes={"state": [old, str(state)]})
