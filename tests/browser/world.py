"""Finding people and things of the demonstration, and going to their pages."""

from django.urls import reverse

from areas.models import Action, Area, Plan, User
from budgets.models import Application, Budget, Scheme
from initiatives.models import Initiative
from partners.models import PlanParty


def person(name: str) -> User:
    """The person whose name begins like this."""
    return User.objects.get(name__startswith=name)


def place(slug: str = "rijnwoude") -> Area:
    """The area with this address."""
    return Area.objects.get(slug=slug)


def idea(title: str) -> Initiative:
    """The initiative whose title begins like this."""
    return Initiative.objects.get(title__startswith=title)


def action(title: str = "Fontein") -> Action:
    """The action whose title begins like this."""
    return Action.objects.get(title__startswith=title)


def plan(title: str = "Gebiedsprogramma Rijnwoude") -> Plan:
    """The plan whose title begins like this."""
    return Plan.objects.get(title__startswith=title)


def approach() -> Plan:
    """The integral approach that partners sign."""
    return plan("Aanpak ontmoeten")


def party() -> PlanParty:
    """The partner in that approach."""
    return approach().parties.get()


def request(title: str) -> Application:
    """The newest request for money of the initiative whose title begins like this."""
    return idea(title).applications.latest("pk")


def scheme() -> Scheme:
    """The scheme that residents can ask money from."""
    return Scheme.objects.exclude(decided_by="").latest("pk")


def budget(slug: str = "rijnwoude") -> Budget:
    """The newest budget of an area in that scheme."""
    return scheme().budgets.filter(area__slug=slug).latest("year")


def page_of(name: str, *things, query: str = "") -> str:
    """The address of a page; a thing stands for its number, a word for itself."""
    args = [getattr(thing, "pk", thing) for thing in things]
    return reverse(name, args=args) + query
