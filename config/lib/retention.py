"""Retention: rules as data, and the one place that carries them out and writes down the counts."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models, transaction

log = logging.getLogger("gebiedswerk.retention")


@dataclass(frozen=True)
class Rule:
    """What goes when. `name` is what a model's `privacy.retention` refers to.

    `text` tells residents and staff, in Dutch, what goes and when. `due` gives the rows of this
    moment; `act` erases or empties them and returns how many, and a second run finds none.
    """

    name: str
    model: type[models.Model]
    text: str
    due: Callable[[], models.QuerySet]
    act: Callable[[models.QuerySet], int]


def delete(rows: models.QuerySet) -> int:
    """Delete the rows; the usual `act`. Returns the number of rows of the model itself."""
    _total, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


def run(rules: Iterable[Rule], *, dry_run: bool = False) -> list[tuple[Rule, int]]:
    """Carry out the rules, each in its own transaction; with `dry_run` only count.

    The log names rule, model and count, never content. A rule that fails does not stop the
    others; the first failure is raised again at the end.
    """
    done, failure = [], None
    for rule in rules:
        try:
            with transaction.atomic():
                count = rule.due().count() if dry_run else rule.act(rule.due())
        except Exception as error:  # noqa: BLE001 raised again below, after the other rules
            log.error("retention %s failed: %s", rule.name, type(error).__name__)
            failure = failure or error
            continue
        done.append((rule, count))
        log.info("retention %s %s %d", rule.name, rule.model._meta.label_lower, count)
    if failure:
        raise failure
    return done
