"""Rows of a sheet beside the actions of a plan: what is new, what changes, and writing that."""

from collections import deque
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext as _

from areas.models import (
    Action,
    ActionState,
    Area,
    Assignment,
    Goal,
    Plan,
    ProgressUpdate,
    Theme,
)
from areas.models.agenda import ACTION_MACHINE
from areas.rights import areas_where
from areas.roles import Permission
from areas.sheets.drafts import AREA, GOAL, LEAD, NEW, THEME, Draft, Known
from config.audit.log import diff, record, record_all
from config.lib.clock import now
from config.lib.text import normalise

# What is compared as it stands; state, goal and lead have rules of their own.
PLAIN = ("title", "text", "starts_on", "ends_on", "cost_cents", "public")
WRITTEN = (*PLAIN, "area", "theme", "goal", "lead_user", "lead_label", "state", "import_key")
STORED = (*WRITTEN, "plan", "search", "version", "updated_at")
RELATIONS = {field.name for field in Action._meta.fields if field.is_relation}
BATCH = 100
LONGEST_KEY = 100


@dataclass
class Report:
    """How many actions were made, changed, and left as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def numbers(self) -> dict[str, int]:
        """The same, to keep."""
        return vars(self)


def known_of(plan: Plan, user) -> Known:
    """What words can mean in a sheet for this plan: the person's own areas of the plan, themes,
    goals and colleagues. A name that stands for two things is left to be chosen.
    """
    town = plan.area.municipality_id
    covered = Q(ancestor_rows__ancestor=plan.area_id)
    covered |= Q(ancestor_rows__ancestor__groups__group=plan.area_id)
    mine = areas_where(user, Permission.EDIT_AGENDA)
    areas = Area.objects.current().filter(covered, pk__in=mine).order_by("name", "pk").distinct()
    working = Assignment.objects.current().filter(area__municipality=town).order_by("pk")
    people = list(working.values_list("user", "user__name", "user__email", "role__name"))
    goals = list(Goal.objects.filter(plan=plan).values_list("pk", "title", "theme"))
    themes = Theme.objects.filter(municipality=town).values_list("pk", "name")
    rows = {
        AREA: list(areas.values_list("pk", "name")),
        THEME: list(themes),
        GOAL: [row[:2] for row in goals],
        LEAD: list({row[0]: row[:2] for row in people if row[1]}.values()),
    }
    known = Known(
        names={kind: _names(found) for kind, found in rows.items()},
        labels={kind: dict(found) for kind, found in rows.items()},
        area=plan.area_id,
        theme_of_goal={pk: theme for pk, _title, theme in goals},
        role_of_person={pk: role for pk, _name, _mail, role in people},
    )
    known.names[LEAD] |= {normalise(mail): pk for pk, _name, mail, _role in people}
    return known


def _names(rows) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for pk, name in rows:
        found.setdefault(normalise(name), set()).add(pk)
    return {name: next(iter(pks)) for name, pks in found.items() if len(pks) == 1}


# --- Comparing -------------------------------------------------------------


def compare(drafts: list[Draft], actions: list[Action], known: Known, choices: dict) -> None:
    """Find the action of each row, and note what would change, what is wrong and what in doubt."""
    by_key = {action.import_key: action for action in actions if action.import_key}
    by_title = {}
    for action in actions:
        if action.import_key in {"", title_key(action.title)}:
            by_title.setdefault(normalise(action.title), action)
    for draft in drafts:
        title = normalise(draft.title)
        keyed = by_key.get(draft.key or title_key(draft.title))
        draft.action = keyed or by_title.get(title)
        _theme(draft, known, choices)
        if draft.action is not None and draft.action.area_id not in known.labels[AREA]:
            draft.problems.append(_("De actie ligt in een gebied dat u niet bijhoudt."))
        _dates(draft)
        _state(draft)
        if draft.is_ready and draft.action is not None:
            draft.changed = [*_changes(draft)]
    _one_row_each(drafts)


def title_key(title: str) -> str:
    """The mark of a row without one: its title, blind for case and accents."""
    plain = normalise(title)
    if len(plain) <= LONGEST_KEY:
        return plain
    return f"{plain[:60]}~{sha256(plain.encode()).hexdigest()[:32]}"


def _theme(draft: Draft, known: Known, choices: dict) -> None:
    """Without a theme of its own, a new action takes that of its goal, else the one for all."""
    goal = draft.given.get("goal")
    if draft.given.get("theme") or (draft.action is not None and goal != NEW):
        return
    if any(kind in {THEME, GOAL} for kind, _word in draft.doubts):
        return
    found = known.theme_of_goal.get(goal) if isinstance(goal, int) else None
    found = found or choices.get(THEME, {}).get("")
    if found in known.labels[THEME]:
        draft.given["theme"] = found
    else:
        draft.doubts.append((THEME, ""))


def _dates(draft: Draft) -> None:
    """A column that the sheet lacks may hold a day that does not fit."""
    if draft.action is None or {"starts_on", "ends_on"} <= set(draft.given):
        return
    start = draft.given.get("starts_on", draft.action.starts_on)
    end = draft.given.get("ends_on", draft.action.ends_on)
    if start and end and end < start:
        draft.problems.append(_("De einddatum ligt voor de begindatum van de actie."))


def _state(draft: Draft) -> None:
    old = draft.action.state if draft.action else ActionState.PLANNED
    new = draft.given.get("state") or old
    if road(old, new) is None:
        words = {"old": ActionState(old).label, "new": ActionState(new).label}
        draft.problems.append(_("Van “%(old)s” kan dit niet naar “%(new)s”.") % words)


def road(old: str, new: str) -> list[str] | None:
    """The states to pass through from one to the other, by the table; None when there is no way."""
    ways = deque([(old, [])])
    seen = {old}
    while ways:
        state, passed = ways.popleft()
        if state == new:
            return passed
        for following, step in ACTION_MACHINE.steps(state).items():
            if step.pressed and following not in seen:
                seen.add(following)
                ways.append((following, [*passed, following]))
    return None


def _changes(draft: Draft):
    """The names of the fields of the action that the row would change."""
    action, given = draft.action, draft.given
    for name in PLAIN:
        if name in given and given[name] != getattr(action, name):
            yield name
    for name in (AREA, THEME, GOAL):
        if name in given and given[name] != getattr(action, f"{name}_id"):
            yield name
    if LEAD in given:
        who, label = given[LEAD]
        same = action.lead_user_id == who if who else action.lead_label == label
        if not same:
            yield from ("lead_user", "lead_label")
    if given.get("state") and given["state"] != action.state:
        yield "state"
    if draft.key and draft.key != action.import_key:
        yield "import_key"


def _one_row_each(drafts: list[Draft]) -> None:
    seen: dict[int, int] = {}
    for draft in drafts:
        if draft.action is None:
            continue
        if draft.action.pk in seen:
            text = _("Deze rij hoort bij dezelfde actie als rij %(row)d.")
            draft.problems.append(text % {"row": seen[draft.action.pk]})
        seen.setdefault(draft.action.pk, draft.number)


# --- Writing ---------------------------------------------------------------


def write(plan: Plan, drafts: list[Draft], known: Known, *, by) -> Report:
    """Make and change the actions, with an event for each, and a note where a state changes."""
    goals = _goals(plan, drafts, by)
    fresh = [draft for draft in drafts if draft.action is None]
    changed = [draft for draft in drafts if draft.action is not None and draft.changed]
    before = {draft.number: _columns(draft.action) for draft in changed}
    for draft in fresh:
        draft.action = Action(plan=plan, area_id=known.area)
        draft.action.import_key = draft.key or title_key(draft.title)
    moved = []
    for draft in [*fresh, *changed]:
        old = draft.action.state
        _fill(draft, goals, plan)
        if draft.action.state != old:
            moved.append((draft.action, old))
    Action.objects.bulk_create([draft.action for draft in fresh], batch_size=BATCH)
    Action.objects.bulk_update([draft.action for draft in changed], STORED, batch_size=BATCH)
    _leave_trail(fresh, changed, before, moved, by)
    return Report(len(fresh), len(changed), len(drafts) - len(fresh) - len(changed))


def _columns(action: Action) -> dict:
    return {name: action._meta.get_field(name).value_from_object(action) for name in WRITTEN}


def _goals(plan: Plan, drafts: list[Draft], by) -> dict[int | str, Goal]:
    """The goals of the plan by number, and the new ones by the word that asks for them."""
    goals: dict[int | str, Goal] = {goal.pk: goal for goal in plan.goals.all()}
    for draft in drafts:
        word = normalise(draft.cells.get("goal", ""))
        if draft.given.get("goal") == NEW and word not in goals:
            goal = Goal(
                plan=plan,
                theme_id=draft.given["theme"],
                title=draft.cells["goal"],
                order=len(goals) + 1,
            )
            goal.full_clean()
            goal.save()
            record(goal, "goal.created", by=by)
            goals[word] = goal
    for goal in goals.values():
        goal.plan = plan
    return goals


def _fill(draft: Draft, goals: dict, plan: Plan) -> None:
    """Put what the row gives in its action, and check what that makes of it.

    Raises ValidationError, which says the row.
    """
    action, given = draft.action, draft.given
    for name in PLAIN:
        if name in given:
            setattr(action, name, given[name])
    action.area_id = given.get("area") or action.area_id
    action.theme_id = given.get("theme") or action.theme_id
    action.plan = plan
    action.goal = goals.get(action.goal_id)
    if "goal" in given:
        word = normalise(draft.cells["goal"]) if given["goal"] == NEW else given["goal"]
        action.goal = goals.get(word)
    if LEAD in given and (action.pk is None or "lead_label" in draft.changed):
        action.lead_user_id, action.lead_label = given[LEAD]
    if draft.key:
        action.import_key = draft.key
    for state in road(action.state, given.get("state") or action.state) or []:
        ACTION_MACHINE.check(action.state, state, _note())
        action.state = state
    action.updated_at = now()
    if action.pk:
        action.version += 1
    action.clean_fields(exclude=RELATIONS)


def _note() -> str:
    return _("De stand is overgenomen uit een rekenblad.")


def _leave_trail(fresh, changed, before, moved, by) -> None:
    events = [(draft.action, "action.created", {}) for draft in fresh]
    for draft in changed:
        names = [name for name in draft.changed if name != "state"]
        if names:
            changes = diff(before[draft.number], draft.action, names)
            events.append((draft.action, "action.changed", changes))
    events += [
        (action, "action.moved", {"state": [str(old), str(action.state)]}) for action, old in moved
    ]
    record_all(events, by=by)
    ProgressUpdate.objects.bulk_create(
        [
            ProgressUpdate(action=action, text=_note(), state=action.state, by=by)
            for action, _old in moved
        ],
        batch_size=BATCH,
    )
