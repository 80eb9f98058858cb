"""Makers of test data: named persons and places, no fixtures."""

import datetime

import factory
from factory.django import DjangoModelFactory

from areas.actions.tree import rebuild_ancestors
from areas.models import (
    Action,
    Area,
    Assignment,
    Goal,
    Level,
    Municipality,
    Plan,
    PlanKind,
    PlanState,
    Role,
    Theme,
    User,
)
from areas.roles import RoleKind
from config.lib.text import normalise

LONG_AGO = datetime.date(2020, 1, 1)


class MunicipalityFactory(DjangoModelFactory):
    """A municipality with its root area: "Waterstad"."""

    class Meta:
        model = Municipality
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = "Waterstad"
    code = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))

    @factory.post_generation
    def root(self, create, extracted, **kwargs):
        """Make the root area once."""
        if create and self.root is None:
            root = Area(municipality=self, name=self.name, slug=self.code)
            root.search = normalise(root.name)
            root.save()
            self.root = root
            self.save()
            rebuild_ancestors(self.pk)


class LevelFactory(DjangoModelFactory):
    """A level of the tree: "gebied"."""

    class Meta:
        model = Level
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "gebied"
    name = factory.SelfAttribute("code")
    plural = "gebieden"
    rank = 1
    on_map = True


class AreaFactory(DjangoModelFactory):
    """An area under the root: "Oost"; `parent=` hangs it lower."""

    class Meta:
        model = Area
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    level = factory.SubFactory(LevelFactory, municipality=factory.SelfAttribute("..municipality"))
    parent = factory.LazyAttribute(lambda o: o.municipality.root)
    name = factory.Sequence(lambda n: f"Oost {n}" if n else "Oost")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    search = factory.LazyAttribute(lambda o: normalise(o.name))

    @factory.post_generation
    def ancestors(self, create, extracted, **kwargs):
        """Give it its ancestor rows."""
        if create:
            rebuild_ancestors(self.municipality_id)


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address."""

    class Meta:
        model = User
        django_get_or_create = ("email",)

    name = factory.Sequence(lambda n: f"Persoon Nummer{n}")
    email = factory.LazyAttribute(lambda o: f"{o.name.lower().replace(' ', '.')}@example.org")


class RoleFactory(DjangoModelFactory):
    """A role as a municipality names it."""

    class Meta:
        model = Role
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = RoleKind.ADVISOR_SOCIAL
    code = factory.LazyAttribute(lambda o: str(o.kind))
    name = factory.LazyAttribute(lambda o: str(RoleKind(o.kind).label))


class AssignmentFactory(DjangoModelFactory):
    """Somebody works for an area."""

    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    role = factory.SubFactory(RoleFactory, municipality=factory.SelfAttribute("..area.municipality"))
    starts_on = LONG_AGO


def person(kind: str, area: Area, name: str = "", **fields) -> User:
    """Return a person with one role for an area: `person("advisor_social", oost)`."""
    user = UserFactory(name=name) if name else UserFactory()
    role = RoleFactory(municipality=area.municipality, kind=kind)
    AssignmentFactory(user=user, area=area, role=role, **fields)
    return user


class ThemeFactory(DjangoModelFactory):
    """A theme: "groen"."""

    class Meta:
        model = Theme
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "groen"
    name = factory.LazyAttribute(lambda o: o.code.capitalize())


class PlanKindFactory(DjangoModelFactory):
    """A kind of plan: "Jaarplan"."""

    class Meta:
        model = PlanKind
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "jaarplan"
    name = "Jaarplan"
    plural = "jaarplannen"


class PlanFactory(DjangoModelFactory):
    """A public plan that runs."""

    class Meta:
        model = Plan

    area = factory.SubFactory(AreaFactory)
    kind = factory.SubFactory(
        PlanKindFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    title = "Jaarplan Oost"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2026, 12, 31)
    state = PlanState.RUNNING
    public_from = datetime.date(2026, 1, 15)


class GoalFactory(DjangoModelFactory):
    """A goal of a plan."""

    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    theme = factory.SubFactory(
        ThemeFactory, municipality=factory.SelfAttribute("..plan.area.municipality")
    )
    title = "Meer groen in de straat"


class ActionFactory(DjangoModelFactory):
    """A public action without a plan; `goal=` puts it in one."""

    class Meta:
        model = Action

    area = factory.SubFactory(AreaFactory)
    theme = factory.SubFactory(
        ThemeFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    goal = None
    plan = factory.LazyAttribute(lambda o: o.goal.plan if o.goal else None)
    title = "Bomen planten aan de Dorpsstraat"
    search = factory.LazyAttribute(lambda o: normalise(o.title))
