"""Forms: saving with a trail, and two people who edit the same thing."""

from collections.abc import Callable
from zlib import crc32

from django import forms
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from config.audit.log import diff, record
from config.lib.access import Refused


class VersionedForm(forms.ModelForm):
    """A form on a Versioned model: shows both texts when somebody else saved first."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflict_message = _(
        "Iemand anders heeft dit intussen veranderd. Hieronder staan beide teksten. "
        "Pas uw tekst aan als dat nodig is, en sla nog een keer op."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict: list[dict[str, str]] = []
        self.fields["row_version"].initial = self.mark_of(self.instance)

    def mark_of(self, row) -> int:
        """What tells one stored state of the row from the next."""
        return row.version

    def stored_row(self):
        """The row as it is stored now; None for one that is new."""
        pk = self.instance.pk
        return type(self.instance)._default_manager.get(pk=pk) if pk else None

    def clean(self):
        """Compare the version that the user saw with the stored one."""
        data = super().clean()
        if self.newer():
            self.show_both()
        return data

    def newer(self) -> bool:
        """Whether the stored row is newer than the one this form was made of."""
        stored = self.stored_row()
        if stored is None:
            return False
        self.stored_version = self.mark_of(stored)
        return self.stored_version != self.cleaned_data.get("row_version")

    def show_both(self):
        """Fill `conflict`, and let the next save count as an answer to the newer text."""
        theirs = type(self)(instance=self.stored_row())
        for name in [name for name in self.fields if name in self._meta.fields]:
            field, bound = self.fields[name], self[name]
            other = theirs.get_initial_for_field(field, name)
            # Every field, not only what this person changed: in a lost race the stored row may
            # differ where this form still has the older text.
            if field.has_changed(other, bound.data):
                mine, other = self.shown(field, bound.data), self.shown(field, other)
                label = str(field.label or name)
                self.conflict.append({"label": label, "mine": mine, "theirs": other})
        self.data = self.data.copy()
        self.data[self.add_prefix("row_version")] = str(self.stored_version)
        self.add_error(None, self.conflict_message)

    @staticmethod
    def shown(field: forms.Field, value) -> str:
        """A value as the page says it: the label of a choice, a date in words, yes or no."""
        if isinstance(field, forms.BooleanField):
            return str(_("ja") if field.to_python(value) else _("nee"))
        if isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in field.choices}
            given = field.prepare_value(value) or ""
            given = given if isinstance(given, list) else [given]
            return ", ".join(filter(None, (labels.get(str(one), "") for one in given)))
        if isinstance(field, forms.DateField):
            try:
                return date_format(field.to_python(value), "j F Y") if value else ""
            except forms.ValidationError:
                return str(value)
        return str(field.prepare_value(value) or "")

    def reload_conflict(self):
        """Turn a lost race at the moment of saving into the same page with both texts."""
        self.newer()
        self.show_both()


class MarkedForm(VersionedForm):
    """The same for a row without a version: its mark is made of what the form shows of it."""

    def mark_of(self, row) -> int:
        """A checksum of the stored values of the form's fields; 0 for a row that is new."""
        if row.pk is None:
            return 0
        names = set(self.base_fields) & set(self.fields)
        shown = [field for field in row._meta.concrete_fields if field.name in names]
        return crc32(repr([field.value_from_object(row) for field in shown]).encode())


class LostRace(Exception):
    """Between checking and saving, somebody else saved; the form can show both texts."""

    reason = VersionedForm.conflict_message


@transaction.atomic
def save_form(form: forms.ModelForm, *, by):
    """Save a valid form on one row with its audit event, and return the object.

    A Versioned row is saved by one conditional update on its version, so that of two saves at
    the same moment one wins and the other raises LostRace.
    """
    obj, created = form.instance, form.instance.pk is None
    before = {} if created else _stored(obj, form.changed_data)
    if not created and hasattr(obj, "version"):
        _claim_version(form)
    elif not created and isinstance(form, MarkedForm):
        _claim_row(form)
    obj = form.save()
    verb = "created" if created else "changed"
    changed = [name for name in form.changed_data if name != "row_version"]
    record(obj, f"{obj._meta.model_name}.{verb}", by=by, changes=diff(before, obj, changed))
    return obj


def _stored(obj, names):
    fields = {field.name: field.attname for field in obj._meta.concrete_fields}
    wanted = [fields[name] for name in names if name in fields]
    return type(obj)._default_manager.filter(pk=obj.pk).values(*wanted).first() if wanted else {}


def _claim_version(form):
    model, seen = type(form.instance), form.instance.version
    if "row_version" in form.cleaned_data:
        seen = form.cleaned_data["row_version"]
    rows = model._default_manager.filter(pk=form.instance.pk, version=seen)
    if not rows.update(version=seen + 1):
        raise LostRace
    form.instance.version = seen + 1


def _claim_row(form):
    """Without a version: hold the row, and look whether it is still what the person saw."""
    rows = type(form.instance)._default_manager.select_for_update()
    list(rows.filter(pk=form.instance.pk).values_list("pk"))
    if form.newer():
        raise LostRace


class QueryForm(forms.Form):
    """GET parameters: what is not valid counts as not given."""

    def value(self, name: str, default=None):
        """Return the cleaned value, or the default when it is missing or wrong."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return default if found in (None, "") else found


def saved(form: forms.ModelForm, *, by, save: Callable = save_form):
    """Save a valid form by this action and return the object; None when a race was lost (the form
    shows both texts) or a rule refused (the form says why).
    """
    try:
        return save(form, by=by)
    except LostRace:
        form.reload_conflict()
    except Refused as refused:
        form.add_error(None, refused.reason)
    return None
