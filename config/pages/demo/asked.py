"""What residents ask, support and follow in the demo, each through the real actions."""

from config.lib import clock
from config.pages.demo.agenda import World
from config.pages.demo.people import RESIDENTS_DOMAIN, address
from config.pages.practice.check import Row
from initiatives.actions.endorse import add_paper
from initiatives.actions.following import ask_to_follow, begin
from initiatives.actions.signal import answer_signal, bring_signal, forward, pass_on, take_up
from initiatives.models import Following, Initiative, Signal

NAMES = ("Vera Vraagteken", "Otto Opmerking", "Bea Bedacht", "Timo Test")


def tell_signals(world: World, rows: list[Row]) -> None:
    """Add what residents asked to the story."""
    for number, row in enumerate(rows):
        made: dict[str, int] = {}
        who = address(NAMES[number % len(NAMES)], RESIDENTS_DOMAIN) if row.get("mail", True) else ""
        world.story.add(
            row.get("dag"), lambda row=row, made=made, who=who: _bring(world, row, made, who)
        )
        if "klaar" in row.values:
            world.story.add(row.get("klaar"), lambda row=row, made=made: _answer(world, row, made))
        elif row.get("opgepakt"):
            day = min(row.get("dag") + 2, 0)
            world.story.add(day, lambda row=row, made=made: _take_up(world, row, made))


def tell_followers(world: World, rows: list[Row]) -> None:
    """Add who follows what to the story; each has an address of their own."""
    for number, row in enumerate(rows):
        who = address(NAMES[number % len(NAMES)], RESIDENTS_DOMAIN)
        world.story.add(row.get("dag"), lambda row=row, who=who: _follow(world, row, who))


def _follow(world: World, row: Row, who: str) -> None:
    wish = Following(
        area=world.areas[row.get("gebied")], theme=world.themes.get(row.get("thema", ""))
    )
    ask_to_follow(world.municipality, wish, email=who, frequency=row.get("hoe_vaak"))
    rows = Following.objects.select_related("follower").filter(follower__email=who)
    begin(rows.get(area=wish.area, theme=wish.theme))


def tell_support(world: World, rows: list[Row]) -> None:
    """Add how many signatures were counted for an initiative, yesterday."""
    for row in rows:
        if "steun_uit_gebied" in row.values:
            world.story.add(-1, lambda row=row: _count(world, row))


def _count(world: World, row: Row) -> None:
    ideas = Initiative.objects.of(world.municipality).select_related("area")
    idea = ideas.get(title=row.get("titel"), area=world.areas[row.get("gebied")])
    inside, outside = row.get("steun_uit_gebied"), row.get("steun_van_elders", 0)
    add_paper(idea, inside=inside, outside=outside, by=world.advisor(idea.area))


def _bring(world: World, row: Row, made: dict[str, int], who: str) -> None:
    given = {"kind": row.get("soort"), "text": row.get("tekst"), "place": row.get("plek", "")}
    area = world.areas[row.get("gebied")]
    area.municipality = world.municipality
    given |= {"contact_email": who}
    aside = row.get("opzij", False)
    signal = bring_signal(area=area, given=given, aside=aside, by=None)
    made["signal"] = signal.pk


def _signal(made: dict[str, int]) -> Signal:
    return Signal.objects.select_related("area", "municipality").get(pk=made["signal"])


def _take_up(world: World, row: Row, made: dict[str, int]) -> None:
    signal = _signal(made)
    take_up(signal, by=world.advisor(signal.area))


def _answer(world: World, row: Row, made: dict[str, int]) -> None:
    signal = _signal(made)
    by, text = world.advisor(signal.area), row.get("antwoord", "")
    if row.get("eigenlijk"):
        forward(signal, what=row.get("eigenlijk"), to=row.get("aan"), text=text, by=by)
    elif row.get("aan"):
        pass_on(signal, to=row.get("aan"), text=text, by=by)
    else:
        theme = world.themes.get(row.get("thema", ""))
        given = {"text": text, "theme": theme, "outcome": row.get("gedaan", "")}
        answer_signal(signal, **given, by=by)
        if row.get("hielp"):
            Signal.objects.filter(pk=signal.pk).update(
                helped=row.get("hielp"), moved_at=clock.now()
            )
