"""People and their roles in the admin."""

from django import forms
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from areas.admin.base import OwnChoices, SettingsAdmin, manages, own
from areas.models import Assignment, User
from config.audit.log import record
from config.lib.admin import AuditedInline
from config.lib.forms import MarkedForm


class ByAddressForm(MarkedForm):
    """Something for a person who is named by mail address: nobody leafs through all residents."""

    by = None  # who is looking; the page sets it
    email = forms.EmailField(
        label=_("mailadres"),
        max_length=254,
        required=False,
        help_text=_("Voor wie dit is. Wie hier nieuw is, krijgt een account zonder wachtwoord."),
    )

    def clean_email(self):
        """In lower case; never one's own."""
        address = self.cleaned_data["email"].strip().lower()
        if address and self.by is not None and address == self.by.email:
            raise forms.ValidationError(_("U kunt dit niet aan uzelf geven."))
        return address

    def save(self, commit=True):
        """Save it for the person of the address, made when new."""
        address = self.cleaned_data.get("email")
        if self.instance.pk is None and address:
            user, new = User.objects.get_or_create(
                email=address, defaults={"password": make_password(None)}
            )
            if new:
                record(user, "user.created", by=self.by)
            self.instance.user = user
        return super().save(commit)


class AssignmentForm(ByAddressForm):
    """A role for somebody: a colleague from the list, or by address who has no role here yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "user" in self.fields and self.instance.pk is None:
            self.fields["user"].required = False

    def clean(self):
        """Ask for one of the two; who is known by the address counts as chosen."""
        data, address = super().clean(), self.cleaned_data.get("email")
        if self.instance.pk or "email" in self.errors:
            return data
        if bool(data.get("user")) == bool(address):
            self.add_error("email", _("Kies een persoon, of vul een mailadres in."))
        elif address:
            data["user"] = User.objects.filter(email=address).first()
        return data


class AssignmentInline(OwnChoices, AuditedInline):
    model = Assignment
    can_delete = False

    def has_view_permission(self, request, obj=None):
        """Who manages a municipality."""
        return manages(request)

    def has_add_permission(self, request, obj=None):
        """Nobody gives rights to themselves."""
        return manages(request) and obj != request.user

    def has_change_permission(self, request, obj=None):
        """Nobody changes their own rights."""
        return manages(request) and obj != request.user

    def get_queryset(self, request):
        """Assignments in the person's own municipalities."""
        return own(request.user, super().get_queryset(request))


class UserForm(MarkedForm):
    """A person; the address is stored in lower case."""

    def clean_email(self):
        """In lower case, as the database demands."""
        return self.cleaned_data["email"].strip().lower()


# No groups and no Django permissions: what somebody may do follows from roles per area.
RIGHTS = ["is_active", "is_staff", "is_superuser"]


@admin.register(User)
class UserAdmin(SettingsAdmin):
    """People: never deleted but made inactive, and nobody changes their own rights."""

    form = UserForm
    fields = ["name", "email", "phone", *RIGHTS, "last_login", "joined_at"]
    list_display = ["name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["name", "email"]
    inlines = [AssignmentInline]

    def get_readonly_fields(self, request, obj=None):
        """Rights are a superuser's to give; an address is a way in, so it is not changed by
        somebody who may not have all rights.
        """
        fixed = ["last_login", "joined_at"]
        if obj == request.user:
            return [*fixed, "email", *RIGHTS]
        if request.user.is_superuser:
            return fixed
        fixed += [name for name in RIGHTS if name != "is_active"]
        return [*fixed, "email"] if obj else fixed

    def has_change_permission(self, request, obj=None):
        """Only a superuser changes a superuser."""
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """What a person did stays theirs; they are made inactive or erased."""
        return False

    def save_model(self, request, obj, form, change):
        """A new person gets in by mail code, without a password."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Assignment)
class AssignmentAdmin(SettingsAdmin):
    list_display = ["user", "role", "area", "starts_on", "ends_on"]
    list_select_related = ["user", "role", "area"]
    list_filter = ["role__kind"]
    autocomplete_fields = ["user"]
    form = AssignmentForm
    fields = ["user", "email", "role", "area", "starts_on", "ends_on", "in_public"]

    def get_fields(self, request, obj=None):
        """A person is named by address only for what is new."""
        return [name for name in super().get_fields(request, obj) if not obj or name != "email"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Tell the form who is looking."""
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        """Nobody changes their own rights."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.user_id != request.user.pk
        )

    def has_delete_permission(self, request, obj=None):
        """An assignment ends by its last day, so that it can be told who could do what when."""
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Nobody gives rights to themselves."""
        if db_field.name == "user":
            people = own(request.user, User.objects.all())
            kwargs["queryset"] = people.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
