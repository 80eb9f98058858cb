"""Ideas of the demo that are shared, taken up, taken off the site or kept for later; and letters.

Each through the real action. Where that asks for the link in a mail, another one is made, as the
first is known to nobody.
"""

from areas.models import User
from config.intake import tokens
from config.pages.demo.agenda import World
from config.pages.demo.people import RESIDENTS_DOMAIN, address
from config.pages.letters import draft
from config.pages.practice.check import Row
from initiatives.actions import hiding, taking_up, together
from initiatives.actions.later import save_for_later
from initiatives.actions.letter import send_letter
from initiatives.models import CoInitiator, Hiding, Initiative, Letter, StopReason, TakeUp
from partners.models import Organisation

SHARED_STEPS = (
    "overgenomen",
    "gaat verder",
    "samen gevraagd",
    "doet mee",
    "van de site",
    "niet eens",
)


def tell_shared(
    world: World, initiative: Initiative, step: dict, *, chosen: StopReason | None, staff: User
) -> None:
    """One such step of an initiative; `chosen` is the reason of the list that it names."""
    who = address(step["naam"], RESIDENTS_DOMAIN) if step.get("naam") else ""
    text = step.get("tekst", "")
    match step["wat"]:
        case "overgenomen":
            known = Organisation.objects.of(world.municipality)
            code = step.get("organisatie")
            taker = {"organisation": known.get(code=code)} if code else {"email": who}
            given = {"initiative": initiative, "reason": text, "chosen": chosen}
            taking_up.let_take_up(**taker, **given, by=staff)
        case "gaat verder":
            taken = TakeUp.objects.get(initiative=initiative)
            link = _link(taking_up.PURPOSE, taken.pk, taking_up.VALID, taken.email)
            taking_up.go_on(link)
        case "samen gevraagd":
            together.ask_along(initiative=initiative, email=who, by=initiative.submitter)
        case "doet mee":
            along = CoInitiator.objects.get(initiative=initiative, email=who)
            together.come_along(_link(together.PURPOSE, along.pk, together.VALID, who))
        case "van de site":
            hiding.hide(initiative=initiative, reason=text, by=staff)
        case "niet eens":
            found = Hiding.objects.filter(initiative=initiative).latest("pk")
            link = _link(hiding.APPEAL, found.pk, hiding.VALID, initiative.contact_email)
            hiding.appeal(link, text=text)


def _link(purpose: str, number: int, valid, email: str) -> str:
    return tokens.issue(purpose, str(number), valid, email=email)


def tell_newsletters(world: World, rows: list[Row]) -> None:
    """Add newsletters to the story: made from what had happened, and sent unless it is a draft."""
    for row in rows:
        world.story.add(row.get("dag"), lambda row=row: _write(world, row))


def _write(world: World, row: Row) -> None:
    area = world.areas[row.get("gebied")]
    area.municipality, by = world.municipality, world.advisor(area)
    letter = draft(area, by=by)
    if not row.get("concept"):
        send_letter(letter, audience=Letter.Audience.ALL, seen=letter.version, by=by)


def tell_saved(world: World, rows: list[Row]) -> None:
    """Add ideas that somebody began with and keeps for later."""
    for row in rows:
        world.story.add(min(row.get("dag"), 0), lambda row=row: _save(world, row))


def _save(world: World, row: Row) -> None:
    typed = {
        "idee": {"title": row.get("titel"), "text": row.get("tekst", "")},
        "waar": {"area": world.areas[row.get("gebied")].slug, "find": "", "place": ""},
    }
    email = address(row.get("indiener"), RESIDENTS_DOMAIN)
    save_for_later(world.municipality, email=email, typed=typed)
