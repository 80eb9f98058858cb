"""How long partners and tables keep what points at a person."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.lib.clock import today
from config.lib.retention import Rule, delete
from partners.actions import readings
from partners.models import (
    Attendance,
    CaseReading,
    Contact,
    RoundtableKind,
    Seat,
    SupportCase,
)
from partners.models.cases import READINGS_KEPT_YEARS

CONTACTS_KEPT = timedelta(days=365)
SEATS_KEPT = timedelta(days=2 * 365)
_MONTH = timedelta(days=30.44)


def _old_seats():
    """Seats that ended long ago and still tell who sat there."""
    rows = Seat.objects.filter(ends_on__lt=today() - SEATS_KEPT)
    return rows.filter(~Q(name="") | ~Q(email="") | Q(attendances__isnull=False)).distinct()


def empty_seats(rows) -> int:
    """Take away who sat there and who was present; agreements and minutes stay. Returns how many
    seats.
    """
    found = list(rows.values_list("pk", flat=True))
    Attendance.objects.filter(seat__in=found).delete()
    return Seat.objects.filter(pk__in=found).update(name="", email="")


def _old_cases():
    """Cases that were closed longer ago than their kind of table keeps them.

    The one place that asks for cases without a member (the model's own manager refuses): it reads
    nothing of them.
    """
    due = Q(pk__in=[])
    for kind in RoundtableKind.objects.filter(confidential=True):
        last = today() - _MONTH * kind.cases_kept_months
        due |= Q(roundtable__kind=kind, closed_on__lt=last)
    return SupportCase._base_manager.filter(due)


def _old_readings():
    # The triggers go by the database's clock, so this does too; the spare days cover leap years.
    age = timedelta(days=READINGS_KEPT_YEARS * 365 + 3)
    return CaseReading.objects.filter(at__lt=Now() - age)


RULES = [
    Rule(
        name="contacts",
        model=Contact,
        text=_("Een contactpersoon van een partner wissen we een jaar na de laatste dag."),
        due=lambda: Contact.objects.filter(ends_on__lt=today() - CONTACTS_KEPT),
        act=delete,
    ),
    Rule(
        name="seats",
        model=Seat,
        text=_(
            "Naam en mailadres van wie aan een tafel zat, en wie er was, wissen we twee jaar nadat "
            "de zetel eindigt. Het verslag blijft."
        ),
        due=_old_seats,
        act=empty_seats,
    ),
    Rule(
        name="cases",
        model=SupportCase,
        text=_(
            "Een vraag aan een vertrouwelijke tafel wissen we zes maanden nadat zij is afgesloten, "
            "of zo lang als bij de tafel staat. Alleen het aantal blijft."
        ),
        due=_old_cases,
        act=delete,
    ),
    Rule(
        name="case-readings",
        model=CaseReading,
        text=_("Wie een vraag aan een vertrouwelijke tafel las, bewaren we twee jaar."),
        due=_old_readings,
        act=readings.forget,
    ),
]
