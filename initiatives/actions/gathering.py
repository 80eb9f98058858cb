"""Gatherings are planned, changed, called off, and told about afterwards (domain D9)."""

from django.db import transaction

from config.audit.log import record
from config.lib.access import require
from config.lib.clock import now
from config.lib.forms import save_form
from initiatives.actions import gathering_mails as mails
from initiatives.actions.claim import claim
from initiatives.actions.sign_up import give_seats, held, leaving
from initiatives.models import Gathering
from initiatives.permissions.gathering import (
    may_cancel_gathering,
    may_change_gathering,
    may_plan,
    may_settle_gathering,
)


@transaction.atomic
def plan_gathering(form, *, by) -> Gathering:
    """Keep a new gathering; it is on the site at once. Raises PermissionDenied."""
    gathering = form.instance
    gathering.municipality = gathering.area.municipality
    require(may_plan(by, gathering))
    return save_form(form, by=by)


@transaction.atomic
def change_gathering(form, *, by) -> Gathering:
    """Save what was changed. Who comes hears of another time or place, and who waits gets a seat
    when there are more. Raises PermissionDenied, LostRace.
    """
    before = held(form.instance.pk)
    require(may_change_gathering(by, before))
    require(may_plan(by, form.instance))
    gathering = save_form(form, by=by)
    known = list(gathering.sign_ups.with_address())
    moved_up = give_seats(gathering)
    if not gathering.has_begun and _moved(before, gathering):
        gathering.sign_ups.update(reminded_at=None)
        for one in known:
            mails.changed(gathering, one, leaving(gathering, one))
    for one in moved_up:
        mails.moved_up(gathering, one, leaving(gathering, one))
    return gathering


def _moved(before: Gathering, after: Gathering) -> bool:
    return any(
        getattr(before, name) != getattr(after, name) for name in ("starts_at", "ends_at", "place")
    )


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, reason: str, by) -> Gathering:
    """Call it off and tell who would come. Raises PermissionDenied, Refused."""
    require(may_cancel_gathering(by, gathering))
    claim(gathering, cancelled_at=now(), reason=reason.strip())
    record(gathering, "gathering.cancelled", by=by)
    for one in gathering.sign_ups.with_address():
        mails.cancelled(gathering, one)
    return gathering


@transaction.atomic
def settle_gathering(form, *, by) -> Gathering:
    """Write down what came of it, how many came and what it led to.

    Raises PermissionDenied, LostRace.
    """
    require(may_settle_gathering(by, form.instance))
    return save_form(form, by=by)
