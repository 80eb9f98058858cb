"""Writes a checked practice file: finds each row by its code, changes only what the file names."""

from dataclasses import dataclass, field

from django.db import models

from areas.actions.placements import place_areas
from areas.models import Area, AreaPlacement, Municipality
from config.audit.log import diff, record
from config.lib.text import normalise
from config.pages.practice import municipality as root
from config.pages.practice.areas import claim, find_area, start_area
from config.pages.practice.ballots import set_ballot_rule
from config.pages.practice.check import Row
from config.pages.practice.compass import set_phases
from config.pages.practice.routes import set_examples, set_route
from config.pages.practice.schema import TABLES, Key, Table
from config.pages.practice.schemes import version_for
from config.pages.practice.values import shown


@dataclass
class Report:
    """What writing a file did: counts of rows, and a line for each row that changed."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, row: Row, new: bool, changes: list[str]) -> None:
        """Count one row of the file."""
        name = row.get("naam") or row.code
        if new:
            self.created += 1
        elif changes:
            self.changed += 1
            self.lines.append(f"overschreven: {row.where} {name}: {', '.join(changes)}")
        else:
            self.unchanged += 1

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.lines + other.lines,
        )


class Writer:
    """Writes the rows of one file; what a row refers to is written first, in any order."""

    def __init__(self, rows: dict[str, list[Row]], *, by):
        self.rows, self.by, self.report = rows, by, Report()
        self.done: dict[tuple[str, str], models.Model] = {}
        self.waiting = {
            (name, row.code): row
            for name, found in rows.items()
            for row in found
            if name in ROW_TABLES and name != "regelingen"
        }
        self.municipality: Municipality = root.find(rows["gemeente"][0])
        self.moved: set[int] = set()

    def write(self) -> Report:
        """Write every row of the practice tables and return what happened."""
        self._municipality(self.rows["gemeente"][0])
        for table in TABLES:
            for row in self.rows.get(table.name, ()):
                if table.name == "regelingen":
                    self._scheme(row)
                elif not table.single:
                    self.at(table.name, row.code)
        place_areas(self.municipality, by=self.by)
        return self.report

    def at(self, table: str, code: str) -> models.Model | None:
        """The object of this code: written now when the file has it, else as it is stored."""
        if not code:
            return None
        if (table, code) not in self.done:
            row = self.waiting.pop((table, code), None)
            self.done[table, code] = self._row(row) if row else self._stored(table, code)
        return self.done[table, code]

    def _stored(self, table: str, code: str) -> models.Model:
        return self._all(ROW_TABLES[table]).get(code=code)

    def _all(self, table: Table) -> models.QuerySet:
        return table.model._default_manager.filter(**{table.owner: self.municipality})

    def _row(self, row: Row) -> models.Model:
        if row.table.name == "gebieden":
            return self._area(row)
        obj = self._all(row.table).filter(code=row.code).first()
        if obj is None:
            its_own = row.table.owner == "municipality"
            obj = row.table.model(**{"municipality": self.municipality} if its_own else {})
        new = obj.pk is None
        changes = self.save(row, obj)
        for key, relation in MANY.get(row.table.name, {}).items():
            changes += self._many(row, obj, key, relation)
        if row.table.name == "plansoorten":
            changes += set_route(obj, row, by=self.by)
            changes += set_examples(obj, row, lambda code: self.at("themas", code), by=self.by)
        if row.table.name == "initiatiefsoorten":
            changes += set_phases(obj, row, by=self.by)
        self.report.add(row, new, changes)
        return obj

    def _municipality(self, row: Row) -> None:
        obj = self.municipality
        new = obj.pk is None
        changes = self.save(row, obj)
        changes += root.plant(obj, row, by=self.by)
        changes += root.follow(obj, row, by=self.by)
        self.report.add(row, new, changes)

    def _area(self, row: Row) -> Area:
        area = find_area(self.municipality, row) or start_area(self.municipality, row)
        new = area.pk is None
        changes = self.save(row, area)
        changes += claim(area, row.code)
        changes += self._placements(row, area)
        self.report.add(row, new, changes)
        return area

    def _placements(self, row: Row, area: Area) -> list[str]:
        """Remember which CBS areas belong here; a code that left the list is forgotten."""
        if "cbs" not in row.values:
            return []
        source = {
            "source": row.get("cbs_bron", ""),
            "assumed": row.get("cbs_aanname", False) or row.get("cbs_bron") == "aanname",
        }
        wanted = {code: {"share": share, **source} for code, share in row.get("cbs").items()}
        stored = {
            placement.cbs_code: placement for placement in AreaPlacement.objects.filter(area=area)
        }
        same = {
            code
            for code, values in wanted.items()
            if code in stored and all(getattr(stored[code], n) == v for n, v in values.items())
        }
        if same == set(wanted) == set(stored):
            return []
        for code in set(stored) - same:
            stored[code].delete()
        AreaPlacement.objects.bulk_create(
            AreaPlacement(municipality=self.municipality, area=area, cbs_code=code, **wanted[code])
            for code in wanted
            if code not in same
        )
        record(area, "area.placements_set", by=self.by, area_id=area.pk)
        return ["cbs"]

    def _scheme(self, row: Row) -> None:
        values = self.wanted(row)
        later = [other for other in self.rows["regelingen"] if other.code == row.code]
        later = later[later.index(row) + 1 :]
        obj, closed = version_for(self.municipality, row, values, later[0] if later else None)
        new = obj.pk is None
        changes = self.save(row, obj, values)
        changes += set_ballot_rule(obj, row, lambda c: self.at("tafelsoorten", c), by=self.by)
        if closed is not None:
            closed.save(update_fields=["valid_until", "version"])
            record(closed, "scheme.closed", by=self.by)
            # For the reader of the report a new version is a change of a scheme that was there.
            new, changes = False, [f"nieuwe versie vanaf {obj.valid_from}"]
        self.report.add(row, new, changes)

    def _many(self, row: Row, obj, key: str, name: str) -> list[str]:
        """Let a relation be what the file says, when the file says something of it."""
        if key not in row.values:
            return []
        wanted = {self.at(row.table.by_name[key].to, code).pk for code in row.get(key)}
        relation = getattr(obj, name)
        if wanted == set(relation.values_list("pk", flat=True)):
            return []
        relation.set(wanted)
        record(obj, f"{obj._meta.model_name}.{name}_set", by=self.by)
        return [key]

    def wanted(self, row: Row) -> dict[str, object]:
        """The value of each model field that the row names, with references looked up."""
        return {
            key.field: self._value(key, row.values[key.name])
            for key in row.table.keys
            if key.field and key.name in row.values
        }

    def _value(self, key: Key, value: object) -> object:
        if key.kind == "small_rows":
            return [_small(key, item) for item in value]
        if key.kind != "reference":
            return value
        found = self.at(key.to, value)
        # Nothing above it means: right under the municipality.
        return (
            self.municipality.root
            if found is None and key.field == "parent" and (key.to == "gebieden")
            else found
        )

    def save(self, row: Row, obj: models.Model, values: dict | None = None) -> list[str]:
        """Save what the row names when it differs; return "key old → new" for each difference."""
        values = self.wanted(row) if values is None else values
        names = {key.field: key.name for key in row.table.keys if key.field}
        new = obj.pk is None
        before = {} if new else {name: _stored_value(obj, name) for name in values}
        for name, value in values.items():
            setattr(obj, name, value)
        if isinstance(obj, Area):
            obj.search = normalise(obj.name)
        changed = [name for name in values if new or before[name] != _stored_value(obj, name)]
        if not changed:
            return []
        if not new and hasattr(obj, "version"):
            obj.version += 1
        obj.save()
        verb = "created" if new else "changed"
        area_id = obj.pk if isinstance(obj, Area) else None
        record(
            obj,
            f"{obj._meta.model_name}.{verb}",
            by=self.by,
            area_id=area_id,
            changes=diff(before, obj, changed),
        )
        return [_change(names[name], before.get(name), obj, name) for name in changed]


def _small(key: Key, item: dict[str, object]) -> dict[str, object]:
    """A row of a list that is kept as a value; what the file leaves out is empty."""
    return {inner.field: item.get(inner.name, "") for inner in key.keys}


def _stored_value(obj: models.Model, name: str) -> object:
    return getattr(obj, obj._meta.get_field(name).attname)


def _change(key: str, old: object, obj: models.Model, name: str) -> str:
    if obj._meta.get_field(name).is_relation:
        return key
    return f"{key} {shown('' if old is None else old)} → {shown(getattr(obj, name) or '')}"


# Keys that name several rows: of which table, and the relation that they fill.
MANY = {
    "tafels": {"organisaties": "organisations", "ook_voor": "also_for"},
    "organisaties": {"gebieden": "areas"},
}
ROW_TABLES = {table.name: table for table in TABLES if not table.single}
