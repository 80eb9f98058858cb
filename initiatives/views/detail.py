"""The page of an initiative: one for everybody; the initiator and colleagues see more on it."""

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from areas.models import Action
from areas.rights import may
from areas.roles import Permission
from areas.views.requests import requests_beside
from config.lib.clock import working_days_later
from config.lib.public import public_page
from initiatives.actions.outcome import moments_open
from initiatives.models import (
    BY_INITIATOR,
    MACHINE,
    RESIDENT,
    STATE_KINDS,
    Initiative,
    Note,
    State,
)
from initiatives.permissions.hiding import may_hide
from initiatives.permissions.initiatives import (
    MAX_PICTURES,
    is_submitter,
    may_answer,
    may_edit_own,
    may_handle,
    may_keep_pictures,
    may_release,
    may_see_contact,
    may_see_internal,
    may_withdraw,
)
from initiatives.permissions.outcome import may_say_outcome
from initiatives.permissions.story import may_write_story
from initiatives.permissions.together import is_together
from initiatives.views.guide import guide_of
from initiatives.views.page import WORD_OF
from partners.models import Meeting

# How far it is, in the words of the page; “gaat niet door” and “ingetrokken” stop the row.
ROAD = [State.RECEIVED, State.IN_PROGRESS, State.RUNNING, State.DONE]

# What the page says of a decision.
DECISION = ("decision__granted", "decision__amount_cents", "decision__reason")
SETTLED = ("settlement__amount_cents",)


# Who took it up and what it went on as: two more initiatives, for its own page only.
TAKEN_UP = ("take_up__organisation", "take_up__continued", "continues__initiative")


def visible(request, pk: int, more: tuple[str, ...] = ()) -> Initiative:
    """The initiative, when this person may see it; else 404, whether it exists or not. `more`
    names rows that come along.
    """
    rows = Initiative.objects.visible_to(request.user).of(request.municipality or None)
    known = ("area", "also_area", "theme", "compass__phase", "compass__kind")
    return get_object_or_404(rows.select_related(*known, *more), pk=pk)


@dataclass
class Panel:
    """What this person may do here, worked out once for the template."""

    mine: bool = False
    together: bool = False
    internal: bool = False
    contact: bool = False
    handles: bool = False
    can_release: bool = False
    can_hide: bool = False
    can_redact: bool = False
    can_edit: bool = False
    can_answer: bool = False
    can_withdraw: bool = False
    can_picture: bool = False
    can_ask_money: bool = False
    steps: list = field(default_factory=list)


def panel_of(user, initiative: Initiative) -> Panel:
    """What this person may do with the initiative; nothing for a visitor, without a query."""
    if not user.is_authenticated:
        return Panel()
    mine, handles = is_submitter(user, initiative), not may_handle(user, initiative)
    steps = MACHINE.steps(initiative.state).items() if handles else []
    prepares = may(user, Permission.PREPARE_MONEY, initiative.area_id)
    return Panel(
        mine=mine,
        together=not mine and is_together(user, initiative),
        internal=not may_see_internal(user, initiative),
        contact=not may_see_contact(user, initiative),
        handles=handles,
        can_release=not may_release(user, initiative),
        can_hide=not may_hide(user, initiative),
        can_redact=handles and not mine,
        can_edit=not may_edit_own(user, initiative),
        can_answer=not may_answer(user, initiative),
        can_withdraw=not may_withdraw(user, initiative),
        can_picture=not may_keep_pictures(user, initiative),
        can_ask_money=initiative.is_open and (mine or prepares),
        steps=[
            (WORD_OF[to], step.verb)
            for to, step in steps
            if step.pressed and to not in BY_INITIATOR
        ],
    )


def story_of(initiative: Initiative, panel: Panel) -> list[dict]:
    """What happened, newest first, as far as this person may read it."""
    notes = initiative.notes.order_by("-at", "-pk")
    if panel.mine or panel.together or panel.internal:
        notes = notes.select_related("by")
    if not panel.internal:
        mine = panel.mine or panel.together
        notes = notes.for_submitter() if mine else notes.for_everyone()
    return [_item(note, panel, initiative.submitter_id) for note in notes]


def _item(note: Note, panel: Panel, submitter_id: int | None) -> dict:
    step = note.kind == Note.Kind.STEP
    item = {"date": note.at, "kind": note.kind, "text": note.text, "who": ""}
    if step:
        item |= {"state": STATE_KINDS[note.state], "state_label": note.get_state_display()}
    if panel.mine or panel.together or panel.internal:
        # Who brought it is for who may see contact data; the label of an answer says enough.
        hidden = note.by_id == submitter_id and not panel.contact
        item["who"] = note.by.name if note.by and not hidden else ""
        item["title"] = "" if step else capfirst(note.get_kind_display())
    elif step:
        # Why it was moved is for the initiator and colleagues; what everyone may know is news.
        item["text"] = ""
    return item


def money_of(initiative: Initiative, user) -> list[dict]:
    """What was asked and decided, as far as this person may see it."""
    rows = initiative.applications.visible_to(user).select_related(
        "decision", "settlement", "budget__scheme"
    )
    rows = rows.only(
        "initiative", "state", "asked_cents", "budget__scheme__name", *DECISION, *SETTLED
    )
    rows = rows.prefetch_related("spending_reports")
    return [
        {
            "application": row,
            "decision": getattr(row, "decision", None),
            "settlement": (settlement := getattr(row, "settlement", None)),
            # What came of it is public once the municipality has looked at it.
            "reports": list(row.spending_reports.all())[:1] if settlement else [],
        }
        for row in rows
    ]


def action_of(initiative: Initiative, user) -> Action | None:
    """The linked action with the goal and plan it is part of, when this person may see it."""
    if initiative.action_id is None:
        return None
    rows = Action.objects.visible_to(user).select_related("goal__plan")
    return rows.filter(pk=initiative.action_id).first()


def outcomes_of(initiative: Initiative, user, panel: Panel) -> dict:
    """What the initiator said came of it; the words once released, or for who may read them."""
    if initiative.state != State.DONE:
        return {"outcomes": [], "can_say_outcome": False}
    found = list(initiative.outcomes.said().order_by("said_at"))
    for one in found:
        one.shown = one.text if one.is_shown or panel.mine or panel.internal else ""
        one.can_hide = bool(one.text and one.is_shown and panel.can_hide)
        one.waits = bool(one.text and not one.released_at and panel.handles and not panel.mine)
    asks = user.is_authenticated and not may_say_outcome(user, initiative)
    return {"outcomes": found, "can_say_outcome": asks and bool(moments_open(initiative))}


def _pictures_of(initiative: Initiative, panel: Panel) -> list:
    """Its pictures; those that were taken off the site for its owner and colleagues only."""
    rows = initiative.pictures.of_idea()
    return list(rows if panel.mine or panel.internal else rows.filter(hidden_at=None))


def _hidings_of(initiative: Initiative, panel: Panel) -> list:
    """What of it is off the site, for colleagues."""
    if not panel.internal:
        return []
    return list(initiative.hidings.lasting().filter(story=None))


def meetings_of(initiative: Initiative, user) -> list[Meeting]:
    """At which meetings it is or was discussed, as far as this person may read of them."""
    rows = Meeting.objects.visible_to(user).filter(items__initiatives=initiative)
    return list(rows.select_related("roundtable__kind").order_by("starts_at").distinct()[:10])


@public_page
def detail(request, pk: int) -> HttpResponse:
    """Idea, who, where, how far, news, pictures, money; and a panel for who may do more."""
    initiative = visible(request, pk, TAKEN_UP)
    user = request.user
    panel = panel_of(user, initiative)
    story = story_of(initiative, panel)
    talk = [one for one in story if one["kind"] in {Note.Kind.QUESTION, Note.Kind.ANSWER}]
    money = money_of(initiative, user)
    asking = any(one["application"].state == "asked" for one in money)
    context = {
        "initiative": initiative,
        "panel": panel,
        "guide": guide_of(user, initiative),
        "story": story,
        "question": talk[0] if talk and talk[0]["kind"] == Note.Kind.QUESTION else None,
        "people": list(initiative.together.all()) if panel.contact else [],
        "pictures": _pictures_of(initiative, panel),
        "hidings": _hidings_of(initiative, panel),
        "stories": list(initiative.stories.visible_to(user).order_by("-released_at", "-pk")[:10]),
        **outcomes_of(initiative, user, panel),
        "can_tell": user.is_authenticated and not may_write_story(user, initiative),
        "max_pictures": MAX_PICTURES,
        "money": money,
        "can_ask_money": panel.can_ask_money and not asking,
        "action": action_of(initiative, user),
        "meetings": meetings_of(initiative, user),
        "road": [capfirst(state.label) for state in ROAD],
        "road_at": ROAD.index(initiative.state) + 1 if initiative.state in ROAD else 0,
        "resident_to_move": initiative.next_step_by == RESIDENT,
        "look_by": _look_by(initiative, request.municipality),
        "author": initiative.public_author or _("een bewoner"),
        **requests_beside(user, initiative.requests, initiative.area_id, "initiatives:request", pk),
    }
    return render(request, "initiatives/detail.html", context)


def _look_by(initiative: Initiative, municipality):
    """Before when an advisor has read it; None once it is public or ended."""
    if initiative.released_at or not initiative.is_open or not initiative.received_on:
        return None
    return working_days_later(initiative.received_on, municipality.release_days)
