"""What the records of one municipality come to: one draft per area and year; no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from areas.geo.records import AreaRecord, PackedRings, Ring, Rings
from areas.geo.shape import bounds, outlines, project

# How far a drawn border may be from the real one. A map of one wijk shows some 4 m per pixel.
TOLERANCE_M = 10
# The wijken (and the buurten) of a whole edition cover their gemeente up to rounding; a
# selection of them does not.
COVERED = 0.98
KINDS = ("gemeente", "wijk", "buurt")


@dataclass(slots=True)
class Draft:
    """One area in one year. `dated` is False when neither file nor database told the year."""

    code: str
    kind: str
    year: int
    dated: bool
    name: str = ""
    inhabitants: int | None = None
    households: int | None = None
    postcode: str | None = None
    figures: dict[str, float | int] = field(default_factory=dict)
    rings: PackedRings | None = None
    outline: str = ""
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    square_metres: float = 0

    def add(self, record: AreaRecord) -> None:
        """Fill with a record; what is known already stays."""
        self.name = self.name or record.name
        self.inhabitants = record.inhabitants if self.inhabitants is None else self.inhabitants
        self.households = record.households if self.households is None else self.households
        self.postcode = self.postcode or record.postcode
        self.figures = record.figures | self.figures
        self.rings = self.rings or record.packed


@dataclass
class Town:
    """What the files have of one municipality: drafts per code, the oldest year first.

    `covered` has per year the kinds of area that leave no land of the gemeente uncovered.
    """

    code: str
    drafts: dict[str, list[Draft]]
    covered: dict[int, set[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the gemeente as the newest year with one has it; else empty."""
        rows = self.drafts.get(self.code, [])
        return next((draft.name for draft in reversed(rows) if draft.name), "")

    @property
    def year(self) -> int:
        """The newest year."""
        return max(draft.year for rows in self.drafts.values() for draft in rows)

    def of_kind(self, kind: str) -> list[tuple[str, list[Draft]]]:
        """Codes with their drafts; a wijk that only its buurten speak of has empty ones."""
        found = {code: rows for code, rows in self.drafts.items() if rows[0].kind == kind}
        if kind == "wijk":
            for code, rows in self.drafts.items():
                wijk = f"WK{code[2:8]}"
                if rows[0].kind == "buurt" and wijk not in found:
                    found[wijk] = [Draft(wijk, "wijk", row.year, row.dated) for row in rows]
        return sorted(found.items())


def towns(records: Iterable[AreaRecord], known: Mapping[str, int], this_year: int) -> list[Town]:
    """Divide records over municipalities, in the order of their codes.

    A record without a year gets the newest year of its municipality: in the files, else in
    `known` (from the database), else `this_year`.
    """
    per_town: dict[str, list[AreaRecord]] = {}
    for record in records:
        per_town.setdefault(f"GM{record.code[2:6]}", []).append(record)
    return [_town(code, rows, known, this_year) for code, rows in sorted(per_town.items())]


def _town(code: str, records: list[AreaRecord], known: Mapping[str, int], this_year: int) -> Town:
    years = [record.year for record in records if record.year is not None]
    newest = max(years, default=known.get(code))
    drafts: dict[tuple[str, int], Draft] = {}
    # Those with a year first: what has none only fills what is still missing.
    for record in sorted(records, key=lambda one: one.year is None):
        year = record.year or newest or this_year
        dated = record.year is not None or newest is not None
        key = (record.code, year)
        draft = drafts.setdefault(key, Draft(record.code, record.kind, year, dated))
        draft.add(record)
    per_code: dict[str, list[Draft]] = {}
    for _key, draft in sorted(drafts.items()):
        per_code.setdefault(draft.code, []).append(draft)
    return Town(code, per_code)


def draw(town: Town) -> None:
    """Give every draft with a border its outline, neighbours of one year together."""
    per_year: dict[int, list[Draft]] = {}
    for rows in town.drafts.values():
        for draft in rows:
            if draft.rings:
                per_year.setdefault(draft.year, []).append(draft)
    for year, drafts in per_year.items():
        shapes = {draft.code: draft.rings.unpack() for draft in drafts if draft.rings}
        paths = outlines(shapes, TOLERANCE_M)
        for draft in drafts:
            draft.outline = paths[draft.code]
            draft.box = bounds(shapes[draft.code])
            draft.square_metres = surface(shapes[draft.code])
        town.covered[year] = _covered(drafts)


def _covered(drafts: list[Draft]) -> set[str]:
    sizes = dict.fromkeys(KINDS, 0.0)
    for draft in drafts:
        sizes[draft.kind] += draft.square_metres
    return {kind for kind in KINDS[1:] if covers(sizes[kind], sizes["gemeente"])}


def covers(parts: float, whole: float) -> bool:
    """Whether parts (m²) leave nothing of the whole uncovered."""
    return bool(whole) and parts >= COVERED * whole


def surface(rings: Rings) -> float:
    """Square metres of a MultiPolygon, without its holes."""
    return sum(_inside(polygon[0]) - sum(map(_inside, polygon[1:])) for polygon in rings if polygon)


def _inside(ring: Ring) -> float:
    spots = [project(*point) for point in ring]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(spots))) / 2
