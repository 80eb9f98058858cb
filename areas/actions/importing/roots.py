"""The municipality of a GM code and its root area: the one that is there, else a new one."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import slugify

from areas.actions import texts
from areas.actions.importing.addresses import Addresses
from areas.actions.importing.drafts import Town
from areas.actions.tree import rebuild_ancestors
from areas.models import Area, Municipality
from config.audit.log import record
from config.lib.text import normalise


@dataclass
class Planted:
    """A municipality with its root, and what the import did to that root."""

    municipality: Municipality
    new: bool = False
    changed: bool = False


def plant(town: Town, addresses: Addresses, *, by) -> Planted:
    """The municipality of a town, with a root area that has its code.

    That of a practice file keeps its name; one that only stood in gets the name of the files.
    """
    found = _find(town)
    if found is None:
        return _start(town, addresses, by)
    planted = Planted(found)
    root = found.root or _root_of(found, town)
    if found.root_id is None:
        found.root = root
        found.save(update_fields=["root"])
        planted.new = True
    elif not root.cbs_code:
        _change(planted, cbs_code=town.code)
    if not root.source:
        _change(planted, source=texts.source())
    if town.name and texts.is_stand_in(root.name, town.code):
        _name(planted, town.name, addresses)
    if planted.changed:
        record(root, "area.changed", by=by, area_id=root.pk)
    return planted


def _find(town: Town) -> Municipality | None:
    """By the code of its root, else by name where its root has no code yet."""
    rows = Municipality.objects.select_related("root").order_by("pk")
    found = rows.filter(root__cbs_code=town.code).first()
    if found is None and town.name:
        unmarked = Q(root__isnull=True) | Q(root__cbs_code="")
        found = rows.filter(unmarked, name=town.name).first()
    return found


def _start(town: Town, addresses: Addresses, by) -> Planted:
    name = town.name or texts.stand_in("gemeente", town.code)
    municipality = Municipality(name=_free_name(name, town.code))
    municipality.code = _free_code(name, town.code)
    municipality.save()
    municipality.root = _root_of(municipality, town)
    municipality.save(update_fields=["root"])
    addresses.give_root(municipality.root, new=True)
    record(municipality, "municipality.created", by=by, area_id=municipality.root_id)
    return Planted(municipality, new=True)


def _root_of(municipality: Municipality, town: Town) -> Area:
    root = Area(
        municipality=municipality,
        name=town.name or municipality.name,
        cbs_code=town.code,
        slug=f"{town.code.lower()}-{municipality.pk}",
        source=texts.source(),
    )
    root.search = normalise(root.name)
    root.save()
    rebuild_ancestors(municipality.pk)
    return root


def _name(planted: Planted, name: str, addresses: Addresses) -> None:
    municipality = planted.municipality
    _change(planted, name=name, search=normalise(name))
    addresses.give_root(municipality.root, new=False)
    if texts.is_stand_in(municipality.name, municipality.root.cbs_code):
        municipality.name = _free_name(name, municipality.root.cbs_code)
        municipality.code = _free_code(name, municipality.root.cbs_code)
        municipality.save(update_fields=["name", "code"])


def _change(planted: Planted, **values) -> None:
    root = planted.municipality.root
    for name, value in values.items():
        setattr(root, name, value)
    if not planted.changed:
        root.version += 1
    root.save(update_fields=[*values, "version"])
    planted.changed = True


def _free_name(name: str, code: str) -> str:
    taken = Municipality.objects.filter(name=name).exists()
    return f"{name[:80]} ({code})" if taken else name


def _free_code(name: str, code: str) -> str:
    plain = slugify(name)[:50]
    taken = not plain or Municipality.objects.filter(code=plain).exists()
    return f"{plain}-{code.lower()}".strip("-") if taken else plain
