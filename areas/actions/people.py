"""Writes about people."""

from django.db import transaction
from django.db.models import Q

from areas.models import Assignment, Department, Sheet, User
from config.audit.log import record
from config.lib.clock import now, today

ERASED_DOMAIN = "gewist.invalid"


@transaction.atomic
def erase_user(user: User, *, by) -> User:
    """Take away everything that tells who a person is; what they did keeps its number (AVG 17).

    The row stays because decisions, notes and the trail point at it. A second time changes
    nothing.
    """
    if user.erased_at:
        return user
    end_all(Assignment.objects.filter(user=user))
    Sheet.objects.filter(by=user).delete()
    # What a department does not answer now goes to the manager of the area.
    Department.objects.filter(manager=user).update(manager=None)
    Department.objects.filter(email__iexact=user.email).update(email="")
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"{user.pk}@{ERASED_DOMAIN}"
    user.name = user.phone = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.erased_at = now()
    user.set_unusable_password()
    user.save()
    record(user, "user.erased", by=by)
    return user


def end_all(rows) -> None:
    """End today what a person had from–until (a queryset); what never began is deleted."""
    day = today()
    rows.filter(starts_on__gt=day).delete()
    rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).update(ends_on=day)
