"""What stands on the printed plan: the plan as this person may read it, in plain words."""

from django.utils.translation import gettext as _

from areas.models import Action, ActionState, Plan
from config.lib.clock import today
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import date_nl, number


def plan_paper(plan: Plan, user) -> dict:
    """Everything that `templates/areas/plan.typ` prints, as text (dates in Dutch, euros)."""
    actions = list(
        Action.objects.visible_to(user)
        .filter(plan=plan)
        .exclude(state=ActionState.MERGED)
        .order_by("ends_on", "pk")
    )
    goals = plan.goals.select_related("theme", "indicator")
    rows = [_goal(goal, [one for one in actions if one.goal_id == goal.pk]) for goal in goals]
    if others := [one for one in actions if one.goal_id is None]:
        rows.append({"title": _("Andere acties"), "facts": [_counts(others)], "text": []})
        rows[-1]["actions"] = [_action(one) for one in others]
    return {
        "title": plan.title,
        "municipality": plan.area.municipality.name,
        "area": plan.area.name,
        "facts": _facts(plan, actions),
        "summary": _paragraphs(plan.summary),
        "promise": _promise(plan),
        "goals": rows,
        "steps": [_step(deed) for deed in plan.deeds.all()],
        "words": {
            "promise": _("Hoe doen bewoners mee"),
            "goals": _("Doelen en acties"),
            "no_goals": _("Dit plan heeft nog geen doelen."),
            "route": _("Hoe dit plan tot stand kwam"),
            "columns": [_("Actie"), _("Wie trekt het"), _("Klaar op"), _("Stand")],
        },
        "closing": _("Gemaakt op %(day)s. Het plan kan daarna zijn bijgewerkt.")
        % {"day": date_nl(today())},
    }


def _facts(plan: Plan, actions) -> list[dict]:
    period = _("vanaf %(start)s") % {"start": date_nl(plan.starts_on)}
    if plan.ends_on:
        period = _("%(start)s tot en met %(end)s") % {
            "start": date_nl(plan.starts_on),
            "end": date_nl(plan.ends_on),
        }
    cost = sum(action.cost_cents or 0 for action in actions)
    lines = [
        (_("Soort"), plan.kind.name),
        (_("Stand"), plan.get_state_display()),
        (_("Looptijd"), period),
        (_("Vastgesteld door"), plan.adopted_by),
        (_("Acties"), _counts(actions)),
        (_("Kosten van de acties, voor zover bekend"), format_euro(cost) if cost else ""),
    ]
    return [{"name": name, "text": text} for name, text in lines if text]


def _promise(plan: Plan) -> list[dict]:
    if not plan.participation_id:
        return []
    lines = [
        (_("Mate van meedoen"), plan.participation.name),
        (_("Wat bewoners bepalen"), plan.can_decide),
        (_("Wat vaststaat, en waarom"), plan.cannot_decide),
    ]
    return [{"name": name, "text": text} for name, text in lines if text]


def _goal(goal, actions) -> dict:
    facts = [goal.theme.name, _counts(actions)]
    if goal.is_measured:
        facts.append(
            _("streven: %(value)s %(unit)s in %(year)s (%(name)s)")
            % {
                "value": number(goal.target, goal.indicator.decimals),
                "unit": goal.indicator.unit,
                "year": goal.target_year,
                "name": goal.indicator.name,
            }
        )
    elif goal.is_judged:
        facts.append(
            _("%(who)s beoordeelt het, %(when)s")
            % {"who": goal.judged_by, "when": goal.judged_when}
        )
    return {
        "title": goal.title,
        "facts": facts,
        "text": _paragraphs(goal.text),
        "actions": [_action(action) for action in actions],
    }


def _counts(actions) -> str:
    going = [action for action in actions if action.state != ActionState.STOPPED]
    done = sum(action.state == ActionState.DONE for action in going)
    late = sum(action.is_late for action in going)
    text = _("%(done)s van %(all)s gereed") % {"done": done, "all": len(going)}
    return _("%(text)s, %(late)s laat") % {"text": text, "late": late} if late else text


def _action(action: Action) -> list[str]:
    late = _("te laat")
    return [
        action.title,
        action.lead_label or "–",
        date_nl(action.ends_on) or "–",
        late if action.is_late else str(action.get_state_display()),
    ]


def _step(deed) -> str:
    parts = [f"{date_nl(deed.on)}: {deed.get_deed_display()}", deed.body, deed.with_whom]
    if deed.reference:
        parts.append(_("besluit %(number)s") % {"number": deed.reference})
    return ", ".join(part for part in parts if part)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]
