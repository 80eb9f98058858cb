"""Plans, goals and actions of the demo, with their progress."""

import datetime
from dataclasses import dataclass, field

from areas.actions.agenda import add_progress
from areas.models import (
    Action,
    ActionState,
    Area,
    Funding,
    Goal,
    Indicator,
    Motion,
    Municipality,
    Plan,
    ProgressUpdate,
    Theme,
    User,
)
from areas.models.agenda import ACTION_MACHINE
from config.audit.log import record
from config.lib import clock
from config.pages.demo.plans import add_deed, adopt_plan, judge, promise, start_plan
from config.pages.demo.story import Story
from config.pages.practice.check import Row
from partners.models import Commitment, Organisation


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
    motions: dict[str, Motion] = field(default_factory=dict)
    # The day on which the story is told; inside a step the clock says when that step was.
    today: datetime.date = field(default_factory=clock.today)

    def user(self, code: str) -> User:
        """The person of this code, read again: what they may do is remembered per object."""
        return User.objects.get(pk=self.people[code].pk)

    def day(self, days: int | None) -> datetime.date | None:
        """The date that is so many days from today; None stays None."""
        return None if days is None else self.today + datetime.timedelta(days=days)

    def year(self, years: int | None) -> int | None:
        """The year that is so many years from this one; None stays None."""
        return None if years is None else self.today.year + years

    def spot(self, row: Row) -> dict[str, object]:
        """Where it is: words for the place, and a point in degrees when the file has one."""
        lat, lon = row.get("breedte"), row.get("lengte")
        point = {} if lat is None or lon is None else {"lat": float(lat), "lon": float(lon)}
        return {"place": row.get("plek", ""), **point}

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
        world.story.add(row.get("dag"), lambda row=row: start_plan(world, row))
        for item in row.get("stappen", []):
            world.story.add(
                max(row.get("dag"), item["dag"]),
                lambda row=row, item=item: add_deed(world, row, item),
            )
    for row in rows["doelen"]:
        day = plans[row.get("plan")].get("dag")
        world.story.add(day, lambda row=row: _goal(world, row))
        for item in row.get("oordelen", []):
            world.story.add(
                max(day + 1, item["dag"]), lambda row=row, item=item: judge(world, row, item)
            )
    for row in rows["acties"]:
        day = plans[goals[row.get("doel")].get("plan")].get("dag")
        world.story.add(day, lambda row=row: _action(world, row))
        for item in row.get("voortgang", []):
            world.story.add(
                max(day, item["dag"]), lambda row=row, item=item: _progress(world, row, item)
            )
        if row.get("opgegaan_in"):
            world.story.add(-1, lambda row=row: _merge(world, row))
    for row in rows["plannen"]:
        # Today at the latest, after what was made on that day: nothing happens tomorrow.
        world.story.add(min(row.get("dag") + 1, 0), lambda row=row: adopt_plan(world, row))
    return sum(len(rows[name]) for name in ("plannen", "doelen", "acties"))


def _goal(world: World, row: Row) -> None:
    plan = world.plans[row.get("plan")]
    goal = Goal.objects.create(
        plan=plan,
        theme=world.themes[row.get("thema")],
        title=row.get("titel"),
        text=row.get("tekst", ""),
        indicator=_indicator(world, row.get("indicator")),
        baseline=row.get("begin"),
        baseline_year=world.year(row.get("begin_jaar")),
        target=row.get("streef"),
        target_year=world.year(row.get("streef_jaar")),
        expected=row.get("verwacht", ""),
        measured_by=row.get("waaraan", ""),
        judged_by=row.get("wie", ""),
        judged_when=row.get("wanneer", ""),
        order=plan.goals.count() + 1,
    )
    record(goal, "goal.created", by=None, area_id=plan.area_id)
    world.goals[row.code] = goal


def _indicator(world: World, code: str | None) -> Indicator | None:
    return Indicator.objects.get(municipality=world.municipality, code=code) if code else None


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
        starts_on=world.day(row.get("van")),
        ends_on=world.day(row.get("tot")),
        cost_cents=cost,
        public=row.get("openbaar", True),
        origin=row.get("herkomst", ""),
        origin_text=row.get("herkomst_tekst", ""),
        motion=world.motions.get(row.get("motie")),
        **world.spot(row),
        **promise(world, row),
    )
    action.clean_fields()
    action.save()
    record(action, "action.created", by=world.advisor(area))
    world.actions[row.code or f"{row.get('doel')} {row.get('titel')}"] = action
    for item in row.get("geld", []):
        Funding.objects.create(
            action=action,
            source=item["waaruit"],
            amount_cents=item["bedrag"],
            sure=item.get("zeker", False),
        )
    for item in row.get("partners", []):
        _commit(world, action, item)


def _commit(world: World, action: Action, item: dict) -> None:
    organisations = Organisation.objects.filter(municipality=world.municipality)
    Commitment.objects.create(
        action=action,
        organisation=organisations.get(code=item["organisatie"]),
        role=item.get("rol", Commitment.Role.PARTNER),
        brings=item.get("brengt", ""),
        amount_cents=item.get("bedrag"),
        hours=item.get("uren"),
        text=item.get("tekst", ""),
        sure=item.get("zeker", False),
    )


def _merge(world: World, row: Row) -> None:
    """The action goes up in another one; here its last note tells of it."""
    action = world.actions[row.code or f"{row.get('doel')} {row.get('titel')}"]
    action.refresh_from_db()
    by = world.advisor(action.area)
    ACTION_MACHINE.check(action.state, ActionState.MERGED, "samen", pressed=False)
    old, action.state = action.state, ActionState.MERGED
    action.merged_into, action.updated_at = world.actions[row.get("opgegaan_in")], clock.now()
    action.version += 1
    action.save(update_fields=["state", "merged_into", "updated_at", "version"])
    text = f"Gaat verder in “{action.merged_into.title}”."
    ProgressUpdate.objects.create(action=action, text=text, state=action.state, by=by)
    record(action, "action.merged", by=by, changes={"state": [old, action.state]})


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
