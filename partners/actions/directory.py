"""Contact persons and places that are taken out of the directory."""

from django.db import transaction

from config.audit.log import record
from config.lib.access import require
from partners import permissions
from partners.models import Contact, Facility


@transaction.atomic
def remove_contact(contact: Contact, *, by) -> None:
    """Take a contact person out, with name, number and address. Raises PermissionDenied."""
    require(permissions.edit_contact(by, contact))
    record(contact, "contact.removed", by=by)
    contact.delete()


@transaction.atomic
def remove_facility(facility: Facility, *, by) -> None:
    """Take a place or network out. Raises PermissionDenied."""
    require(permissions.edit_facility(by, facility))
    record(facility, "facility.removed", by=by)
    facility.delete()
