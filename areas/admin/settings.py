"""Settings of a municipality and its areas in the admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.actions.tree import rebuild_ancestors
from areas.admin.base import KeptAdmin, OwnChoices, SettingsAdmin, manages, own
from areas.models import (
    Area,
    AreaAncestor,
    Department,
    Grouping,
    Indicator,
    Level,
    Municipality,
    ParticipationLevel,
    PlanKind,
    Role,
    RouteStep,
    Theme,
)
from config.lib.admin import AuditedInline
from config.lib.forms import VersionedForm
from config.lib.text import normalise


@admin.register(Municipality)
class MunicipalityAdmin(KeptAdmin):
    list_display = ["name", "host", "phone", "email"]
    readonly_fields = ["code", "root", "source", "assumed", "fictitious"]


@admin.register(Level)
class LevelAdmin(SettingsAdmin):
    list_display = ["name", "municipality", "rank", "on_map"]
    list_select_related = ["municipality"]


@admin.register(Grouping, Theme, Role, ParticipationLevel)
class NamedAdmin(SettingsAdmin):
    list_display = ["name", "municipality", "code"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


class RouteStepInline(OwnChoices, AuditedInline):
    model = RouteStep

    def has_view_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_add_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_change_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_delete_permission(self, request, obj=None):
        """A step of a route may go: plans keep what was done with them."""
        return manages(request)

    def get_queryset(self, request):
        """Steps of the person's own municipalities."""
        kinds = own(request.user, PlanKind.objects.all())
        return super().get_queryset(request).filter(kind__in=kinds.order_by().values("pk"))


@admin.register(PlanKind)
class PlanKindAdmin(NamedAdmin):
    inlines = [RouteStepInline]


@admin.register(Indicator)
class IndicatorAdmin(NamedAdmin):
    list_display = ["name", "municipality", "unit", "direction", "suppress_below"]


@admin.register(Department)
class DepartmentAdmin(NamedAdmin):
    list_display = ["name", "municipality", "email", "answer_days"]
    autocomplete_fields = ["manager"]


class AreaForm(VersionedForm):
    """An area; its parent cannot be one of its own parts."""

    def clean_parent(self):
        """Refuse a circle."""
        parent = self.cleaned_data["parent"]
        below = AreaAncestor.objects.filter(ancestor=self.instance, area=parent)
        if parent and self.instance.pk and below.exists():
            raise forms.ValidationError(_("Een gebied kan niet onder zichzelf liggen."))
        return parent


@admin.register(Area)
class AreaAdmin(KeptAdmin):
    form = AreaForm
    list_display = ["name", "level", "grouping", "parent", "cbs_code", "valid_until"]
    list_select_related = ["level", "grouping", "parent"]
    search_fields = ["search"]
    fields = [
        "name",
        "level",
        "grouping",
        "parent",
        "valid_from",
        "valid_until",
        "portrait",
        "slug",
        "code",
        "cbs_code",
        "source",
        "assumed",
    ]
    readonly_fields = ["slug", "code", "cbs_code", "source", "assumed"]

    def get_search_results(self, request, queryset, search_term):
        """Blind for case and accents, as everywhere."""
        return super().get_search_results(request, queryset, normalise(search_term[:200]))

    def save_model(self, request, obj, form, change):
        """Keep the tree in step when the area hangs under another."""
        super().save_model(request, obj, form, change)
        if "parent" in form.changed_data:
            rebuild_ancestors(obj.municipality_id)
