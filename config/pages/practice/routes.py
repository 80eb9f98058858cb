"""What hangs on a kind of plan: its route, and the goals that a new plan begins with.

The file owns the whole of it: what it names takes the place of what was there.
"""

from areas.models import PlanKind, RouteStep, TemplateAction, TemplateGoal
from config.audit.log import record
from config.pages.practice.check import Row

_STEP = ("deed", "body", "only_if")
_ACTION = ("title", "starts_after", "ends_after")


def set_route(kind: PlanKind, row: Row, *, by) -> list[str]:
    """Give the kind the route of the file, when it names one; ["route"] when that is a change."""
    if "route" not in row.values:
        return []
    wanted = [
        (item["stap"], item.get("door", ""), item.get("als", "")) for item in row.get("route")
    ]
    if wanted == list(kind.route.order_by("order").values_list(*_STEP)):
        return []
    kind.route.all().delete()
    RouteStep.objects.bulk_create(
        RouteStep(kind=kind, order=order, **dict(zip(_STEP, step, strict=True)))
        for order, step in enumerate(wanted, start=1)
    )
    record(kind, "plankind.route_set", by=by)
    return ["route"]


def set_examples(kind: PlanKind, row: Row, themes, *, by) -> list[str]:
    """Give the kind the goals of the file, when it names any; `themes(code)` finds a theme."""
    if "voorbeelddoelen" not in row.values:
        return []
    wanted = [
        (item["doel"], themes(item["thema"]).pk, [_action(one) for one in item.get("acties", [])])
        for item in row.get("voorbeelddoelen")
    ]
    if wanted == _stored(kind):
        return []
    kind.template_goals.all().delete()
    for order, (title, theme, actions) in enumerate(wanted, start=1):
        goal = TemplateGoal.objects.create(kind=kind, theme_id=theme, title=title, order=order)
        TemplateAction.objects.bulk_create(
            TemplateAction(goal=goal, order=number, **dict(zip(_ACTION, action, strict=True)))
            for number, action in enumerate(actions, start=1)
        )
    record(kind, "plankind.examples_set", by=by)
    return ["voorbeelddoelen"]


def _action(item: dict) -> tuple:
    return (item["actie"], item.get("begint_na"), item.get("klaar_na"))


def _stored(kind: PlanKind) -> list[tuple]:
    goals = kind.template_goals.order_by("order").prefetch_related("actions")
    return [
        (
            goal.title,
            goal.theme_id,
            [tuple(getattr(one, name) for name in _ACTION) for one in goal.actions.all()],
        )
        for goal in goals
    ]
