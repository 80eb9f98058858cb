"""What the page of an action shows: its progress, its money, its promise, where it came from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from areas import permissions
from areas.forms import ProgressForm
from areas.models import Action, Plan
from areas.models.agenda import ACTION_KINDS, ACTION_MACHINE
from areas.pointing import picture_of, window_of
from areas.rights import may
from areas.roles import Permission
from areas.views.requests import requests_beside
from areas.views.steps import steps_of
from config.lib.addresses import address


@dataclass(frozen=True)
class Money:
    """What an action costs and who pays, in cents; `cost` is None while it is not known."""

    cost: int | None
    sure: int
    unsure: int

    @property
    def covered(self) -> int:
        """All money that was promised or is hoped for."""
        return self.sure + self.unsure

    @property
    def missing(self) -> int:
        """What is not covered yet: never below nothing."""
        return max((self.cost or 0) - self.covered, 0)

    @property
    def over(self) -> int:
        """How much more there is than it costs."""
        return max(self.covered - self.cost, 0) if self.cost is not None else 0


def action_page(request, found: Action) -> dict:
    """All that the page prints, for this person."""
    user = request.user
    inside = may(user, Permission.SEE_INTERNAL, found.area_id)
    may_edit = not permissions.edit_action(user, found)
    may_move = not permissions.move_action(user, found)
    steps = ACTION_MACHINE.steps(found.state) if may_move else {}
    unexplained = inside and found.lacks_explanation
    context = {
        "action": found,
        "plan": visible_plan(user, found),
        "inside": inside,
        "followable": found.public and (found.plan is None or found.plan.is_public),
        "timeline": _timeline(user, found, inside),
        "may_edit": may_edit,
        "steps": steps_of(ACTION_MACHINE, found) if may_move else [],
        "unexplained": unexplained,
        "quiet_weeks": _quiet_weeks(request, found) if inside else 0,
        "may_merge": not permissions.merge_action(user, found),
        "may_look_back": not permissions.look_back_on_action(user, found),
        "room": _room(found),
        **_money(found),
        **_spot(request, found),
        **_around(user, found),
        **requests_beside(user, found.requests, found.area_id, "areas:request_create", found.pk),
    }
    if not permissions.add_progress(user, found):
        context["form"] = ProgressForm(action=found, steps=steps, unexplained=unexplained)
    return context


def visible_plan(user, found: Action) -> Plan | None:
    """The plan of the action, unless it is not public yet for this person."""
    if found.plan is None or found.plan.is_public:
        return found.plan
    return Plan.objects.visible_to(user).filter(pk=found.plan_id).first()


def _quiet_weeks(request, found: Action) -> int:
    """After how many weeks of silence colleagues are told so; 0 when it is not that quiet."""
    weeks = request.municipality.progress_weeks
    return weeks if found.is_quiet(weeks) else 0


def _around(user, found: Action) -> dict:
    """Where it came from and what followed, as far as this person may see it."""
    merged = Q(pk=found.merged_into_id) | Q(merged_into=found)
    others = list(Action.objects.visible_to(user).filter(merged))
    return {
        "initiatives": list(found.initiatives.visible_to(user)[:20]),
        "merged_into": next((one for one in others if one.pk == found.merged_into_id), None),
        "merged": [one for one in others if one.merged_into_id == found.pk],
    }


def _spot(request, found: Action) -> dict:
    """Its place on the picture of its area, or of the municipality when it lies outside that."""
    if found.lat is None:
        return {}
    query = urlencode({"lat": f"{found.lat:.5f}", "lon": f"{found.lon:.5f}"})
    context = {"around_url": f"{address('pages:street_around')}?{query}"}
    for area in (found.area, request.municipality.root):
        window = window_of(area)
        if window and window.spot(found.lat, found.lon):
            return context | {"spot_picture": picture_of(area, (found.lat, found.lon))}
    return context


def _room(found: Action) -> list:
    """The places of this action on lists of the free room (budgets.RoomPriority)."""
    if not found.in_room:
        return []
    rows = found.room_priorities.exclude(state="dropped")
    return list(rows.select_related("budget__scheme", "budget__area")[:10])


def _money(found: Action) -> dict:
    """Cost, what covers it, and what partners bring."""
    funding = list(found.funding.all())
    brought = list(found.commitments.select_related("organisation"))
    paid = [*funding, *(one for one in brought if one.amount_cents)]
    return {
        "money": Money(
            found.cost_cents,
            sum(one.amount_cents for one in paid if one.sure),
            sum(one.amount_cents for one in paid if not one.sure),
        ),
        "funding": funding,
        "partners": brought,
    }


def _timeline(user, found: Action, inside: bool) -> list[dict]:
    """The progress of an action, newest first; who wrote it is for colleagues."""
    updates = found.updates.visible_to(user).prefetch_related("pictures")
    if inside:
        updates = updates.select_related("by")
    return [
        {
            "date": update.at,
            "who": update.by.name if inside else "",
            "title": "" if update.public else _("Alleen voor collega's"),
            "text": update.text,
            "state": ACTION_KINDS[update.state] if update.state else "",
            "state_label": update.get_state_display(),
            "photos": [_photo(picture) for picture in update.pictures.all()],
        }
        for update in updates
    ]


def _photo(picture) -> dict:
    return {
        "url": picture.get_absolute_url(),
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
    }
