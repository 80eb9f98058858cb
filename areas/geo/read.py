"""Reads files with areas into records, merged over the files, or refuses them with reasons."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from .build import Complaints, Reading, build
from .records import AreaRecord, ImportRefused
from .sources import BadFile, read_table, reader_for

Progress: TypeAlias = Callable[[str, int], None]
PROGRESS_EVERY: Final = 500
MAX_SOURCE: Final = 200  # characters: the column that keeps it holds no more

# CBS writes the year of a table only in its official name: kwb-2024, or the number in StatLine.
_KWB_NAME: Final = re.compile(r"kwb[-_ ]?((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_STATLINE_YEARS: Final = {
    "84583NED": 2019,
    "84799NED": 2020,
    "85039NED": 2021,
    "85318NED": 2022,
    "85618NED": 2023,
    "85984NED": 2024,
    "86165NED": 2025,
}
_KINDS: Final = ("gemeente", "wijk", "buurt")


def read_files(
    paths: Iterable[str | Path],
    *,
    municipality: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
) -> tuple[list[AreaRecord], int]:
    """The areas in `paths`, merged per code and year, and the number of features left out.

    The layout is told by what is in a file. `municipality` ("GM0484") keeps only that
    municipality. `year` holds for files that do not say theirs. `progress` is called with a file's
    name and the number of features read, every 500 and at the end of the file.

    Records come ordered gemeente, wijk, buurt, then by code and year, so that a parent precedes
    its children. Raises ImportRefused with every complaint (at most 50), never half a result.
    """
    files = [Path(path) for path in paths]
    _check_request(files, municipality, year)
    complaints = Complaints()
    merged = _Merged()
    ignored = 0
    for path, name in zip(files, _shown(files), strict=True):
        given = year if year is not None else year_in_official_name(path.name)
        reading = Reading(name, complaints, municipality, given)
        try:
            _read_file(path, reading, merged, progress)
        except BadFile as fault:
            complaints.add(f"{name}: {fault}")
        except OSError:
            complaints.add(f"{name}: dit bestand kan niet gelezen worden")
        ignored += reading.ignored
    records = [] if complaints.sentences else merged.records(complaints)
    if not records and not complaints.sentences:
        wanted = f" van {municipality}" if municipality else ""
        complaints.add(f"{', '.join(_shown(files))}: geen enkel gebied{wanted} gevonden")
    if complaints.sentences:
        complaints.refuse()
    return records, ignored


def year_in_official_name(name: str) -> int | None:
    """The year in a name that CBS itself gave: `kwb-2024…` or one with a table number."""
    kwb = _KWB_NAME.search(name)
    if kwb:
        return int(kwb.group(1))
    return next((year for table, year in _STATLINE_YEARS.items() if table in name), None)


def _check_request(files: Sequence[Path], municipality: str | None, year: int | None) -> None:
    if not files:
        raise ImportRefused(["noem minstens één bestand"])
    if municipality is not None and not re.fullmatch(r"GM\d{4}", municipality, re.ASCII):
        raise ImportRefused([f"“{municipality}” is geen gemeentecode, zoals GM0484"])
    if year is not None and not 1990 <= year <= 2100:
        raise ImportRefused([f"{year} is geen jaar tussen 1990 en 2100"])


def _shown(files: Sequence[Path]) -> list[str]:
    """How each file is named in messages: short, unless that would name two files the same."""
    names = [path.name for path in files]
    return [str(path) if names.count(path.name) > 1 else path.name for path in files]


def _read_file(path: Path, reading: Reading, merged: "_Merged", progress: Progress | None) -> None:
    reader = reader_for(path)
    count = 0
    for count, raw in enumerate(reader(path), start=1):
        record = build(raw, reading)
        if record:
            merged.add(record, from_map=reader is not read_table)
        if progress and count % PROGRESS_EVERY == 0:
            progress(reading.file, count)
    if not count:
        raise BadFile("er staat geen enkel gebied in dit bestand")
    if progress:
        progress(reading.file, count)


class _Merged:
    """The records by code and year; what a later file knows goes over what an earlier one knew.

    Only the name is different: that of a map file goes over that of a table, in any order.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[str, int | None], AreaRecord] = {}
        self._named_by_map: set[tuple[str, int | None]] = set()

    def add(self, record: AreaRecord, *, from_map: bool) -> None:
        key = (record.code, record.year)
        earlier = self._records.get(key)
        if earlier is None:
            self._records[key] = record
        else:
            keep_name = bool(earlier.name) and not from_map and key in self._named_by_map
            name = earlier.name if keep_name or not record.name else record.name
            self._records[key] = _over(earlier, record, name)
        if from_map:
            self._named_by_map.add(key)

    def records(self, complaints: Complaints) -> list[AreaRecord]:
        """All records in order; complains about those that no file gives a name."""
        self._give_years()
        for record in self._records.values():
            if not record.name:
                where, _, feature = record.source.rpartition(" regel ")
                complaints.add(
                    f"{where}: regel {feature} ({record.code}): de naam staat niet in dit bestand;"
                    " lees het samen met een bestand waarin die wel staat"
                )
        return sorted(
            self._records.values(),
            key=lambda r: (_KINDS.index(r.kind), r.code, r.year or 0),
        )

    def _give_years(self) -> None:
        """A map without a year joins the figures of its code when these have just one year."""
        years: dict[str, list[int]] = {}
        for code, year in self._records:
            if year is not None:
                years.setdefault(code, []).append(year)
        for code in [code for code, year in self._records if year is None]:
            known = years.get(code, [])
            if len(known) == 1:
                undated = self._records.pop((code, None))
                dated = self._records[code, known[0]]
                self._records[code, known[0]] = _over(undated, dated, undated.name)


def _over(earlier: AreaRecord, later: AreaRecord, name: str) -> AreaRecord:
    """Both records in one; where both know something, `later` holds."""
    return AreaRecord(
        code=later.code,
        name=name,
        kind=later.kind,
        parent_code=later.parent_code,
        year=later.year,
        inhabitants=earlier.inhabitants if later.inhabitants is None else later.inhabitants,
        households=earlier.households if later.households is None else later.households,
        postcode=later.postcode or earlier.postcode,
        figures=dict(sorted((earlier.figures | later.figures).items())),
        rings=later.packed or earlier.packed,
        source=f"{earlier.source}; {later.source}"[:MAX_SOURCE],
    )
