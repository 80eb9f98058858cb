"""Loading practice files: read and check everything first, then write in one transaction."""

from collections.abc import Sequence
from pathlib import Path

from django.db import models, transaction

from areas.models import Municipality
from config.pages.practice.check import FileRefused, Row, check, read
from config.pages.practice.rules import RULES
from config.pages.practice.schema import FILE_TABLES, TABLES, Table
from config.pages.practice.write import Report, Writer


def load(paths: Sequence[str | Path], *, dry_run: bool = False, by=None) -> Report:
    """Load the files and return what changed; with `dry_run` nothing stays.

    Raises FileRefused with every complaint of every file; then nothing was written.
    """
    checked, complaints = [], []
    for path in paths:
        try:
            checked.append(check_file(read(path), FILE_TABLES, before=checked))
        except FileRefused as refused:
            complaints += _named(refused.complaints, path, paths)
    if complaints:
        raise FileRefused(complaints)
    report = Report()
    with transaction.atomic():
        for path, rows in zip(paths, checked, strict=True):
            try:
                report += write_rows(rows, by=by)
            except FileRefused as refused:
                raise FileRefused(_named(refused.complaints, path, paths)) from None
        transaction.set_rollback(dry_run)
    return report


def check_file(data: dict, tables: Sequence[Table], *, before=()) -> dict[str, list[Row]]:
    """The checked rows of a file; references may point to what is stored or in a file `before`."""
    code = data.get("gemeente", {}).get("code") if isinstance(data.get("gemeente"), dict) else ""
    municipality = Municipality.objects.filter(code=code or "-").first()
    stored: dict[str, set[str]] = {}

    def known(name: str) -> set[str]:
        if name not in stored:
            stored[name] = _stored_codes(name, municipality)
            for rows in before:
                if rows["gemeente"][0].code == code:
                    stored[name] |= {row.code for row in rows.get(name, ())}
        return stored[name]

    return check(data, tables, known=known, rules=RULES)


def write_rows(rows: dict[str, list[Row]], *, by=None) -> Report:
    """Write checked rows of the practice tables, in one transaction."""
    with transaction.atomic():
        return Writer(rows, by=by).write()


def _stored_codes(name: str, municipality: Municipality | None) -> set[str]:
    table = next((table for table in TABLES if table.name == name), None)
    if municipality is None or table is None:
        return set()
    rows: models.QuerySet = table.model._default_manager.filter(**{table.owner: municipality})
    return set(rows.exclude(code="").values_list("code", flat=True))


def _named(complaints: Sequence[str], path, paths) -> list[str]:
    """Say which file, when there are several."""
    if len(paths) == 1:
        return list(complaints)
    return [f"{Path(path).name}: {complaint}" for complaint in complaints]


__all__ = ["FileRefused", "Report", "check_file", "load", "write_rows"]
