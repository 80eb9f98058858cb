"""Stories of the demo and what came of ideas, each through the real actions."""

from config.intake.keys import new_key
from config.pages.demo.agenda import World
from config.pages.demo.drawings import add_gardens
from config.pages.demo.people import RESIDENTS_DOMAIN, address
from config.pages.practice.check import Row
from initiatives.actions.outcome import release_outcome, say_outcome
from initiatives.actions.report import bring_report
from initiatives.actions.story import release_story, send_story, write_story
from initiatives.forms.story import StoryForm
from initiatives.models import Initiative, Outcome, Story


def tell_stories(world: World, rows: list[Row]) -> None:
    """Add what initiators tell: written and sent in on a day, read by the advisor the next."""
    for row in rows:
        made: dict[str, int] = {}
        day = row.get("dag")
        world.story.add(day, lambda row=row, made=made: _write(world, row, made))
        if not row.get("wacht"):
            world.story.add(min(day + 1, 0), lambda made=made: _release(world, made))
        if row.get("gemeld"):
            world.story.add(-1, lambda row=row, made=made: _report(row, made))


def tell_outcomes(world: World, rows: list[Row]) -> None:
    """Add what initiators said came of it, yesterday; the advisor puts their words on the site."""
    for row in rows:
        if row.get("gelukt"):
            world.story.add(-1, lambda row=row: _say(world, row))


def _idea(world: World, row: Row, title: str) -> Initiative:
    rows = Initiative.objects.of(world.municipality).select_related("area", "submitter")
    return rows.get(title=title, area=world.areas[row.get("gebied")])


def _write(world: World, row: Row, made: dict[str, int]) -> None:
    idea = _idea(world, row, row.get("initiatief"))
    given = {"title": row.get("titel"), "text": row.get("tekst"), "form_key": new_key()}
    form = StoryForm({**given, "row_version": 1}, instance=Story(initiative=idea))
    by = idea.submitter or world.advisor(idea.area)
    form.full_clean()
    story = write_story(form=form, by=by)
    if row.get("foto"):
        add_gardens(story, row.get("foto"), by)
        story.refresh_from_db()
    made["story"] = send_story(story, by=by).pk


def _release(world: World, made: dict[str, int]) -> None:
    story = Story.objects.select_related("initiative__area").get(pk=made["story"])
    release_story(story, seen=story.version, by=world.advisor(story.initiative.area))


def _report(row: Row, made: dict[str, int]) -> None:
    story = Story.objects.select_related("initiative").get(pk=made["story"])
    who = address("Bea Bedacht", RESIDENTS_DOMAIN)
    given = {"reason": row.get("gemeld"), "text": "", "contact_email": who}
    bring_report(story, given=given, by=None)


def _say(world: World, row: Row) -> None:
    idea = _idea(world, row, row.get("titel"))
    advisor = world.advisor(idea.area)
    given = {"result": row.get("gelukt"), "text": row.get("gelukt_tekst", "")}
    by = idea.submitter or advisor
    said = say_outcome(idea, moment=Outcome.Moment.WEEKS, **given, by=by)
    if said.text:
        release_outcome(said, by=advisor)
