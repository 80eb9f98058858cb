"""Decisions about budgets and the free room in the demo, each through the real action."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from areas.models import User
from budgets.actions.allocations import Paper, allocate, open_by_decision
from budgets.actions.opening import open_budget
from budgets.actions.room import finish, prioritise
from budgets.models import Budget, Scheme
from config.lib import clock
from config.pages.demo.agenda import World
from config.pages.practice.check import Row


def tell_budget_decisions(world: World, rows: list[Row], decider: User | None) -> None:
    """Add the decisions about budgets to the story."""
    for row in rows:
        world.story.add(row.get("dag"), lambda row=row: _decide(world, row, decider))


def _decide(world: World, row: Row, decider: User | None) -> None:
    day = clock.today()
    scheme = Scheme.objects.of(world.municipality).filter(code=row.get("regeling")).latest("pk")
    paper = Paper(row.get("door"), row.get("kenmerk"), day, row.get("tekst"))
    given = {"amount_cents": row.get("bedrag"), "paper": paper}
    given["by"] = User.objects.get(pk=decider.pk)
    area = world.areas.get(row.get("gebied")) or world.municipality.root
    if not scheme.has_formula:
        made = open_by_decision(scheme=scheme, area=area, year=day.year, **given)
        Budget.objects.filter(pk=made.budget_id).update(fictitious=True)
        return
    budgets = Budget.objects.of_scheme(scheme).filter(year=day.year)
    source = budgets.get(area=world.areas[row.get("uit")]) if row.get("uit") else None
    allocate(budget=budgets.get(area=area), taken_from=source, **given)


def tell_room(world: World, rows: list[Row], manager: User | None) -> None:
    """Add what managers agree about the free room to the story."""
    for row in rows:
        made: dict[str, object] = {}
        world.story.add(
            row.get("dag"), lambda row=row, made=made: _agree(world, row, made, manager)
        )
        if "kosten" in row.values:
            given = {"spent_cents": row.get("kosten"), "by": manager}
            world.story.add(
                row.get("klaar"),
                lambda made=made, given=given: finish(priority=made["it"], **given),
            )


def _agree(world: World, row: Row, made: dict[str, object], manager: User) -> None:
    day = clock.today()
    scheme = Scheme.objects.of(world.municipality).filter(code=row.get("regeling")).latest("pk")
    area = world.areas[row.get("gebied")]
    made["it"] = prioritise(
        budget=open_budget(scheme=scheme, area=area, year=day.year, fictitious=True, by=None),
        action=world.actions[row.get("actie")],
        # A quarter is a round.
        round_number=(day.month + 2) // 3,
        rank=row.get("plaats"),
        amount_cents=row.get("bedrag"),
        agreed_on=day,
        by=User.objects.get(pk=manager.pk),
    )


def drawn_receipt(text: str) -> ContentFile:
    """A picture that stands for a receipt."""
    sheet = Image.new("RGB", (320, 480), "white")
    ImageDraw.Draw(sheet).multiline_text((24, 32), f"VOORBEELD\n\n{text}", fill="black")
    kept = BytesIO()
    sheet.save(kept, "JPEG")
    return ContentFile(kept.getvalue(), name="voorbeeldbon.jpg")
