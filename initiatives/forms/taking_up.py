"""Who takes up an initiative, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.handle import ReasonForm
from initiatives.models import Initiative
from partners.models import Organisation


class TakeUpForm(ReasonForm):
    """An organisation from the list, or the mail address of a new initiator; and the reason."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Welke organisatie neemt het over?"),
        required=False,
        empty_label=_("geen organisatie"),
    )
    email = forms.EmailField(
        label=_("Of: e-mailadres van een nieuwe indiener"),
        max_length=254,
        required=False,
        help_text=_("Die krijgt een mail met de vraag. Overleg dit eerst met beide bewoners."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["organisation", "email", "chosen", "reason"]

    def __init__(self, *args, initiative: Initiative, **kwargs):
        super().__init__(*args, initiative=initiative, **kwargs)
        rows = Organisation.objects.of(initiative.municipality_id)
        self.fields["organisation"].queryset = rows.order_by("name")
        if not initiative.is_public:
            del self.fields["email"]

    def clean(self):
        """One of the two."""
        data = super().clean()
        if bool(data.get("organisation")) == bool(data.get("email")) and not self.errors:
            self.add_error(
                "organisation",
                _("Kies een organisatie, of vul het mailadres van de nieuwe indiener in."),
            )
        return data
