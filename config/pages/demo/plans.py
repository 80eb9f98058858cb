"""Plans of the demo: what residents were promised, the way they went, who signed, how it went."""

import datetime

from areas.actions.agenda import move_plan
from areas.models import (
    Deed,
    ParticipationLevel,
    Plan,
    PlanDeed,
    PlanKind,
    PlanPhase,
    PlanState,
    Verdict,
)
from config.audit.log import record
from config.lib import clock
from config.pages.practice.check import Row
from partners.models import Organisation, PlanParty

DAY = datetime.timedelta(days=1)


def start_plan(world, row: Row) -> None:
    """A plan in preparation, with its promise, partners and phases."""
    starts_on, ends_on = _period(world.today.year, row)
    plan = Plan.objects.create(
        area=world.areas[row.get("gebied")] if row.get("gebied") else world.municipality.root,
        kind=PlanKind.objects.get(municipality=world.municipality, code=row.get("soort")),
        parent=world.plans[row.get("volgt_op")] if row.get("volgt_op") else None,
        title=row.get("titel"),
        summary=row.get("tekst", ""),
        starts_on=starts_on,
        ends_on=ends_on,
        public_from=None if is_draft(row) else clock.today(),
        adopted_by=row.get("vastgesteld_door", ""),
        **promise(world, row),
    )
    plan.replaces.set([world.plans[code] for code in row.get("vervangt", [])])
    record(plan, "plan.created", by=world.people[row.get("wie")])
    world.plans[row.code] = plan
    for item in row.get("partners", []):
        _party(world, plan, item)
    for item in row.get("fasen", []):
        PlanPhase.objects.create(
            plan=plan,
            phase=item["fase"],
            text=item.get("tekst", ""),
            starts_on=world.day(item.get("van")),
            done_on=world.day(item.get("klaar")),
        )


def _period(this_year: int, row: Row) -> tuple[datetime.date, datetime.date | None]:
    """The first and the last day of a plan; no last day when the file tells none."""
    year, last, months = this_year + row.get("van_jaar"), row.get("tot_jaar"), row.get("maanden")
    first = datetime.date(year, 1, 1)
    if months:
        return first, datetime.date(year + months // 12, months % 12 + 1, 1) - DAY
    return first, None if last is None else datetime.date(this_year + last, 12, 31)


def promise(world, row: Row) -> dict[str, object]:
    """How residents take part, as fields of a plan or an action."""
    code = row.get("meedoen")
    levels = ParticipationLevel.objects.filter(municipality=world.municipality)
    return {
        "participation": levels.get(code=code) if code else None,
        "can_decide": row.get("bewoners_bepalen", ""),
        "cannot_decide": row.get("vaststaat", ""),
        "promise_kept": row.get("waargemaakt", ""),
        "promise_outcome": row.get("inbreng", ""),
    }


def is_draft(row: Row) -> bool:
    """Whether the plan is still in preparation."""
    return row.get("stand", PlanState.RUNNING) == PlanState.DRAFT


def _party(world, plan: Plan, item: dict) -> None:
    organisations = Organisation.objects.filter(municipality=world.municipality)
    PlanParty.objects.create(
        plan=plan,
        organisation=organisations.get(code=item["organisatie"]),
        promises=item.get("belofte", ""),
        signed_on=world.day(item.get("getekend")),
        signed_as=item.get("functie", ""),
    )


def add_deed(world, row: Row, item: dict) -> None:
    """A step that the file tells of, on its own day."""
    _deed(
        world.plans[row.code],
        item["stap"],
        world.day(item["dag"]),
        by=world.people[row.get("wie")],
        body=item.get("door", ""),
        with_whom=item.get("met_wie", ""),
        changed=item.get("veranderd", ""),
        reference=item.get("besluit", ""),
    )


def _deed(plan: Plan, deed: str, on: datetime.date, *, by, **told) -> None:
    PlanDeed.objects.create(plan=plan, deed=deed, on=on, by=by, **told)
    record(plan, "plan.deed", by=by, changes={"deed": deed, "on": on.isoformat()})


def adopt_plan(world, row: Row) -> None:
    """A plan that runs went its whole route first; one that ended ran first."""
    if is_draft(row):
        return
    plan, by = world.plans[row.code], world.user(row.get("wie"))
    told = set(plan.deeds.values_list("deed", flat=True))
    for step in plan.kind.route.filter(only_if="").exclude(deed=Deed.EVALUATION):
        if step.deed not in told:
            _deed(plan, step.deed, clock.today(), by=by, body=step.body)
    plan = move_plan(plan, state=PlanState.RUNNING, by=by)
    stand = row.get("stand", PlanState.RUNNING)
    if stand in (PlanState.ENDED, PlanState.WITHDRAWN):
        reason = row.get("waarom", "De looptijd is voorbij.")
        move_plan(plan, state=stand, reason=reason, by=by)


def judge(world, row: Row, item: dict) -> None:
    """How a goal goes, in words, by who works on the plan."""
    goal = world.goals[row.code]
    by = world.advisor(goal.plan.area)
    verdict = Verdict.objects.create(
        plan=goal.plan, goal=goal, outcome=item["hoe"], text=item["tekst"], by=by
    )
    record(verdict, "verdict.given", by=by, area_id=goal.plan.area_id)
