"""Money in the admin: to look up only. Books are corrected by new entries, rules by the practice
file, and decisions stay as they were taken. Only the free days of a royal decree are kept here.
"""

from django.contrib import admin
from django.utils.translation import gettext as _

from budgets.models import Application, Budget, Decision, Entry, NamedDay, Scheme
from config.lib.admin import AuditedAdmin, ReadOnlyAdmin
from config.terms.free_days import named_days


@admin.register(Scheme)
class SchemeAdmin(ReadOnlyAdmin):
    list_display = ["name", "municipality", "valid_from", "valid_until", "can_apply", "assumed"]
    list_select_related = ["municipality"]


@admin.register(Budget)
class BudgetAdmin(ReadOnlyAdmin):
    list_display = ["scheme", "area", "year", "allocated_cents", "reserved_cents", "spent_cents"]
    list_filter = ["year"]
    list_select_related = ["scheme", "area"]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    list_display = ["pk", "budget_id", "asked_cents", "state", "received_on"]
    list_filter = ["state"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["application_id", "granted", "amount_cents", "at"]


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["pk", "at", "budget_id", "source", "target", "amount_cents", "text"]
    list_filter = ["source", "target"]


@admin.register(NamedDay)
class NamedDayAdmin(AuditedAdmin):
    list_display = ["day", "source", "checked_on"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Say of which years the days came with this release."""
        if db_field.name == "day":
            years = ", ".join(str(year) for year in sorted(named_days()))
            kwargs["help_text"] = _("De dagen van deze jaren zijn er al: %s.") % years
        return super().formfield_for_dbfield(db_field, request, **kwargs)
