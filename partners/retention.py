"""How long partners and tables keep what points at a person."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.clock import today
from config.lib.retention import Rule, delete
from partners.models import Attendance, Contact, Seat

CONTACTS_KEPT = timedelta(days=365)
SEATS_KEPT = timedelta(days=2 * 365)


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
]
