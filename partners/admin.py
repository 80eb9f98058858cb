"""Organisations, tables and seats in the admin, for who manages the municipality."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin.base import MUNICIPALITY, OwnChoices, SettingsAdmin, manages, own
from areas.admin.people import ByAddressForm
from config.lib.admin import AuditedInline
from partners.models import (
    FacilityKind,
    Organisation,
    Rhythm,
    Roundtable,
    RoundtableKind,
    Seat,
)

MUNICIPALITY |= {
    FacilityKind: "municipality",
    Rhythm: "municipality",
    Organisation: "municipality",
    RoundtableKind: "municipality",
    Roundtable: "kind__municipality",
    Seat: "roundtable__kind__municipality",
}


@admin.register(Organisation)
class OrganisationAdmin(SettingsAdmin):
    list_display = ["name", "kind", "of_residents", "municipality"]
    list_select_related = ["municipality"]
    list_filter = ["of_residents"]
    search_fields = ["name"]
    autocomplete_fields = ["areas"]


@admin.register(RoundtableKind)
class RoundtableKindAdmin(SettingsAdmin):
    list_display = ["name", "municipality", "sits", "says", "confidential"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


@admin.register(FacilityKind)
class FacilityKindAdmin(SettingsAdmin):
    list_display = ["name", "municipality", "network"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


@admin.register(Rhythm)
class RhythmAdmin(SettingsAdmin):
    list_display = ["name", "municipality", "level", "weeks"]
    list_select_related = ["municipality", "level"]
    search_fields = ["name"]


class SeatForm(ByAddressForm):
    """A seat for the person of a mail address."""

    class Meta:
        model = Seat
        fields = ["organisation", "role", "votes", "leads", "starts_on", "ends_on"]

    def mark_of(self, row) -> int:
        """A seat has a version of its own."""
        return row.version

    def clean(self):
        """Ask whose seat it is, and refuse the same seat twice."""
        data = super().clean()
        if self.instance.pk or "email" in self.errors:
            return data
        if not data.get("email"):
            self.add_error("email", _("Vul een mailadres in."))
        elif self.same_seats(data["email"], data.get("starts_on")).exists():
            self.add_error("email", _("Deze persoon heeft hier al een zetel vanaf die dag."))
        return data

    def same_seats(self, address: str, starts_on):
        """Seats of this person at this table from this day."""
        table = self.instance.roundtable_id
        return Seat.objects.filter(roundtable=table, user__email=address, starts_on=starts_on)


class SeatInline(OwnChoices, AuditedInline):
    """Who sits at the table. A seat ends by its last day; one's own seat is another's to change."""

    model = Seat
    form = SeatForm
    fields = ["user", "email", "organisation", "role", "votes", "leads", "starts_on", "ends_on"]
    readonly_fields = ["user"]
    can_delete = False

    def get_formset(self, request, obj=None, **kwargs):
        """Tell the form who is looking."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user
        return formset

    def get_queryset(self, request):
        """Seats of the person's own municipalities, but their own."""
        rows = own(request.user, super().get_queryset(request))
        return rows.exclude(user=request.user).select_related("user", "roundtable")

    def has_view_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_add_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_change_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)


@admin.register(Roundtable)
class RoundtableAdmin(SettingsAdmin):
    list_display = ["name", "kind", "area"]
    list_select_related = ["kind", "area"]
    search_fields = ["name"]
    autocomplete_fields = ["area", "also_for", "organisations"]
    inlines = [SeatInline]
