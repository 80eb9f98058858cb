"""The deeds between a grant and the last euro, each one entry in the books with a key of its own.

They ask no permission: the actions that call them do.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.books import book, is_closed
from budgets.models import Account, Application, Budget, Entry, YearClosing
from budgets.permissions import may_close_year
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro


def commit(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """Set money that was granted ready to be paid."""
    text = _("Klaargezet om te betalen, aanvraag %(number)s")
    return _move(application, Account.RESERVED, Account.COMMITTED, amount_cents, key, text, by)


def take_out(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """Money that was ready is not paid after all; it stays granted."""
    text = _("Betaling gaat niet door, aanvraag %(number)s")
    return _move(application, Account.COMMITTED, Account.RESERVED, amount_cents, key, text, by)


def pay(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """What was ready was paid."""
    text = _("Betaald, aanvraag %(number)s")
    return _move(application, Account.COMMITTED, Account.SPENT, amount_cents, key, text, by)


def spend(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """The municipality spent what was granted itself; nobody is paid through this application."""
    text = _("Uitgevoerd of geleverd door de gemeente, aanvraag %(number)s")
    return _move(application, Account.RESERVED, Account.SPENT, amount_cents, key, text, by)


def release(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """What was granted and is not needed is available again."""
    text = _("Niet nodig gebleken, aanvraag %(number)s")
    return _move(application, Account.RESERVED, Account.AVAILABLE, amount_cents, key, text, by)


def reclaim(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """What was paid is to be paid back."""
    text = _("Teruggevraagd, aanvraag %(number)s")
    return _move(application, Account.SPENT, Account.CLAIMED, amount_cents, key, text, by)


def receive(application: Application, amount_cents: int, *, key: str, by) -> Entry:
    """What was to be paid back came in."""
    text = _("Terugontvangen, aanvraag %(number)s")
    return _move(application, Account.CLAIMED, Account.AVAILABLE, amount_cents, key, text, by)


def correct(entry: Entry, *, by) -> Entry:
    """Undo an entry by its opposite, once. Raises Refused when the money is not there any more."""
    return book(
        budget=entry.budget,
        application=entry.application,
        source=entry.target,
        target=entry.source,
        amount_cents=entry.amount_cents,
        key=f"correct:{entry.pk}",
        text=_("Correctie van boeking %(number)s") % {"number": entry.pk},
        by=by,
    )


@transaction.atomic
def settle(application: Application, granted_cents: int, settled_cents: int, *, by) -> int:
    """Bring the books to a settled amount (cents), equal or lower; returns what is claimed back.

    What was not paid yet is released first; the rest was paid and is claimed back.
    Raises Refused while a payment runs.
    """
    return lower(application, granted_cents - settled_cents, key=f"{application.pk}", by=by)


def lower(application: Application, over_cents: int, *, key: str, by) -> int:
    """Take this much (cents) from what is left of a grant; returns what is claimed back of it.

    Raises Refused while a payment runs.
    """
    held = Entry.objects.held(application)
    if held[Account.COMMITTED]:
        raise Refused(_("Er loopt nog een betaling. Doe dit als die klaar is."))
    free = min(over_cents, held[Account.RESERVED])
    if free:
        release(application, free, key=f"release:{key}", by=by)
    if over_cents - free:
        reclaim(application, over_cents - free, key=f"reclaim:{key}", by=by)
    return over_cents - free


@transaction.atomic
def close_year(*, municipality, year: int, by) -> YearClosing:
    """Freeze the books of a year that is over. Raises PermissionDenied, and Refused while money of
    that year is promised, on its way or to come back.
    """
    require(may_close_year(by, municipality))
    if year >= today().year:
        raise Refused(_("Dit jaar is nog niet voorbij."))
    if is_closed(municipality, year):
        raise Refused(_("Dit jaar is al afgesloten."))
    budgets = Budget.objects.of(municipality).filter(year=year).order_by("pk")
    # Whoever books waits for these rows, and finds the year closed.
    numbers = list(budgets.select_for_update(of=("self",)).values_list("pk", flat=True))
    sums = Entry.objects.filter(budget__in=numbers).chain()
    open_cents = sums["reserved"] + sums["claimed"]
    if open_cents:
        words = {"amount": format_euro(open_cents)}
        raise Refused(_("Er staat nog %(amount)s open: te betalen of terug te krijgen.") % words)
    closing = YearClosing.objects.create(municipality=municipality, year=year, by=by)
    record(closing, "year.closed", by=by, area_id=municipality.root_id)
    return closing


def _move(application, source, target, amount_cents, key, text, by) -> Entry:
    return book(
        budget=application.budget,
        source=source,
        target=target,
        amount_cents=amount_cents,
        key=key,
        # No title: the initiative may not be public, and the books are.
        text=text % {"number": application.pk},
        application=application,
        by=by,
    )
