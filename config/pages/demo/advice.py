"""Advice with its answer, what residents were told, and covenants of the demo."""

from config.intake.keys import new_key
from config.lib.forms import save_form
from config.pages.demo.agenda import World
from config.pages.practice.check import Row
from partners.actions.advice import answer_advice, ask_advice, give_advice, note_briefing
from partners.forms.advice import AnswerAdviceForm, CovenantForm, CovenantPartyForm, GiveAdviceForm
from partners.models import Advice, Covenant, CovenantParty, Organisation, Roundtable


def tell_advice(world: World, rows: dict[str, list[Row]]) -> None:
    """Add advice, briefings and covenants to the story."""
    for row in rows["adviezen"]:
        world.story.add(min(row.get("gevraagd"), 0), lambda row=row: _ask(world, row))
        if "gegeven" in row.values:
            world.story.add(min(row.get("gegeven"), 0), lambda row=row: _give(world, row))
        if "beantwoord" in row.values:
            world.story.add(min(row.get("beantwoord"), 0), lambda row=row: _answer(world, row))
    for row in rows["verteld"]:
        world.story.add(min(row.get("dag"), 0), lambda row=row: _brief(world, row))
    for row in rows["convenanten"]:
        world.story.add(min(row.get("vanaf"), 0), lambda row=row: _agree(world, row))


def _table(world: World, row: Row) -> Roundtable:
    tables = Roundtable.objects.of(world.municipality).select_related("kind", "area")
    return tables.get(code=row.get("tafel"))


def _advice(world: World, row: Row) -> Advice:
    rows = Advice.objects.of(world.municipality).select_related("roundtable__kind")
    return rows.get(roundtable__code=row.get("tafel"), topic=row.get("waarover"))


def _ask(world: World, row: Row) -> None:
    table = _table(world, row)
    ask_advice(
        table,
        by=world.advisor(table.area),
        topic=row.get("waarover"),
        question=row.get("vraag"),
        due_on=world.day(row.get("nodig")),
    )


def _give(world: World, row: Row) -> None:
    advice = _advice(world, row)
    data = {"topic": advice.topic, "text": row.get("advies"), "public": True}
    form = _filled(GiveAdviceForm, advice, data)
    give_advice(form, by=world.advisor(advice.roundtable.area))


def _answer(world: World, row: Row) -> None:
    advice = _advice(world, row)
    data = {"outcome": row.get("besluit"), "answer": row.get("waarom")}
    data["done"] = row.get("gedaan", "")
    form = _filled(AnswerAdviceForm, advice, data)
    answer_advice(form, by=world.advisor(advice.roundtable.area))


def _brief(world: World, row: Row) -> None:
    table = _table(world, row)
    by, on = world.advisor(table.area), world.day(row.get("dag"))
    note_briefing(table, on=on, about=row.get("waarover"), how=row.get("hoe"), by=by)


def _agree(world: World, row: Row) -> None:
    days = {"starts_on": "vanaf", "ends_on": "tot", "evaluate_on": "evalueren"}
    data = {
        "title": row.get("titel"),
        "text": row.get("tekst", ""),
        "areas": [world.areas[code].pk for code in row.get("gebieden", [])],
        **{name: world.day(row.get(key)) for name, key in days.items() if key in row.values},
    }
    if row.get("gebieden"):
        data["keeper"] = world.advisor(world.areas[row.get("gebieden")[0]]).pk
    blank = Covenant(municipality=world.municipality)
    covenant = save_form(_filled(CovenantForm, blank, data), by=None)
    for item in row.get("partijen", []):
        _party(world, covenant, item)


def _party(world: World, covenant: Covenant, item: dict) -> None:
    organisations = Organisation.objects.of(world.municipality)
    data = {
        "organisation": organisations.get(code=item["organisatie"]).pk,
        "promises": item["zegt_toe"],
        "signed_as": item.get("functie", ""),
    }
    if "getekend" in item:
        data["signed_on"] = world.day(item["getekend"])
    save_form(_filled(CovenantPartyForm, CovenantParty(covenant=covenant), data), by=None)


def _filled(form_class, instance, data: dict):
    """The form as its page would send it; a demo file with a mistake stops here."""
    hidden = {"row_version": instance.version, "form_key": new_key()}
    form = form_class({**data, **hidden}, instance=instance)
    if not form.is_valid():
        raise ValueError(f"{form_class.__name__}: {form.errors.as_text()}")
    return form
