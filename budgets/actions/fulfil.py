"""The end of a grant that is no subsidy: carried out, delivered, or spent by the holder."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from budgets.actions import chain
from budgets.actions.letters_paid import tell_fulfilled
from budgets.models import Application, ApplicationState, Fulfilment, Route
from budgets.permissions_paid import may_fulfil
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro


@transaction.atomic
def fulfil(*, application: Application, amount_cents: int, on: date, text: str, by) -> Fulfilment:
    """Write down, once, what was done for a grant and what it cost in the end (cents).

    What the municipality carried out or delivered itself is booked as spent, without a payment;
    what a budget holder did not need is not paid, or claimed back from them. The rest is available
    again. Raises PermissionDenied, and Refused for a subsidy (which is settled, Awb 4:42), an
    amount above the grant, a day to come, a payment that runs, or a second time.
    """
    require(may_fulfil(by, application))
    granted = _refuse(application, amount_cents, on, text)
    try:
        with transaction.atomic():
            made = Fulfilment.objects.create(
                application=application,
                granted_cents=granted,
                amount_cents=amount_cents,
                on=on,
                text=text.strip(),
                by=by,
            )
    except IntegrityError:
        raise Refused(_("Dit is al vastgelegd.")) from None
    if not application.is_paid_out and amount_cents:
        chain.spend(application, amount_cents, key=f"spend:{application.pk}", by=by)
    chain.settle(application, granted, amount_cents, by=by)
    changes = {"amount_cents": [granted, amount_cents]}
    area_id = application.budget.area_id
    record(made, f"application.{application.route}", by=by, area_id=area_id, changes=changes)
    tell_fulfilled(application, made)
    return made


def _refuse(application: Application, amount_cents: int, on: date, text: str) -> int:
    """Raise Refused with the first rule that says no; else what was granted (cents)."""
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is niets toegekend."))
    if application.route == Route.APPLICANT:
        raise Refused(_("Dit is een subsidie. Die stelt u vast."))
    if not text.strip():
        raise Refused(_("Schrijf op wat er is gedaan."))
    if not localdate(application.decision.at) <= on <= today():
        raise Refused(_("Kies een dag vanaf het besluit tot en met vandaag."))
    granted = application.decision.amount_cents
    if amount_cents > granted:
        words = {"amount": format_euro(granted)}
        raise Refused(_("Er is niet meer toegekend dan %(amount)s.") % words)
    return granted
