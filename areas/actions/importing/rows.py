"""The areas themselves: made where they are missing, named, placed and saved in few queries."""

from datetime import date

from areas.actions import texts
from areas.actions.importing.addresses import Addresses
from areas.actions.importing.drafts import Draft, Town
from areas.actions.importing.known import Entry, Known
from areas.actions.levels import level_for
from areas.models import Area, AreaPlacement, Level, OldSlug
from config.lib.text import normalise

BATCH = 500


class Rows:
    """Brings the areas of one municipality in line with what the files say."""

    def __init__(self, town: Town, known: Known, addresses: Addresses):
        self.town, self.known, self.addresses = town, known, addresses
        self.municipality = known.municipality
        self.levels: dict[str, Level] = {}
        self.wanted_parent = {
            placement.cbs_code: placement.area
            for placement in AreaPlacement.objects.filter(
                municipality=self.municipality, area__grouping=None
            ).select_related("area")
            if placement.area.cbs_code != placement.cbs_code
        }

    def write(self) -> None:
        """Save wijken first, because buurten hang under them."""
        root = self.known.root
        root.drafts = self.town.drafts.get(self.town.code, [])
        root.touched = True
        for kind in ("wijk", "buurt"):
            for code, drafts in self.town.of_kind(kind):
                for draft in drafts:
                    self._one(code, draft)
            self._save()

    def _one(self, code: str, draft: Draft) -> None:
        entry = self.known.find(code, draft.year) or self._new(code, draft)
        entry.touched = True
        entry.drafts.append(draft)
        self._name(entry, draft)
        self._place(entry, draft)
        if not entry.area.source:
            entry.set("source", texts.source())

    def _new(self, code: str, draft: Draft) -> Entry:
        """A code that an ended area had is from this year on the code of another one."""
        area = Area(municipality=self.municipality, cbs_code=code, source=texts.source())
        if self.known.has_had(code):
            area.valid_from = date(draft.year, 1, 1)
        area.level = self._level(draft.kind)
        return self.known.add(area)

    def _name(self, entry: Entry, draft: Draft) -> None:
        """The newest year names an area, but never one of the practice file; the address stays.

        Until there is a name, one made of the code stands in, and gives its address away.
        """
        area = entry.area
        waits = not area.name or texts.is_stand_in(area.name, area.cbs_code)
        if not draft.name and not area.name:
            entry.set("name", texts.stand_in(draft.kind, draft.code))
        elif draft.name and not area.code and (waits or draft.year >= entry.newest):
            entry.set("name", draft.name)
        if draft.name:  # else its buurten speak of it
            entry.newest = max(entry.newest, draft.year)
        entry.set("search", normalise(area.name))
        if waits and "name" in entry.fields:
            self._address(entry, draft)

    def _address(self, entry: Entry, draft: Draft) -> None:
        area = entry.area
        parent = self._wijk_of(draft) if draft.kind == "buurt" else None
        lies_in = parent.area.name if parent else ""
        entry.old_slug = area.slug if area.pk else ""
        area.slug = self.addresses.take(area.name, area.cbs_code, self.municipality, lies_in)
        entry.fields.add("slug")

    def _place(self, entry: Entry, draft: Draft) -> None:
        """Where the practice file wants it, else by its code.

        An area that hangs somewhere stays there, because rights follow the tree: only from under
        the gemeente itself a buurt goes to its wijk.
        """
        area = entry.area
        root = self.municipality.root
        wanted = self.wanted_parent.get(area.cbs_code)
        if wanted is None and area.parent_id in (None, root.pk):
            wijk = self._wijk_of(draft) if draft.kind == "buurt" else None
            wanted = wijk.area if wijk else root
        if wanted is not None and area.valid_until is None:
            entry.set("parent_id", wanted.pk)
        elif area.parent_id is None:
            entry.set("parent_id", root.pk)

    def _wijk_of(self, draft: Draft) -> Entry | None:
        return self.known.find(f"WK{draft.code[2:8]}", draft.year)

    def _level(self, kind: str) -> Level:
        if kind not in self.levels:
            self.levels[kind] = level_for(self.municipality, kind)
        return self.levels[kind]

    def _save(self) -> None:
        waiting = [entry for entry in self.known.entries if entry.fields]
        new = [entry for entry in waiting if entry.area.pk is None]
        stored = [entry for entry in waiting if entry.area.pk is not None]
        Area.objects.bulk_create([entry.area for entry in new], batch_size=BATCH)
        for entry in stored:
            entry.area.version += 1
            entry.changed |= entry.fields
        names = {name.removesuffix("_id") for entry in stored for name in entry.fields}
        if stored:
            Area.objects.bulk_update(
                [entry.area for entry in stored], [*names, "version"], batch_size=BATCH
            )
        OldSlug.objects.bulk_create(
            OldSlug(slug=entry.old_slug, area=entry.area) for entry in stored if entry.old_slug
        )
        for entry in waiting:
            entry.fields, entry.old_slug = set(), ""
