"""How a rendering of a page is written down: its name, its address, who looks, what they did."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.world import action, idea, page_of, plan, request

RESIDENT, ADVISOR, HOLDER, MEMBER = "Wil", "Noor", "Bella", "Mila"


@dataclass(frozen=True)
class Rendering:
    """One way in which one page looks."""

    name: str
    url: str
    path: Callable[[], str]
    who: str = ""
    deeds: tuple = ()
    status: int = 200

    def __str__(self):
        return self.name


def visit(name, url, *args, query="", who="", deeds=(), status=200) -> Rendering:
    """A rendering; `args` are what the address needs, as functions that find it."""

    def path():
        return page_of(url, *[arg() if callable(arg) else arg for arg in args], query=query)

    return Rendering(name, url, path, who, deeds, status)


def own(title):
    """An initiative, found when its page is opened."""
    return lambda: idea(title)


def asked(title):
    """A request for money, found when its page is opened."""
    return lambda: request(title)


def act(title):
    """An action, found when its page is opened."""
    return lambda: action(title)


def town_plan(title="Gebiedsprogramma Rijnwoude"):
    """A plan, found when its page is opened."""
    return lambda: plan(title)
