"""What the forms of areas share: inputs, choices, and the base of forms on one row."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.lib.forms import QueryForm, VersionedForm

LARGEST_ID = 2**62
# What Django says where nothing is chosen.
DASHES = "---------"


def day_input() -> forms.DateInput:
    """An input in which the browser lets one pick a date."""
    return forms.DateInput(attrs={"type": "date", "class": "gw-input--short"}, format="%Y-%m-%d")


def long_text(rows: int = 4) -> forms.Textarea:
    """A box of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class AreaChoice(forms.ModelChoiceField):
    """An area by name, with its level to tell two of the same name apart."""

    def label_from_instance(self, area):
        """The name and the level."""
        return f"{area.name} ({area.level.name})" if area.level else area.name


class GoalChoice(forms.ModelChoiceField):
    """A goal with the plan that it belongs to."""

    def label_from_instance(self, goal):
        """The plan and the goal."""
        return f"{goal.plan.title}: {goal.title}"


class StartForm(QueryForm):
    """For which area, or under which goal, something starts, and where to go back to."""

    gebied = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    doel = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    next = forms.CharField(max_length=300, required=False)


def _spoken(label, field) -> str:
    """The words of a choice; for none at all Django has dashes."""
    if label != DASHES:
        return label
    return _("Maak een keuze") if field.required else _("Niet gekozen")


class AgendaForm(VersionedForm):
    """Base of the forms that make or change one row; a new row has a key, so it is made once.

    Without a user (as when the other person's text is laid beside it) the choices stay whole.
    """

    form_key = KeyField()

    def __init__(self, *args, user=None, municipality=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["form_key"]
        if user is not None:
            self.narrow(user, municipality)
        for field in self.fields.values():
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = _("Maak een keuze") if field.required else _("Niet gekozen")
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = [(value, _spoken(label, field)) for value, label in field.choices]

    def narrow(self, user, municipality):
        """Keep the choices that this person has."""

    def check_dates(self, data):
        """Say it beside the field when the end lies before the start."""
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("De einddatum ligt voor de begindatum."))


class StepForm(forms.Form):
    """The confirmation of a step, with a reason where the step needs one."""

    reason = forms.CharField(
        label=_("Waarom?"), max_length=1000, widget=long_text(), required=False
    )
    internal = forms.BooleanField(label=_("Alleen voor collega's"), required=False)
    next = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)

    def __init__(self, *args, step, with_note: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = step.needs_reason
        if not with_note:
            del self.fields["internal"]
            if not step.needs_reason:
                del self.fields["reason"]
        elif not step.needs_reason:
            self.fields["reason"].label = _("Wilt u er iets bij vertellen?")
