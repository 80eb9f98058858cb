"""Whose rows somebody may see in the admin, and the bases of its pages.

A superuser sees every municipality; who has the role of administrator for a whole municipality
sees that one. Django's own permissions play no part: they know no municipality.
"""

from areas.models import (
    Action,
    Area,
    Assignment,
    Department,
    Goal,
    Grouping,
    Indicator,
    Level,
    Motion,
    Municipality,
    ParticipationLevel,
    Plan,
    PlanKind,
    ProgressUpdate,
    Request,
    Role,
    Theme,
    User,
    Work,
)
from areas.permissions import configures
from config.lib.admin import AuditedAdmin

# Where a row says of which municipality it is.
MUNICIPALITY = {
    Municipality: "pk",
    Level: "municipality",
    Grouping: "municipality",
    Area: "municipality",
    Role: "municipality",
    Theme: "municipality",
    PlanKind: "municipality",
    Assignment: "area__municipality",
    Plan: "area__municipality",
    Goal: "plan__area__municipality",
    Action: "area__municipality",
    ProgressUpdate: "action__area__municipality",
    ParticipationLevel: "municipality",
    Indicator: "municipality",
    Department: "municipality",
    Motion: "municipality",
    Work: "municipality",
    Request: "area__municipality",
}


def own(user, rows):
    """The rows of the municipalities that the person manages."""
    if user.is_superuser:
        return rows
    if rows.model is User:
        mine = Assignment.objects.filter(area__municipality__in=configures(user))
        return rows.filter(pk__in=mine.order_by().values("user"))
    return rows.filter(**{f"{MUNICIPALITY[rows.model]}__in": configures(user)})


def manages(request) -> bool:
    """Whether the person manages any municipality here."""
    user = request.user
    return user.is_superuser or (user.is_staff and bool(configures(user)))


class OwnChoices:
    """Offers only rows of the person's own municipalities as choices."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Limit what a choice may point at."""
        if "queryset" not in kwargs:
            kwargs["queryset"] = own(
                request.user, db_field.remote_field.model._default_manager.all()
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """As for one choice."""
        kwargs["queryset"] = own(request.user, db_field.remote_field.model._default_manager.all())
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class SettingsAdmin(OwnChoices, AuditedAdmin):
    """Settings of a municipality. What the practice file made is deleted by a superuser only."""

    def get_queryset(self, request):
        """Rows of the person's own municipalities."""
        return own(request.user, super().get_queryset(request))

    def has_module_permission(self, request):
        """Who manages a municipality."""
        return manages(request)

    def has_view_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_add_permission(self, request):
        """Who manages a municipality."""
        return manages(request)

    def has_change_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_delete_permission(self, request, obj=None):
        """A superuser; the database refuses what is in use."""
        return request.user.is_superuser


class KeptAdmin(SettingsAdmin):
    """Rows that are never made or deleted here."""

    def has_add_permission(self, request):
        """The practice file and the import make them."""
        return False

    def has_delete_permission(self, request, obj=None):
        """They stay."""
        return False


class LookUpAdmin(KeptAdmin):
    """The agenda, to look up: it is kept on its own pages, where rights per area hold."""

    def has_change_permission(self, request, obj=None):
        """Nothing is changed here."""
        return False
