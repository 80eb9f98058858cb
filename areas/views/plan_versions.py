"""Pages of the versions of a plan: how it was, and what changed since the one before."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas import permissions
from areas.actions.plan_versions import day_of, differences, publish_version
from areas.forms.plan_life import VersionForm
from areas.models import ActionState, PlanState, PlanVersion
from areas.views.plans import plan_of
from areas.views.steps import back_to, done_once, posted
from config.lib.access import require
from config.lib.public import public_page

WORDS = {
    "title": gettext_lazy("titel"),
    "summary": gettext_lazy("in het kort"),
    "starts_on": gettext_lazy("begin"),
    "ends_on": gettext_lazy("einde"),
    "state": gettext_lazy("stand"),
    "adopted_by": gettext_lazy("vastgesteld door"),
    "level": gettext_lazy("hoe bewoners meedoen"),
    "can_decide": gettext_lazy("wat bewoners bepalen"),
    "cannot_decide": gettext_lazy("wat vaststaat, en waarom"),
    "text": gettext_lazy("toelichting"),
    "theme": gettext_lazy("thema"),
    "indicator": gettext_lazy("gemeten met"),
    "baseline": gettext_lazy("beginwaarde"),
    "target": gettext_lazy("streefwaarde"),
    "expected": gettext_lazy("wat we verwachten"),
    "measured_by": gettext_lazy("waaraan we zien dat het lukt"),
    "judged_by": gettext_lazy("wie het beoordeelt"),
    "judged_when": gettext_lazy("wanneer dat gebeurt"),
    "goal": gettext_lazy("doel"),
    "lead": gettext_lazy("trekker"),
}
MEASURE = ["indicator", "baseline", "target", "expected", "measured_by", "judged_by", "judged_when"]
# A shape and a word for each kind of change.
KINDS = {
    "new": ("active", gettext_lazy("nieuw")),
    "gone": ("stopped", gettext_lazy("weg")),
    "changed": ("waiting", gettext_lazy("veranderd")),
}


@public_page
def plan_version(request, pk, number):
    """A version of a plan as it was published, with what differs from the one before."""
    found = plan_of(request, pk)
    rows = PlanVersion.objects.visible_to(request.user).filter(plan=found)
    near = {row.number: row for row in rows.filter(number__gte=number - 1).order_by("number")[:3]}
    if number not in near:
        raise Http404
    version, before = near[number], near.get(number - 1)
    context = {
        "plan": found,
        "version": version,
        "content": _shown(version.content),
        "before": before,
        "after": near.get(number + 1),
        "changes": _changes(before.content, version.content) if before else None,
    }
    return render(request, "areas/plan_version.html", context)


def _shown(content: dict) -> dict:
    """A version with its days and states in words, and each action under its goal."""
    actions = [
        action | {"state": ActionState(action["state"]).label, "ends_on": day_of(action["ends_on"])}
        for action in content["actions"]
    ]
    goals = [
        goal
        | {
            "facts": [(WORDS[name], goal[name]) for name in MEASURE if goal[name]],
            "actions": [action for action in actions if action["goal"] == goal["id"]],
        }
        for goal in content["goals"]
    ]
    known = {goal["id"] for goal in content["goals"]}
    return content | {
        "starts_on": day_of(content["starts_on"]),
        "ends_on": day_of(content["ends_on"]),
        "state": PlanState(content["state"]).label,
        "goals": goals,
        "others": [action for action in actions if action["goal"] not in known],
    }


def _changes(old: dict, new: dict) -> dict[str, list]:
    """What differs between two versions, in words: of the plan, its goals and its actions."""
    found = differences(old, new)
    goals = {goal["id"]: goal["title"] for goal in [*old["goals"], *new["goals"]]}
    parts: dict[str, list] = {
        part: [
            (title, *KINDS[what], [_fact(fact, ActionState, goals) for fact in facts])
            for title, what, facts in found[part]
        ]
        for part in ("goals", "actions")
    }
    parts["plan"] = [_fact(fact, PlanState, goals) for fact in found["plan"]]
    return parts if any(parts.values()) else {}


def _fact(fact: tuple, states, goals: dict[int, str]) -> dict[str, str]:
    """One change: its name, and what it was and became."""
    name, *values = fact
    if name in ("starts_on", "ends_on"):
        values = [day_of(value) for value in values]
    elif name == "state":
        values = [states(value).label for value in values]
    elif name == "goal":
        values = [goals.get(value, "") for value in values]
    before, after = (str(value) for value in values)
    return {"name": WORDS[name], "before": before, "after": after}


def version_add(request, pk):
    """Keep the plan as it is now as its next version, with what changed."""
    found = plan_of(request, pk)
    require(permissions.edit_plan(request.user, found))
    form = VersionForm(posted(request), initial=request.draft)
    if request.method == "POST" and form.is_valid():
        note, by = form.cleaned_data["note"], request.user
        if done_once(form, "areas.version", lambda: publish_version(found, note=note, by=by)):
            messages.success(request, _("De nieuwe versie is vastgelegd."))
            return redirect(found)
    title = _("Nieuwe versie vastleggen")
    return render(
        request, "areas/form.html", {"form": form, "title": title, "back": back_to(found)}
    )
