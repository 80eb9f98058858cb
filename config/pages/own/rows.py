"""The rows of a person, in words: each field with its name and what stands in it."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Field, FileField, Model
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, Role, Theme, User
from budgets.models import Application, Scheme
from config.audit.models import Event
from config.lib.models import Privacy
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import date_nl
from config.pages.own.parts import NOT_SHOWN, PARTS, Part
from config.pages.own.person import Person
from config.pages.own.words import done
from config.pages.privacy import LIBRARY_TABLES
from initiatives.models import Gathering, Initiative
from partners.models import Meeting, Organisation, Roundtable

# Rows of one table on the page; the download has all.
ON_PAGE = 50
NAMED = (Area, Municipality, Theme, Role, Scheme, Organisation, Gathering)
# What fields are called that have no name of their own on a form.
WORDS = {
    "action": _("actie"),
    "answer": _("ons antwoord"),
    "application": _("aanvraag"),
    "area": _("gebied"),
    "at": _("wanneer"),
    "confirmed_at": _("bevestigd op"),
    "created_at": _("gemaakt op"),
    "extra_data": _("gegevens van de gemeente"),
    "gathering": _("bijeenkomst"),
    "initiative": _("idee"),
    "kind": _("soort"),
    "meeting": _("overleg"),
    "moment": _("moment"),
    "moved_at": _("laatst veranderd op"),
    "provider": _("inlogdienst"),
    "municipality": _("gemeente"),
    "reason": _("reden"),
    "received_at": _("ontvangen op"),
    "released_at": _("op de site sinds"),
    "roundtable": _("tafel"),
    "said_at": _("gezegd op"),
    "scheme": _("regeling"),
    "seated_at": _("plek sinds"),
    "source": _("hoe het binnenkwam"),
    "state": _("stand"),
    "supported_inside": _("steun uit het gebied"),
    "supported_outside": _("steun van elders"),
    "theme": _("thema"),
    "told_on": _("laatste mail op"),
    "uid": _("kenmerk bij de inlogdienst"),
    "verified": _("bevestigd"),
}


@dataclass(frozen=True)
class Told:
    """What one table holds about a person: rows of (name, value), the newest on top."""

    title: str
    rows: list[list[tuple]]
    # Whether there are rows that are not shown.
    more: bool = False

    @property
    def readable(self) -> list[list[tuple[str, str]]]:
        """The rows as a page says them."""
        return [[(name, in_words(value)) for name, value in row] for row in self.rows]


def in_words(value) -> str:
    """A value as a page says it: a day in full, yes or no."""
    if isinstance(value, bool):
        return str(_("ja") if value else _("nee"))
    return date_nl(value) if isinstance(value, date) else str(value)


def privacy_of(model: type[Model]) -> Privacy:
    """The classes of the fields of a table, also of a package."""
    own = model.__dict__.get("privacy")
    return own or LIBRARY_TABLES[model._meta.label_lower]


def fields_of(part: Part) -> list[Field]:
    """Which fields are told: personal and public ones, unless they point at another person."""
    privacy, left_out = privacy_of(part.model), {"version", *part.skip.split()}
    names = (privacy.personal | privacy.public | {*part.also.split()}) - left_out
    return [
        field
        for field in part.model._meta.concrete_fields
        if field.name in names and field.related_model is not User
        if not isinstance(field, FileField)
    ]


def name_of(field: Field) -> str:
    """What a field is called on the page."""
    if field.model is Event and field.name == "verb":
        return _("wat u deed")
    plain = field.verbose_name == field.name.replace("_", " ")
    return WORDS.get(field.name, field.verbose_name) if plain else field.verbose_name


def told_about(person: Person, limit: int | None = ON_PAGE) -> list[Told]:
    """Every table that holds something of this person; one question for each, or two."""
    found = []
    for part in PARTS:
        told = _told(part, person, limit)
        if told.rows:
            found.append(told)
    return found


def not_shown() -> list[str]:
    """What is stored too and stands not on the page, and why; each sentence once."""
    return list(dict.fromkeys(str(words) for words in NOT_SHOWN.values() if words))


def _told(part: Part, person: Person, limit: int | None) -> Told:
    fields = fields_of(part)
    joins = [field.name for field in fields if field.is_relation]
    joins += ["roundtable__kind"] if "roundtable" in joins else []
    rows = part.model._default_manager.filter(part.find(person)).order_by("-pk")
    rows = rows.select_related(*joins) if joins else rows
    found = list(rows[: limit and limit + 1])
    names = Names(person, part.model, found)
    return Told(
        str(part.title),
        [_line(row, fields, names) for row in found[:limit]],
        more=len(found) > limit if limit else False,
    )


def _line(row: Model, fields: list[Field], names: "Names") -> list[tuple]:
    told = ((str(name_of(field)), value_of(row, field, names)) for field in fields)
    return [(name, value) for name, value in told if value not in (None, "", {}, [])]


def value_of(row: Model, field: Field, names: "Names"):
    """What stands in a field: words for a choice, a name for a thing, else the value itself."""
    if field.is_relation:
        return names.of(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.model is Event and field.name == "model":
        return _kind(row.model)
    if field.model is Event and field.name == "verb":
        return done(row.verb, row.model)
    value = getattr(row, field.attname)
    return format_euro(value) if field.name.endswith("_cents") and value is not None else value


def _kind(label: str) -> str:
    """What a table is called; its key when it is no more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


class Names:
    """What things are called: only what everyone may read, or what is of the person."""

    def __init__(self, person: Person, model: type[Model], rows: list[Model]):
        """`rows` are those of one table; which of their actions are public is asked at once."""
        self.person = person
        self.actions: set[int] = set()
        if hasattr(model, "action_id"):
            # Zero is no action: the question is the same for no rows as for many.
            named = {0, *(row.action_id or 0 for row in rows)}
            public = Action.objects.public().filter(pk__in=named)
            self.actions = set(public.values_list("pk", flat=True))

    def of(self, thing: Model | None) -> str:
        """The name of a thing; words without a name for what not everyone may read."""
        match thing:
            case Initiative():
                seen = self.is_theirs(thing) or thing.is_public
                return thing.title if seen else str(_("een idee dat niet op de site staat"))
            case Action():
                seen = thing.pk in self.actions
                return thing.title if seen else str(_("een actie die niet op de site staat"))
            case Roundtable():
                secret = thing.kind.confidential
                return str(_("een vertrouwelijke tafel")) if secret else thing.name
            case Meeting():
                return date_nl(thing.starts_at)
            case Application():
                return str(thing.pk)
        return str(thing) if isinstance(thing, NAMED) else ""

    def is_theirs(self, idea: Initiative) -> bool:
        """Whether this person brought it (as parts.ideas_of)."""
        if idea.submitter_id is None:
            return idea.contact_email in self.person.addresses
        return self.person.user is not None and idea.submitter_id == self.person.user.pk
