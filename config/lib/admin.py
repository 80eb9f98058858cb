"""The base of admin pages that change something: every save leaves a trail, none overwrites."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.audit.log import diff, record
from config.lib.forms import LostRace, MarkedForm, VersionedForm, save_form
from config.lib.models import Versioned

MARK = "row_version"


class Discreet:
    """A list cannot be filtered by its address on what is personal: that tells letter by letter."""

    def lookup_allowed(self, lookup, value, request=None):
        """Refuse personal and confidential fields, unless the list itself offers that filter."""
        privacy = getattr(self.model, "privacy", None)
        name = lookup.split("__")[0]
        if privacy and name in privacy.personal | privacy.confidential | {"password"}:
            offered = {one for one in self.list_filter if isinstance(one, str)}
            return any(lookup == one or lookup.startswith(f"{one}__") for one in offered)
        return super().lookup_allowed(lookup, value, request)


class ReadOnlyAdmin(Discreet, admin.ModelAdmin):
    """To look up only: nothing can be added, changed or deleted here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request, obj=None):
        """Rows are made by actions."""
        return False

    def has_change_permission(self, request, obj=None):
        """Rows change by actions."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Rows stay."""
        return False


class AuditedInline(admin.StackedInline):
    """Rows below another: two people do not overwrite each other there either."""

    form = MarkedForm
    extra = 1

    def get_fields(self, request, obj=None):
        """The mark is hidden in a form that can be sent, and absent elsewhere."""
        fields = [name for name in super().get_fields(request, obj) if name != MARK]
        return [*fields, MARK] if self.has_change_permission(request, obj) else fields


class AuditedAdmin(Discreet, admin.ModelAdmin):
    """Saves through `save_form`, with our own trail instead of Django's (never two trails).

    Every form holds a mark of what the person saw: the version of a Versioned row, else a
    checksum. A form class of your own builds on VersionedForm or MarkedForm.
    """

    actions = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    change_form_template = "admin/audited_change_form.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        if not issubclass(self.form, VersionedForm):
            self.form = VersionedForm if issubclass(model, Versioned) else MarkedForm

    def get_fields(self, request, obj=None):
        """Add the mark, hidden, to a form that can be sent."""
        fields = [name for name in super().get_fields(request, obj) if name != MARK]
        return [*fields, MARK] if self.has_change_permission(request, obj) else fields

    def save_model(self, request, obj, form, change):
        """Save with an audit event, and never over somebody else's newer version.

        When only rows below it changed, it leaves no event of its own.
        """
        if not change or set(form.changed_data) - {MARK}:
            save_form(form, by=request.user)

    def save_formset(self, request, form, formset, change):
        """Save the rows of an inline, each with its event."""
        for inline_form in formset.initial_forms:
            if inline_form.has_changed() and inline_form not in formset.deleted_forms:
                save_form(inline_form, by=request.user)
        for inline_form in formset.extra_forms:
            if inline_form.has_changed():
                save_form(inline_form, by=request.user)
        for inline_form in formset.deleted_forms:
            if inline_form.instance.pk:
                self.delete_model(request, inline_form.instance)
        formset.new_objects = formset.changed_objects = formset.deleted_objects = []

    def delete_model(self, request, obj):
        """Delete with an event of what it was about."""
        record(obj, f"{obj._meta.model_name}.deleted", by=request.user, changes=diff({}, obj, []))
        obj.delete()

    def delete_queryset(self, request, queryset):
        """One by one, so that each leaves an event."""
        for obj in queryset:
            self.delete_model(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """When somebody saved at the very same moment: show both texts, now that they stand."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except LostRace:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        """Show the trail of this object."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied(_("U mag dit niet zien."))
        about = {"model__exact": obj._meta.label_lower, "object_id__exact": obj.pk}
        return HttpResponseRedirect(f"{reverse('admin:audit_event_changelist')}?{urlencode(about)}")

    def log_addition(self, request, obj, message):
        """Django's log keeps names for ever; our trail is enough."""

    def log_change(self, request, obj, message):
        """As log_addition."""

    def log_deletions(self, request, queryset):
        """As log_addition."""
