"""What hangs on a kind of initiative: its phases, their questions and ready-made messages.

The file owns the whole of it. Answers hang on phases and questions, so what left the file is set
aside (`active`), never deleted; messages are replaced.
"""

from django.db import models

from config.audit.log import record
from config.pages.practice.check import Row
from config.pages.practice.schema import COMPASS_MESSAGES, COMPASS_PHASES, COMPASS_QUESTIONS, Key
from initiatives.models import CompassMessage, CompassPhase, CompassQuestion, InitiativeKind


def set_phases(kind: InitiativeKind, row: Row, *, by) -> list[str]:
    """Give the kind the phases of the file; ["fasen"] when that is a change."""
    changed = False
    for phase, item in _set(CompassPhase, {"kind": kind}, row.get("fasen"), COMPASS_PHASES):
        changed |= phase.was_changed
        if item is None:
            continue
        questions = _set(
            CompassQuestion, {"phase": phase}, item.get("vragen", []), COMPASS_QUESTIONS
        )
        changed |= any(question.was_changed for question, _item in questions)
        changed |= _set_messages(phase, item.get("berichten", []))
    if not changed:
        return []
    record(kind, "initiativekind.phases_set", by=by)
    return ["fasen"]


def _set(model, owner: dict, items: list[dict], keys: tuple[Key, ...]) -> list[tuple]:
    """Let the rows of an owner be these, by code; returns every row with its item, or None."""
    stored = {row.code: row for row in model.objects.filter(**owner)}
    found = []
    for order, item in enumerate(items, start=1):
        row = stored.pop(item["code"], None) or model(**owner)
        _save(row, {**_values(item, keys), "order": order, "active": True})
        found.append((row, item))
    for row in stored.values():
        _save(row, {"active": False})
        found.append((row, None))
    return found


def _values(item: dict, keys: tuple[Key, ...]) -> dict[str, object]:
    """What the file says of every field; what it leaves out is empty."""
    return {key.field: item.get(key.name, "") for key in keys if key.field}


def _save(row: models.Model, values: dict[str, object]) -> None:
    """Save the row when it differs, and remember on it whether it did."""
    row.was_changed = row.pk is None or any(getattr(row, n) != v for n, v in values.items())
    if row.was_changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def _set_messages(phase, items: list[dict]) -> bool:
    wanted = [tuple(item[key.name] for key in COMPASS_MESSAGES) for item in items]
    names = [key.field for key in COMPASS_MESSAGES]
    if wanted == list(phase.messages.order_by("order").values_list(*names)):
        return False
    phase.messages.all().delete()
    CompassMessage.objects.bulk_create(
        CompassMessage(phase=phase, order=order, **dict(zip(names, values, strict=True)))
        for order, values in enumerate(wanted, start=1)
    )
    return True
