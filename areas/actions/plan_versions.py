"""Versions of a plan: what everyone could read on a day, kept, and what changed between two."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Action, Goal, Plan, PlanState, PlanVersion
from config.audit.log import record
from config.lib.access import Refused, require

GOAL_FACTS = "title text theme indicator baseline target expected measured_by judged_by judged_when"
ACTION_FACTS = "title goal lead starts_on ends_on state"


def keep_version(plan: Plan, *, note: str, by) -> PlanVersion:
    """Keep the plan as it is now under the next number. The caller holds the plan."""
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    kept = PlanVersion.objects.create(
        plan=plan, number=last + 1, note=note, content=content_of(plan), by=by
    )
    record(plan, "plan.version_kept", by=by, changes={"number": kept.number})
    return kept


@transaction.atomic
def publish_version(plan: Plan, *, note: str, by) -> PlanVersion:
    """Keep a plan that runs as its next version, with a sentence that says what changed.

    Raises PermissionDenied, or Refused when it does not run, or nothing changed.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.edit_plan(by, plan))
    if plan.state != PlanState.RUNNING:
        raise Refused(_("Alleen van een plan dat loopt, legt u een versie vast."))
    last = plan.versions.first()
    if last and last.content == content_of(plan):
        raise Refused(_("Er is niets veranderd sinds versie %(number)s.") % {"number": last.number})
    return keep_version(plan, note=note.strip(), by=by)


def content_of(plan: Plan) -> dict:
    """The plan as texts and days (ISO), with nothing in it that is not for everyone.

    Internal actions are left out, and so is who of the colleagues leads; a plan in the making has
    no version, as it is kept from the day it begins.
    """
    actions = Action.objects.filter(plan=plan, public=True).order_by("pk")
    goals = plan.goals.select_related("theme", "indicator")
    return {
        "title": plan.title,
        "summary": plan.summary,
        "starts_on": _day(plan.starts_on),
        "ends_on": _day(plan.ends_on),
        "state": plan.state,
        "adopted_by": plan.adopted_by,
        "promise": {
            "level": plan.participation.name if plan.participation else "",
            "can_decide": plan.can_decide,
            "cannot_decide": plan.cannot_decide,
        },
        "goals": [_goal(goal) for goal in goals],
        "actions": [_action(action) for action in actions],
    }


def _goal(goal: Goal) -> dict:
    return {
        "id": goal.pk,
        "title": goal.title,
        "text": goal.text,
        "theme": goal.theme.name,
        "indicator": goal.indicator.name if goal.indicator else "",
        "baseline": _figure(goal.baseline, goal.baseline_year),
        "target": _figure(goal.target, goal.target_year),
        "expected": goal.expected,
        "measured_by": goal.measured_by,
        "judged_by": goal.judged_by,
        "judged_when": goal.judged_when,
    }


def _action(action: Action) -> dict:
    return {
        "id": action.pk,
        "goal": action.goal_id,
        "title": action.title,
        "lead": action.lead_label,
        "starts_on": _day(action.starts_on),
        "ends_on": _day(action.ends_on),
        "state": action.state,
    }


def _day(day) -> str:
    return day.isoformat() if day else ""


def _figure(value, year) -> str:
    """A figure with its year, as people write it: "7,5 (2028)"."""
    if value is None:
        return ""
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return f"{text.replace('.', ',')} ({year})"


def differences(old: dict, new: dict) -> dict[str, list]:
    """What differs between two versions: changed texts of the plan, goals, and actions.

    `plan` holds (name, before, after); `goals` and `actions` hold (title, what: "new", "gone" or
    "changed", and (name, before, after) of each fact). An action or goal is followed by its number.
    """
    plain = ["title", "summary", "starts_on", "ends_on", "state", "adopted_by"]
    changed = [(name, old[name], new[name]) for name in plain if old[name] != new[name]]
    for name in ("level", "can_decide", "cannot_decide"):
        before, after = old["promise"][name], new["promise"][name]
        if before != after:
            changed.append((name, before, after))
    return {
        "plan": changed,
        "goals": _moved(old["goals"], new["goals"], GOAL_FACTS.split()),
        "actions": _moved(old["actions"], new["actions"], ACTION_FACTS.split()),
    }


def _moved(old: list[dict], new: list[dict], facts: list[str]) -> list[tuple]:
    before = {row["id"]: row for row in old}
    after = {row["id"]: row for row in new}
    found = [(row["title"], "new", []) for pk, row in after.items() if pk not in before]
    found += [(row["title"], "gone", []) for pk, row in before.items() if pk not in after]
    for pk in [pk for pk in after if pk in before]:
        pairs = [(name, before[pk].get(name, ""), after[pk].get(name, "")) for name in facts]
        changed = [pair for pair in pairs if pair[1] != pair[2]]
        if changed:
            found.append((after[pk]["title"], "changed", changed))
    return found


def day_of(text: str) -> str:
    """An ISO day of a version as people read it."""
    return date_format(datetime.date.fromisoformat(text), "j F Y") if text else ""
