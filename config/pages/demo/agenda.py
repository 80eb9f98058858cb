"""Plans, goals and actions of the demo, with their progress."""

import datetime
from dataclasses import dataclass, field

from areas.actions.agenda import add_progress, move_plan
from areas.actions.plan_life import record_deed, stages
from areas.models import (
    Action,
    Area,
    Goal,
    Municipality,
    ParticipationLevel,
    Plan,
    PlanKind,
    PlanState,
    Theme,
    User,
)
from config.audit.log import record
from config.lib import clock
from config.pages.demo.story import Story
from config.pages.practice.check import Row


@dataclass
class World:
    """What the parts of the story have in common, by the codes of the file."""

    municipality: Municipality
    areas: dict[str, Area]
    people: dict[str, User]
    story: Story
    plans: dict[str, Plan] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    # The day on which the story is told; inside a step the clock says when that step was.
    today: datetime.date = field(default_factory=clock.today)

    def user(self, code: str) -> User:
        """The person of this code, read again: what they may do is remembered per object."""
        return User.objects.get(pk=self.people[code].pk)

    def advisor(self, area: Area) -> User:
        """The advisor who works nearest to this area."""
        found = User.objects.filter(
            assignments__role__kind="advisor_social",
            assignments__area__descendant_rows__area=area,
            pk__in=[user.pk for user in self.people.values()],
        ).order_by("assignments__area__descendant_rows__distance", "pk")
        return found[0]


def tell_agenda(world: World, rows: dict[str, list[Row]]) -> int:
    """Add the whole agenda to the story; returns the number of plans, goals and actions."""
    plans = {row.code: row for row in rows["plannen"]}
    goals = {row.code: row for row in rows["doelen"]}
    for row in rows["plannen"]:
        world.story.add(row.get("dag"), lambda row=row: _plan(world, row))
    for row in rows["doelen"]:
        day = plans[row.get("plan")].get("dag")
        world.story.add(day, lambda row=row: _goal(world, row))
    for row in rows["acties"]:
        day = plans[goals[row.get("doel")].get("plan")].get("dag")
        world.story.add(day, lambda row=row: _action(world, row))
        for item in row.get("voortgang", []):
            world.story.add(
                max(day, item["dag"]), lambda row=row, item=item: _progress(world, row, item)
            )
    for row in rows["plannen"]:
        world.story.add(row.get("dag") + 1, lambda row=row: _adopt(world, row))
    return sum(len(rows[name]) for name in ("plannen", "doelen", "acties"))


def _plan(world: World, row: Row) -> None:
    year, last = world.today.year, row.get("tot_jaar")
    plan = Plan.objects.create(
        area=world.areas[row.get("gebied")],
        kind=PlanKind.objects.get(municipality=world.municipality, code=row.get("soort")),
        title=row.get("titel"),
        summary=row.get("tekst", ""),
        starts_on=datetime.date(year + row.get("van_jaar"), 1, 1),
        ends_on=None if last is None else datetime.date(year + last, 12, 31),
        public_from=None if _is_draft(row) else clock.today(),
        adopted_by=row.get("vastgesteld_door", ""),
        participation=_level(world.municipality),
        can_decide="Welke van deze acties eerst komen, en hoe ze er in de buurt uitzien.",
        cannot_decide="Hoeveel geld er is, want dat stelt de gemeenteraad vast.",
    )
    record(plan, "plan.created", by=world.people[row.get("wie")])
    world.plans[row.code] = plan


def _level(municipality: Municipality) -> ParticipationLevel:
    """How residents take part: the ladder of the practice file, else one rung as an example."""
    levels = list(ParticipationLevel.objects.filter(municipality=municipality))
    if levels:
        return levels[len(levels) // 2]
    return ParticipationLevel.objects.create(
        municipality=municipality,
        code="meedenken",
        name="meedenken",
        text="U denkt mee; de gemeente vertelt wat zij met uw inbreng doet.",
        assumed=True,
    )


def _is_draft(row: Row) -> bool:
    return row.get("stand", PlanState.RUNNING) == PlanState.DRAFT


def _adopt(world: World, row: Row) -> None:
    """A plan that runs goes public a day after it was made; one that ended ran first."""
    by = world.user(row.get("wie"))
    if _is_draft(row):
        return
    for stage in stages(world.plans[row.code]):
        if stage.is_asked and not stage.is_done:
            plan, body = world.plans[row.code], stage.step.body
            record_deed(plan, deed=stage.deed, on=clock.today(), body=body, by=by)
    plan = move_plan(world.plans[row.code], state=PlanState.RUNNING, by=by)
    if row.get("stand", PlanState.RUNNING) != PlanState.RUNNING:
        move_plan(plan, state=row.get("stand"), reason="De looptijd is voorbij.", by=by)


def _goal(world: World, row: Row) -> None:
    plan = world.plans[row.get("plan")]
    goal = Goal.objects.create(
        plan=plan,
        theme=world.themes[row.get("thema")],
        title=row.get("titel"),
        text=row.get("tekst", ""),
        measured_by=row.get("waaraan", ""),
        order=plan.goals.count() + 1,
    )
    record(goal, "goal.created", by=None, area_id=plan.area_id)
    world.goals[row.code] = goal


def _action(world: World, row: Row) -> None:
    goal = world.goals[row.get("doel")]
    area = world.areas[row.get("gebied")] if row.get("gebied") else goal.plan.area
    cost = row.get("kosten")
    action = Action(
        area=area,
        goal=goal,
        theme=goal.theme,
        title=row.get("titel"),
        text=row.get("tekst", ""),
        lead_user=world.people[row.get("trekker")] if row.get("trekker") else None,
        lead_label=row.get("trekker_naam", ""),
        starts_on=_date(world, row.get("van")),
        ends_on=_date(world, row.get("tot")),
        cost_cents=cost,
        public=row.get("openbaar", True),
    )
    action.clean_fields()
    action.save()
    record(action, "action.created", by=world.advisor(area))
    world.actions[row.code or f"{row.get('doel')} {row.get('titel')}"] = action


def _date(world: World, days: int | None) -> datetime.date | None:
    return None if days is None else world.today + datetime.timedelta(days=days)


def _progress(world: World, row: Row, item: dict) -> None:
    action = world.actions[row.code or f"{row.get('doel')} {row.get('titel')}"]
    by = world.user(item["door"]) if item.get("door") else world.advisor(action.area)
    add_progress(
        action,
        text=item.get("tekst", ""),
        state=item.get("stand", ""),
        public=item.get("openbaar", True),
        by=by,
    )
