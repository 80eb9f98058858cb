"""A text off the site and back on it: its writer hears why, may object, and a colleague decides."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today
from initiatives.actions import hiding_mails
from initiatives.actions.claim import claim
from initiatives.actions.mails import address_of
from initiatives.actions.tally import place, retally
from initiatives.models import (
    STORY_MACHINE,
    Hiding,
    Initiative,
    Note,
    Outcome,
    Picture,
    Story,
    StoryState,
)
from initiatives.permissions.hiding import (
    may_decide_appeal,
    may_hide,
    may_hide_outcome,
    may_hide_picture,
    may_hide_story,
    may_put_back,
)

APPEAL = "initiatives.appeal"
# As long as one has to object to a decision of the municipality (Awb 6:7): six weeks.
VALID = timedelta(weeks=6)


@transaction.atomic
def hide(*, initiative: Initiative, reason: str, by) -> Initiative:
    """Take an idea off the site again, and tell the initiator why."""
    require(may_hide(by, initiative))
    _need(reason)
    old, released_at = place(initiative), initiative.released_at
    claim(initiative, released_at=None, released_by=None)
    retally(old, place(initiative))
    text = _("Van de site gehaald: %s") % reason.strip()
    Note.objects.create(initiative=initiative, kind=Note.Kind.INTERNAL, text=text[:2000], by=by)
    record(initiative, "initiative.hidden", by=by)
    _tell(Hiding(initiative=initiative, released_at=released_at), reason, by)
    return initiative


@transaction.atomic
def hide_story(story: Story, *, reason: str, by) -> Story:
    """Take a story off the site, and tell its writer why. Raises PermissionDenied, Refused."""
    require(may_hide_story(by, story))
    STORY_MACHINE.check(story.state, StoryState.HIDDEN, reason)
    old = str(story.state)
    claim(story, state=StoryState.HIDDEN, reason=reason.strip())
    record(story, "story.hidden", by=by, changes={"state": [old, "hidden"]})
    _tell(Hiding(initiative=story.initiative, story=story), reason, by)
    return story


@transaction.atomic
def hide_picture(picture: Picture, *, reason: str, by) -> Picture:
    """Take a picture and its words off the site. Raises as above."""
    require(may_hide_picture(by, picture))
    _need(reason)
    _off(picture)
    record(picture.initiative, "initiative.picture_hidden", by=by)
    _tell(Hiding(initiative=picture.initiative, picture=picture), reason, by)
    return picture


@transaction.atomic
def hide_outcome(outcome: Outcome, *, reason: str, by) -> Outcome:
    """Take the words about what came of it off the site. Raises as above."""
    require(may_hide_outcome(by, outcome))
    _need(reason)
    _off(outcome)
    record(outcome, "outcome.hidden", by=by)
    _tell(Hiding(initiative=outcome.initiative, outcome=outcome), reason, by)
    return outcome


def appeal_of(token: str) -> Hiding | None:
    """Which text this link is about; None when it is no good or no longer needed."""
    found = tokens.look(token, APPEAL) if token else None
    if found is None:
        return None
    rows = Hiding.objects.filter(pk=found.ref, state=Hiding.State.HIDDEN, erased_at=None)
    return rows.select_related("initiative__municipality", "story", "picture", "outcome").first()


@transaction.atomic
def appeal(token: str, *, text: str) -> Hiding:
    """Ask that a colleague looks again, by who has the link. Raises Refused for a second time."""
    hiding = appeal_of(token)
    if hiding is None or not tokens.use(token, APPEAL):
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    state = Hiding.State.APPEALED
    claim(hiding, state=state, appeal=text.strip(), appealed_at=now())
    record(hiding, "hiding.appealed", by=None, changes={"state": ["hidden", str(state)]})
    return hiding


@transaction.atomic
def decide_appeal(hiding: Hiding, *, restores: bool, seen: int, reason: str, by) -> Hiding:
    """Put the text back or leave it off the site; its writer hears why.

    Raises PermissionDenied, also for who hid it; Refused when it was decided, without a reason, or
    when the text changed since it was read (`seen` is that version).
    """
    require(may_decide_appeal(by, hiding))
    _need(reason)
    state = Hiding.State.RESTORED if restores else Hiding.State.KEPT
    if restores:
        _show(hiding, seen, by)
    claim(hiding, state=state, answer=reason.strip(), decided_by=by)
    record(hiding, f"hiding.{state}", by=by, changes={"state": ["appealed", str(state)]})
    hiding_mails.decided(hiding)
    return hiding


@transaction.atomic
def put_back(hiding: Hiding, *, seen: int, by) -> Hiding:
    """Put the text on the site again without being asked. Raises as above."""
    require(may_put_back(by, hiding))
    was, state = str(hiding.state), Hiding.State.RESTORED
    _show(hiding, seen, by)
    claim(hiding, state=state, decided_by=by)
    tokens.revoke(APPEAL, str(hiding.pk))
    record(hiding, "hiding.restored", by=by, changes={"state": [was, str(state)]})
    hiding_mails.put_back(hiding)
    return hiding


def version_of(hiding: Hiding) -> int:
    """The version of the text, for who reads it before it is put back."""
    return getattr(hiding.about, "version", 0)


@transaction.atomic
def erase_hidings(rows) -> int:
    """Take away what was written about hidings (a queryset). Returns how many."""
    found = list(rows)
    for hiding in found:
        tokens.revoke(APPEAL, str(hiding.pk))
        claim(hiding, reason="", appeal="", answer="", erased_at=now())
    return len(found)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Geef een reden. De indiener en uw collega's lezen die."))


def _off(row: Picture | Outcome) -> None:
    """Hide a row that has no version: of two at once, one is refused."""
    if not type(row).objects.filter(pk=row.pk, hidden_at=None).update(hidden_at=now()):
        raise Refused(_("Dit staat al niet meer op de site."))


def _tell(hiding: Hiding, reason: str, by) -> None:
    hiding.reason, hiding.hidden_by = reason.strip(), by
    hiding.save()
    email = address_of(hiding.initiative)
    if email:
        token = tokens.issue(APPEAL, str(hiding.pk), VALID, email=email)
        hiding_mails.hidden(hiding, token, today() + VALID)


def _show(hiding: Hiding, seen: int, by) -> None:
    """Put the text on the site as it was read. Raises Refused when that cannot be."""
    if version_of(hiding) != seen:
        raise Refused(_("De tekst is net aangepast. Lees hem nog een keer."))
    about = hiding.about
    if isinstance(about, Initiative):
        old = place(about)
        claim(about, released_at=hiding.released_at or now(), released_by=by)
        retally(old, place(about))
        record(about, "initiative.restored", by=by)
    elif isinstance(about, Story):
        STORY_MACHINE.check(about.state, StoryState.PUBLIC)
        claim(about, state=StoryState.PUBLIC, reason="")
        record(about, "story.public", by=by, changes={"state": ["hidden", "public"]})
    else:
        type(about).objects.filter(pk=about.pk).update(hidden_at=None)
