"""The steps by which a resident brings an initiative; each step is one small form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.intake.spam import GuardedForm
from config.lib.clock import today
from config.lib.forms import QueryForm
from initiatives.forms.fields import (
    BROUGHT,
    CONTACT,
    HELP_TEXTS,
    IDEA,
    THEIR_LABELS,
    InitiativeFields,
    refuse_bsn,
)
from initiatives.forms.place import areas_to_choose


class IdeaFields(InitiativeFields):
    """What the idea is."""

    class Meta(InitiativeFields.Meta):
        fields = ["title", "text"]


class PeopleFields(InitiativeFields):
    """With whom."""

    class Meta(InitiativeFields.Meta):
        fields = ["with_whom", "group_name"]


class NeedsFields(InitiativeFields):
    """What it takes."""

    class Meta(InitiativeFields.Meta):
        fields = ["needs"]


class ContactFields(InitiativeFields):
    """How we reach the initiator."""

    class Meta(InitiativeFields.Meta):
        fields = CONTACT

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact_name", "contact_email"):
            self.fields[name].required = True


class IdeaStep(GuardedForm, IdeaFields):
    """The first step as a stranger sends it; `gebied` is the area of the page they came from."""

    gebied = forms.SlugField(max_length=140, required=False, widget=forms.HiddenInput)


class ContactStep(GuardedForm, ContactFields):
    """The step with the address, as a stranger sends it."""


class SendStep(forms.Form):
    """The last step: only a key, so that pressing twice sends once."""

    form_key = KeyField()


class ResendForm(GuardedForm, InitiativeFields):
    """The address once more, for who got no mail."""

    class Meta(InitiativeFields.Meta):
        fields = ["contact_email"]
        help_texts: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact_email"].required = True


class LaterForm(GuardedForm):
    """Where to mail the link to go on later. What may not be kept at all is refused here too."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We gebruiken het alleen om u de link te sturen."),
    )

    def __init__(self, *args, typed: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.typed = typed

    def clean(self):
        """No citizen number is kept, also not in what is not ready."""
        for fields in self.typed.values():
            for text in fields.values():
                refuse_bsn(text)
        return super().clean()


class PaperForm(InitiativeFields):
    """An initiative that came on paper or at the desk, on one page."""

    form_key = KeyField()
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Gebied"), empty_label=_("Kies een gebied")
    )
    received_on = forms.DateField(
        label=_("Ontvangen op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta(InitiativeFields.Meta):
        fields = [*IDEA, *BROUGHT, *CONTACT]
        labels = THEIR_LABELS
        help_texts = HELP_TEXTS | {
            "contact_email": _("Alleen als de indiener mail wil krijgen."),
            "contact_phone": "",
            "organisation_name": _("Alleen bij een idee namens een organisatie."),
            "group_name": _("Deze naam komt op de site."),
        }

    def __init__(self, *args, user, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = areas_where(user, Permission.ENTER_ON_PAPER)
        areas = areas_to_choose(municipality).filter(pk__in=[] if allowed is None else allowed)
        self.fields["area"].queryset = areas.order_by("name")
        self.fields["received_on"].initial = today()
        for name in ("contact_name", "contact_email", "contact_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def fieldsets(self):
        """Idea, place and people, as on the paper."""
        return [
            (_("Het idee"), ["title", "text", "received_on"]),
            (_("Waar en met wie"), ["area", "place", "with_whom", "group_name", "needs"]),
            (_("De indiener"), [*BROUGHT, *CONTACT]),
        ]

    def clean_received_on(self):
        """Paper comes in today or earlier."""
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("Deze datum ligt in de toekomst."))
        return day

    def idea(self) -> dict:
        """The fields of the initiative itself."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def idea_of(forms_by_step: dict) -> dict:
    """Gather the fields of an initiative from valid steps (without area, which is no text)."""
    data = {}
    for form in forms_by_step.values():
        data |= form.cleaned_data
    return {name: data[name] for name in [*IDEA, *CONTACT] if name in data}


class AreaQuery(QueryForm):
    """The area in an address."""

    gebied = forms.SlugField(max_length=140, required=False)
