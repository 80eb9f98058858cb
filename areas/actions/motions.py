"""Motions and pledges are written down."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Motion
from config.lib.access import Refused, require
from config.lib.forms import save_form


@transaction.atomic
def make_motion(form, *, by) -> Motion:
    """Save a valid MotionForm on a new motion.

    Raises PermissionDenied, or Refused when the number is there already: the form does not look,
    so that the same form sent twice finds what it made.
    """
    require(permissions.edit_motions(by, form.instance.municipality))
    try:
        with transaction.atomic():
            return save_form(form, by=by)
    except IntegrityError:
        raise Refused(_("Dit nummer bestaat al.")) from None
