"""The municipality of a practice file and the root of its tree, whichever came first."""

import datetime

from django.utils.text import slugify

from areas.actions.succession import succeed
from areas.actions.tree import free_slug, rebuild_ancestors
from areas.models import Area, AreaSuccessor, Municipality
from config.audit.log import record
from config.lib.text import normalise
from config.pages.practice.areas import claim
from config.pages.practice.check import FileRefused, Row


def find(row: Row) -> Municipality:
    """The stored municipality of this file (by code, else by CBS code or name), else a new one.

    Raises FileRefused when the name belongs to a municipality with another code.
    """
    found = Municipality.objects.filter(code=row.code).first()
    if found is None and row.get("cbs"):
        imported = Area.objects.filter(cbs_code=row.get("cbs"), valid_until=None).first()
        found = imported.municipality if imported else None
    if found is None and row.get("naam"):
        found = Municipality.objects.filter(name=row.get("naam")).first()
    if found is not None and found.code not in {"", row.code} and not _imported(found, row):
        raise FileRefused(
            [f'gemeente.code: “{found.name}” staat er al met code "{found.code}"; gebruik die']
        )
    host = row.get("site")
    if host and Municipality.objects.filter(host=host).exclude(pk=found and found.pk).exists():
        raise FileRefused([f'gemeente.site: "{host}" is al van een andere gemeente'])
    return found or Municipality()


def _imported(found: Municipality, row: Row) -> bool:
    """Whether the import of CBS areas made this municipality and gave it a code of its own."""
    return bool(found.root and row.get("cbs") and found.root.cbs_code == row.get("cbs"))


def plant(municipality: Municipality, row: Row, *, by) -> list[str]:
    """Give the municipality its root area, and the areas that were imported before it."""
    cbs_code = row.get("cbs", "")
    root = municipality.root or Area.objects.filter(cbs_code=cbs_code, valid_until=None).first()
    changes = []
    if root is None:
        root = Area(slug=free_slug(municipality.code, "gemeente"))
    values = {
        "municipality": municipality,
        "name": municipality.name,
        "cbs_code": cbs_code or root.cbs_code,
    }
    if "geldig_tot" in row.values:
        values["valid_until"] = row.get("geldig_tot")
    differs = {name for name, value in values.items() if getattr(root, name) != value}
    if root.pk is None or differs:
        new = root.pk is None
        for name, value in values.items():
            setattr(root, name, value)
        root.search = normalise(root.name)
        root.version += 0 if new else 1
        root.save()
        record(root, f"area.{'created' if new else 'changed'}", by=by, area_id=root.pk)
        changes.append("geldig_tot" if differs == {"valid_until"} else "cbs")
    if municipality.root_id != root.pk:
        municipality.root = root
        municipality.save(update_fields=["root"])
    _adopt(municipality, cbs_code)
    return changes + claim(root, municipality.code)


def follow(municipality: Municipality, row: Row, *, by) -> list[str]:
    """Say which municipality came after this one; it is made when it is not there yet.

    An import of its CBS areas finds it by its code, so the order of the two does not matter.
    """
    code = row.get("opvolger")
    if not code:
        return []
    new = Area.objects.filter(cbs_code=code, valid_until=None).first()
    new = new or _successor(code, row, by)
    if AreaSuccessor.objects.filter(old=municipality.root, new=new).exists():
        return []
    succeed(old=municipality.root, new=new, by=by)
    return ["opvolger"]


def _successor(code: str, row: Row, by) -> Area:
    name = row.get("opvolger_naam")
    first_day = row.get("geldig_tot") + datetime.timedelta(days=1)
    coming = Municipality(name=name, code=slugify(name))
    coming.source = row.get("bron", "")
    coming.save()
    root = Area(municipality=coming, name=name, cbs_code=code, valid_from=first_day)
    root.slug, root.search = free_slug(coming.code, "gemeente"), normalise(name)
    root.save()
    coming.root = root
    coming.save(update_fields=["root"])
    rebuild_ancestors(coming.pk)
    record(coming, "municipality.created", by=by, area_id=root.pk)
    return root


def _adopt(municipality: Municipality, cbs_code: str) -> None:
    """Areas of this municipality's CBS number that no municipality has yet."""
    if cbs_code:
        number = cbs_code[2:6]
        Area.objects.filter(municipality=None, cbs_code__regex=rf"^(WK|BU){number}").update(
            municipality=municipality
        )
