"""Many actions at once, for measuring the overview: the same every time, and invented."""

import datetime
from collections.abc import Callable
from random import Random

from django.db import transaction

from areas.models import Action, ActionState, Area, Funding, Municipality, Theme
from config.lib import clock
from config.lib.text import normalise
from config.pages.demo.scale import BATCH, WHAT, WHERE

MARK = "schaal-"
# How often each state occurs in a hundred, and in how many an open action is late.
STATES = (
    (ActionState.PLANNED, 15),
    (ActionState.RUNNING, 25),
    (ActionState.DONE, 50),
    (ActionState.STOPPED, 10),
)
LATE_PART, PUBLIC_PART, COST_PART, PLACE_PART = 0.08, 0.95, 0.4, 0.5
# Of every so many actions one is not paid for yet, where its cost is known.
UNPAID = 5
LEADS = ("Team groen", "Team verkeer", "Woningcorporatie", "Dorpsoverleg", "Jongerenwerk")


def scale_actions(
    municipality: Municipality, wanted: int, *, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Add generated actions until there are `wanted`, and return how many were added."""
    have = Action.objects.of(municipality).filter(import_key__startswith=MARK).count()
    make = _Maker(municipality)
    for start in range(have, wanted, BATCH):
        numbers = range(start, min(start + BATCH, wanted))
        with transaction.atomic():
            made = Action.objects.bulk_create([make.one(number) for number in numbers])
            Funding.objects.bulk_create(
                Funding(action=one, source="Wijkbudget", amount_cents=one.cost_cents, sure=True)
                for number, one in zip(numbers, made, strict=True)
                if one.cost_cents and number % UNPAID
            )
        progress(numbers.stop)
    return max(0, wanted - have)


class _Maker:
    """Makes action number n: the same one every time."""

    def __init__(self, municipality: Municipality):
        self.today, self.now = clock.today(), clock.now()
        areas = Area.objects.of(municipality).current().in_tree().filter(children__isnull=True)
        self.areas = list(areas.order_by("pk"))
        self.themes = list(Theme.objects.filter(municipality=municipality).order_by("pk"))
        self.states = [state for state, weight in STATES for _each in range(weight)]

    def one(self, number: int) -> Action:
        """The action of this number; half of them lie at a place."""
        chance = Random(number * 6151 + 5)  # noqa: S311 — the same every time
        state = chance.choice(self.states)
        begin, end = self._days(state, chance)
        title = f"{chance.choice(WHAT)} {chance.choice(WHERE)} ({number + 1})"
        placed = chance.random() < PLACE_PART
        lat, lon = 52.07 + chance.random() * 0.11, 4.53 + chance.random() * 0.23
        return Action(
            area=chance.choice(self.areas),
            theme=chance.choice(self.themes),
            title=title,
            lead_label=chance.choice(LEADS),
            state=state,
            starts_on=begin,
            ends_on=end,
            cost_cents=chance.randint(1, 90) * 50_000 if chance.random() < COST_PART else None,
            public=chance.random() < PUBLIC_PART,
            lat=lat if placed else None,
            lon=lon if placed else None,
            import_key=f"{MARK}{number}",
            updated_at=self.now - datetime.timedelta(minutes=chance.randint(0, 1_500_000)),
            search=normalise(title),
        )

    def _days(self, state: str, chance: Random) -> tuple[datetime.date, datetime.date]:
        """When it begins and ends, as fits its state."""
        days = chance.randint(30, 500)
        if state in {ActionState.DONE, ActionState.STOPPED}:
            end = self.today - datetime.timedelta(days=chance.randint(1, 1500))
        elif chance.random() < LATE_PART:
            end = self.today - datetime.timedelta(days=chance.randint(1, 60))
        else:
            end = self.today + datetime.timedelta(days=chance.randint(0, 700))
        return end - datetime.timedelta(days=days), end
