"""Writing the trail: `record` beside every write, in the same transaction."""

import re

from django.db import models

from config.audit.models import Event

_VERB = re.compile(r"^[a-z_]+\.[a-z_]+$")
_KEY = re.compile(r"^[\w.:+/-]{0,60}$")
_KEPT = (
    models.IntegerField,
    models.DecimalField,
    models.FloatField,
    models.BooleanField,
    models.DateField,
    models.TimeField,
    models.DurationField,
    models.ForeignKey,
)


def record(
    obj: models.Model,
    verb: str,
    *,
    by,
    area_id: int | None = None,
    changes: dict | None = None,
) -> Event:
    """Write one event about `obj` and return it.

    `by` is the user, or None (also an anonymous visitor) for residents without an account and
    for the system. Area and municipality are read from the object when they are not given.
    Raises ValueError for a verb that is no key, and for text in `changes`.
    """
    event = _event(obj, verb, by=by, area_id=area_id, changes=changes)
    event.save()
    return event


def record_all(things: list[tuple[models.Model, str, dict]], *, by) -> None:
    """Write one event for each (object, verb, changes), in as few questions as that takes.

    For what one person does to hundreds of rows at once. Raises ValueError as `record` does.
    """
    events = [_event(obj, verb, by=by, changes=changes) for obj, verb, changes in things]
    Event.objects.bulk_create(events, batch_size=500)


def _event(
    obj: models.Model, verb: str, *, by, area_id: int | None = None, changes: dict | None = None
) -> Event:
    if not _VERB.match(verb):
        raise ValueError(f"an event's verb is a key such as 'initiative.released', not {verb!r}")
    _refuse_text(changes)
    return Event(
        actor_id=by.pk if by is not None else None,
        verb=verb,
        model=obj._meta.label_lower,
        object_id=obj.pk,
        area_id=area_id if area_id is not None else getattr(obj, "area_id", None),
        municipality_id=getattr(obj, "municipality_id", None),
        changes=changes or {},
    )


def diff(old: dict, new: models.Model, fields) -> dict[str, list]:
    """Return what differs between stored values and an object, fit for `record(changes=)`.

    `old` holds values by field name or column name (as from `.values()`); `fields` names what to
    compare, and names that are no field of the model are left out. Choices, numbers and dates
    give [old, new]; texts, and fields that hold personal data, give [].
    """
    known = {field.name: field for field in new._meta.get_fields() if not field.auto_created}
    found: dict[str, list] = {}
    for name in fields:
        field = known.get(name)
        if field is None:
            continue
        if field.many_to_many:
            found[name] = []
            continue
        before = old.get(name, old.get(field.attname))
        after = field.value_from_object(new)
        if before != after:
            found[name] = [before, after] if _may_be_kept(field, new) else []
    return found


def _may_be_kept(field: models.Field, obj: models.Model) -> bool:
    privacy = getattr(obj, "privacy", None)
    if privacy and field.name in privacy.personal | privacy.confidential:
        return False
    return bool(field.choices) or isinstance(field, _KEPT)


def _refuse_text(value) -> None:
    """Keys, numbers and dates may be kept for years; a sentence or a mail address may not."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set):
        for item in value:
            _refuse_text(item)
    elif isinstance(value, str) and not _KEY.match(value):
        raise ValueError("an event holds keys, numbers and dates, never text")
