"""The figures of the council view, as rows that page and export share."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from areas.models import Area, AreaAncestor, Theme
from areas.models.agenda import ActionState
from budgets.models import Budget
from config.lib.addresses import address
from config.pages.figures import actions_by_area_and_theme, visible_actions
from initiatives.models import SHOWN_STATES, Initiative, State, Tally

# What was merged counts as the action that it went into.
ACTION_COUNTS = [*(state.value for state in ActionState if state != ActionState.MERGED), "late"]
MONEY_COUNTS = ["allocated", "reserved", "spent", "left"]
# Made once: naming the columns takes longer than asking the database.
AREAS = (
    Area.objects.in_tree()
    .filter(Q(level__on_map=True) | Q(root_of__isnull=False))
    .order_by("name")
    .values("pk", "name", "slug", "root_of")
)
THEMES = Theme.objects.order_by("order", "name")


@dataclass
class Row:
    """An area with its cells: for actions a dict per theme, else one dict of counts."""

    area: dict
    cells: dict = field(default_factory=dict)


def council_areas(municipality) -> list[dict]:
    """The areas of the matrix: those on the municipality's map, and last the whole of it.

    The last row counts by itself: what belongs to no area of the map counts there only.
    """
    areas = list(AREAS.current().filter(municipality=municipality))
    for area in areas:
        area["url"] = address("pages:area", area["slug"])
        if area["root_of"]:
            area["name"] = _("Hele gemeente")
    return sorted(areas, key=lambda area: bool(area["root_of"]))


def action_matrix(user, municipality) -> tuple[list[Theme], list[Row]]:
    """Actions per area (with all below it) and theme: planned, running, done, stopped, late."""
    themes = list(THEMES.filter(municipality=municipality))
    rows = {area["pk"]: Row(area) for area in council_areas(municipality)}
    counted = actions_by_area_and_theme(visible_actions(user, municipality), list(rows))
    for (area, theme), cell in counted.items():
        rows[area].cells[theme] = cell
    return themes, list(rows.values())


def initiative_rows(municipality) -> list[Row]:
    """Public initiatives per area (with all below it), by state; one about two areas counts in
    both, and once in an area that holds both.
    """
    rows = {area["pk"]: Row(area) for area in council_areas(municipality)}
    counted = (
        Tally.objects.filter(area__ancestor_rows__ancestor__in=rows)
        .values_list("area__ancestor_rows__ancestor", "state")
        .annotate(n=Sum("count"))
    )
    counted_there = AreaAncestor.objects.filter(area=OuterRef("area"), ancestor=OuterRef("top"))
    also = (
        Initiative.objects.public()
        .of(municipality)
        .order_by()
        .filter(also_area__ancestor_rows__ancestor__in=rows)
        .annotate(top=F("also_area__ancestor_rows__ancestor"))
        .exclude(Exists(counted_there))
        .values_list("top", "state")
        .annotate(n=Count("pk"))
    )
    for area_id, state, n in counted.union(also, all=True):
        cells = rows[area_id].cells
        cells[state] = cells.get(state, 0) + n
    return list(rows.values())


def money_rows(municipality, year: int) -> list[Row]:
    """Money per area (with all below it) in a year, in cents: allocated, reserved, spent, left."""
    rows = {area["pk"]: Row(area) for area in council_areas(municipality)}
    counted = (
        Budget.objects.of(municipality)
        .filter(year=year, area__ancestor_rows__ancestor__in=rows)
        .values("area__ancestor_rows__ancestor")
        .annotate(
            allocated=Sum("allocated_cents"),
            reserved=Sum("reserved_cents"),
            spent=Sum("spent_cents"),
        )
    )
    for one in counted:
        left = one["allocated"] - one["reserved"] - one["spent"]
        rows[one.pop("area__ancestor_rows__ancestor")].cells = one | {"left": left}
    return list(rows.values())


def parts(rows: list[Row]) -> list[Row]:
    """The rows of the map, without the whole: what an export may add up."""
    return [row for row in rows if not row.area["root_of"]]


def money_link(area: dict, year: int, figure: str) -> str:
    """The entries behind an amount."""
    return f"{address('budgets:entries')}?jaar={year}&gebied={area['slug']}&bedrag={figure}"


def agenda_link(area: dict, theme: Theme | None = None, state: str = "") -> str:
    """The list of exactly the actions that a number counts."""
    about = f"&thema={theme.code}" if theme else ""
    standing = f"&stand={state}" if state else ""
    return f"{address('pages:agenda')}?gebied={area['slug']}{about}{standing}"


def initiatives_link(area: dict, state: str = "") -> str:
    """The list of exactly the initiatives that a number counts."""
    standing = f"&stand={state}" if state else ""
    return f"{address('initiatives:list')}?gebied={area['slug']}{standing}"


def initiative_states() -> list[tuple[str, str]]:
    """The states that the council view counts, with their words."""
    return [(state, State(state).label) for state in SHOWN_STATES]
