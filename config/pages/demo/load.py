"""Loads demo content: the practice rows it brings, then people, agenda, ideas and money."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from areas.models import Area, Municipality, Theme, User
from areas.roles import RoleKind
from budgets.models import Scheme
from config.audit.log import record
from config.outbox.models import Mail, State
from config.pages.demo import agenda, budgets, effects, ideas, places, tables
from config.pages.demo.people import DOMAIN, RESIDENTS_DOMAIN, people
from config.pages.demo.schema import DEMO_TABLES, STEPS
from config.pages.demo.story import Story
from config.pages.practice.check import FileRefused, Row, read
from config.pages.practice.load import check_file, load, write_rows
from config.pages.practice.schema import TABLES

FOLDER = Path(settings.BASE_DIR) / "config" / "municipalities"
DEMOS = FOLDER / "demo"
FILE = DEMOS / "alphen-aan-den-rijn.toml"
# Users with such an address cannot be real (RFC 2606).
NOT_REAL = (".example", ".invalid", ".test", "@example.org", "@example.com", "@localhost")


@dataclass(frozen=True)
class Loaded:
    """What loading demo content did."""

    created: int
    changed: int
    unchanged: int
    municipality: Municipality


def load_demo(path: Path = FILE) -> Loaded:
    """Load a demo file once, in one transaction; a second time changes nothing.

    The practice file of the same name is loaded first when that was not done. Raises FileRefused
    when the file is not right, or when the database holds people who may be real.
    """
    data = read(path)
    practice = FOLDER / path.name
    code = data.get("gemeente", {}).get("code", "")
    with transaction.atomic():
        if practice.exists() and not Municipality.objects.filter(code=code).exists():
            load([practice])
        rows = check_file(data, DEMO_TABLES)
        _check_steps(rows)
        _refuse_real_people()
        municipality = Municipality.objects.get(code=code)
        report = write_rows(rows)
        extra = _count(rows)
        if municipality.fictitious:
            return Loaded(report.created, report.changed, report.unchanged + extra, municipality)
        _tell(municipality, rows)
        return Loaded(report.created + extra, report.changed, report.unchanged, municipality)


def demo_files() -> list[Path]:
    """Every demo file of the project; that of Alphen first, whose site is shown by default."""
    return [FILE, *(path for path in sorted(DEMOS.glob("*.toml")) if path != FILE)]


def demo_file(name: str) -> Path:
    """The file that is meant by the code of a municipality, or by a path."""
    ours = DEMOS / f"{name}.toml"
    return ours if "/" not in name and ours.exists() else Path(name)


def _count(rows: dict[str, list[Row]]) -> int:
    own = {table.name for table in DEMO_TABLES} - {table.name for table in TABLES} - {"kaart"}
    return sum(len(rows[name]) for name in own)


def _check_steps(rows: dict[str, list[Row]]) -> None:
    wrong = [
        f"{row.where}.verhaal: “{step['wat']}” kennen we niet; kies uit {', '.join(STEPS)}"
        for row in rows["initiatieven"]
        for step in row.get("verhaal", [])
        if step["wat"] not in STEPS
    ]
    if wrong:
        raise FileRefused(wrong)


def _refuse_real_people() -> None:
    if settings.DEMO:
        return
    for email in User.objects.values_list("email", flat=True).iterator():
        if not email.endswith(NOT_REAL):
            raise FileRefused(
                ["In deze database staan echte mensen. Verzonnen voorbeelden horen daar niet bij."]
            )


def _tell(municipality: Municipality, rows: dict[str, list[Row]]) -> None:
    last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    municipality.refresh_from_db()
    areas = {area.code: area for area in _areas(municipality)}
    places.draw(municipality.root, rows["kaart"][0], rows["cijfers"], areas)
    world = agenda.World(
        municipality=municipality,
        areas=areas,
        people=people(rows["mensen"], municipality, areas),
        story=Story(),
        themes={theme.code: theme for theme in Theme.objects.filter(municipality=municipality)},
    )
    effects.tell_motions(world, rows["moties"])
    agenda.tell_agenda(world, rows)
    effects.tell_effects(world, rows)
    tables.tell_tables(world, rows)
    decider = _first(municipality, RoleKind.BUDGET_HOLDER)
    desk = _first(municipality, RoleKind.FRONT_DESK)
    teller = ideas.Ideas(world, _scheme(municipality), desk=desk, decider=decider)
    teller.tell(rows["initiatieven"])
    budgets.tell_budget_decisions(world, rows["budgetbesluiten"], decider)
    manager = _first(municipality, RoleKind.MANAGER)
    budgets.tell_room(world, rows["vrije_ruimte"], manager)
    world.story.tell()
    municipality.fictitious = True
    municipality.save(update_fields=["fictitious"])
    record(municipality, "municipality.demo_loaded", by=None)
    _as_sent(last)


def _areas(municipality: Municipality):
    rows = Area.objects.of(municipality).exclude(code="")
    return rows.select_related("parent__parent__parent")


def _scheme(municipality: Municipality) -> Scheme | None:
    """The scheme that residents can ask money from, when the demo file brings one."""
    schemes = Scheme.objects.of(municipality).open_today().exclude(decided_by="")
    return schemes.order_by("pk").last()


def _first(municipality: Municipality, kind: str) -> User | None:
    found = User.objects.filter(
        assignments__role__kind=kind, assignments__area__municipality=municipality
    )
    return found.filter(email__endswith=f"@{DOMAIN}").order_by("pk").first()


def _as_sent(last: int) -> None:
    """Mail to invented people never leaves; in demo mode it can be read as if it had."""
    mails = Mail.objects.filter(pk__gt=last, state=State.QUEUED)
    mails = mails.filter(to__endswith=f"@{DOMAIN}") | mails.filter(
        to__endswith=f"@{RESIDENTS_DOMAIN}"
    )
    for mail in mails.only("pk", "created_at"):
        kept = {} if settings.DEMO else {"to": "", "text": "", "calendar": ""}
        Mail.objects.filter(pk=mail.pk).update(
            state=State.SENT, sent_at=mail.created_at, lease_until=None, **kept
        )
