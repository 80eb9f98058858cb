"""Schemes in time: a changed rule makes a new dated version, so that old decisions stay right."""

import datetime

from django.db.models import Q

from areas.models import Municipality
from budgets.models import Scheme
from config.lib.clock import today
from config.pages.practice.check import Row
from config.pages.practice.scheme_keys import SCHEME_RULES


def version_for(
    municipality: Municipality, row: Row, values: dict, later: Row | None
) -> tuple[Scheme, Scheme | None]:
    """The version that this row of the file fills, and the older one that ends because of it.

    A row stands for the versions from its `geldig_van` up to that of the next row with the same
    code; the newest of those is compared. A changed rule starts a new version today (or on the
    row's own later date); other changes, and changes to a scheme that has ended, are corrections.
    """
    versions = Scheme.objects.filter(municipality=municipality, code=row.code)
    start = row.get("geldig_van")
    mine = versions
    if start:
        mine = mine.filter(valid_from__gte=start)
    if later is not None:
        mine = mine.filter(Q(valid_from=None) | Q(valid_from__lt=later.get("geldig_van")))
    current = mine.order_by("valid_from").last() if start else _newest(mine)
    if current is None:
        return _after(municipality, versions, start, later)
    if not _rule_changed(current, values) or _is_over(current) or _is_of_today(current):
        values.pop("valid_from", None)
        return current, None
    new = _copy(current)
    values["valid_from"] = new.valid_from = today()
    current.valid_until = today() - datetime.timedelta(days=1)
    current.version += 1
    return new, current


def _newest(versions) -> Scheme | None:
    """The latest start; without a start is oldest (where nulls sort differs per database)."""
    dated = versions.exclude(valid_from=None).order_by("valid_from").last()
    return dated or versions.filter(valid_from=None).first()


def _after(municipality, versions, start, later) -> tuple[Scheme, Scheme | None]:
    """A first version, or one that follows on an open older one, up to where a later one begins."""
    closing, new = None, Scheme(municipality=municipality)
    if start:
        previous = _newest(versions.filter(Q(valid_from=None) | Q(valid_from__lt=start)))
        new = _copy(previous) if previous else new
        if previous and (previous.valid_until is None or previous.valid_until >= start):
            closing = previous
            closing.valid_until = start - datetime.timedelta(days=1)
            closing.version += 1
    if later is not None and versions.filter(valid_from__gte=later.get("geldig_van")).exists():
        new.valid_until = later.get("geldig_van") - datetime.timedelta(days=1)
    return new, closing


def _copy(scheme: Scheme) -> Scheme:
    new = Scheme()
    for field in Scheme._meta.concrete_fields:
        if field.name not in {"id", "version", "valid_until"}:
            setattr(new, field.attname, getattr(scheme, field.attname))
    return new


def _rule_changed(scheme: Scheme, values: dict) -> bool:
    return any(getattr(scheme, name) != values[name] for name in SCHEME_RULES if name in values)


def _is_over(scheme: Scheme) -> bool:
    return scheme.valid_until is not None and scheme.valid_until < today()


def _is_of_today(scheme: Scheme) -> bool:
    return scheme.valid_from is not None and scheme.valid_from >= today()
