"""Gatherings of the demo: planned, signed up for, called off, told about, by the real actions."""

from config.intake import tokens
from config.intake.keys import new_key
from config.pages.demo.agenda import World
from config.pages.demo.people import RESIDENTS_DOMAIN, address
from config.pages.practice.check import Row
from initiatives.actions.gathering import cancel_gathering, plan_gathering, settle_gathering
from initiatives.actions.sign_up import (
    CONFIRM,
    VALID,
    confirm_sign_up,
    forget_sign_ups,
    sign_up,
)
from initiatives.forms.gathering import GatheringForm, OutcomeForm
from initiatives.models import Gathering

# How many people come along, in turn.
GROUPS = (2, 1, 1, 3, 2, 1)
# Addresses of what is over are gone after this many days.
GONE = 6


def tell_gatherings(world: World, rows: list[Row]) -> None:
    """Add gatherings to the story, with who came as far as that is in the past."""
    for row in rows:
        made: dict[str, int] = {}
        begin, day = row.get("gepland"), row.get("dag")
        steps = [(begin, _plan), (min(begin + 1, 0), _come)]
        if row.get("afgezegd"):
            steps.append((min(begin + 2, 0), _cancel))
        elif row.get("uitkomst"):
            steps.append((min(day + 1, 0), _settle))
        if day + GONE <= 0:
            steps.append((day + GONE, _forget))
        for when, step in steps:
            world.story.add(when, lambda row=row, made=made, step=step: step(world, row, made))


def _plan(world: World, row: Row, made: dict[str, int]) -> None:
    action = world.actions.get(row.get("actie", ""))
    form = GatheringForm(
        {
            "title": row.get("titel"),
            "kind": row.get("soort"),
            "area": world.areas[row.get("gebied")].pk,
            "text": row.get("tekst"),
            "audience": row.get("voor_wie", ""),
            "place": row.get("plek"),
            "day": world.day(row.get("dag")),
            "begin": row.get("van", "19:30"),
            "end": row.get("tot", "21:00"),
            "sign_up": row.get("aanmelden", Gathering.SignUps.OPEN),
            "seats": row.get("plekken"),
            "action": action.pk if action else "",
            "form_key": new_key(),
        }
    )
    if not form.is_valid():
        raise ValueError(form.errors)
    made["gathering"] = plan_gathering(form, by=world.advisor(form.instance.area)).pk


def _gathering(made: dict[str, int]) -> Gathering:
    return Gathering.objects.select_related("area", "municipality").get(pk=made["gathering"])


def _come(world: World, row: Row, made: dict[str, int]) -> None:
    gathering = _gathering(made)
    for number in range(row.get("groepen", 0)):
        email = address(f"Buur Verzonnen {number + 1}", RESIDENTS_DOMAIN)
        sign_up(gathering, email=email, people=GROUPS[number % len(GROUPS)])
        one = gathering.sign_ups.get(email=email)
        confirm_sign_up(tokens.issue(CONFIRM, str(one.pk), VALID, email=email))


def _cancel(world: World, row: Row, made: dict[str, int]) -> None:
    gathering = _gathering(made)
    cancel_gathering(gathering, reason=row.get("afgezegd"), by=world.advisor(gathering.area))


def _settle(world: World, row: Row, made: dict[str, int]) -> None:
    gathering = _gathering(made)
    action = world.actions.get(row.get("actie", ""))
    given = {"outcome": row.get("uitkomst"), "turnout": row.get("bezoekers")}
    given |= {"led_to_action": action.pk if action else "", "row_version": gathering.version}
    form = OutcomeForm(given, instance=gathering)
    if not form.is_valid():
        raise ValueError(form.errors)
    settle_gathering(form, by=world.advisor(gathering.area))


def _forget(world: World, row: Row, made: dict[str, int]) -> None:
    forget_sign_ups(_gathering(made).sign_ups.all())
