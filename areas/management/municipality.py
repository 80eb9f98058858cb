"""Which municipality a command is about."""

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from areas.models import Municipality


def municipality_named(code: str) -> Municipality:
    """The municipality with this code, or with this CBS code. Raises CommandError."""
    found = Municipality.objects.filter(Q(code=code) | Q(root__cbs_code=code)).first()
    if not found:
        known = ", ".join(Municipality.objects.values_list("code", flat=True))
        said = {"code": code, "known": known}
        raise CommandError(_("De gemeente “%(code)s” is niet bekend. Wel: %(known)s.") % said)
    return found
