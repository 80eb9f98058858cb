"""Forms of reports: bringing one, and deciding on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.intake.spam import GuardedForm
from initiatives.forms.fields import refuse_bsn
from initiatives.models import Report
from initiatives.models.report import RECOGNISED


class ReportForm(GuardedForm):
    """What is wrong with a text or picture, as a stranger sends it."""

    reason = forms.ChoiceField(
        label=_("Wat is er mis met de tekst?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wilt u het uitleggen?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_bsn],
    )
    contact_email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Alleen als u wilt horen wat we ermee doen. De schrijver ziet het niet."),
    )

    def __init__(self, *args, of_picture: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_picture:
            self.fields["reason"].label = _("Wat is er mis met de foto?")
            self.fields["reason"].choices = [
                (value, RECOGNISED if value == Report.Reason.PERSON else label)
                for value, label in Report.Reason.choices
            ]
            self.fields["contact_email"].help_text = _(
                "Alleen als u wilt horen wat we ermee doen. Wie de foto plaatste ziet het niet."
            )

    def given(self) -> dict:
        """The fields of the report itself."""
        return {name: self.cleaned_data[name] for name in ("reason", "text", "contact_email")}


class DecideReportForm(forms.Form):
    """Leave it or hide it, and why."""

    form_key = KeyField()
    decision = forms.ChoiceField(
        label=_("Wat besluit u?"),
        choices=[("left", _("laten staan")), ("hidden", _("van de site halen"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wie het meldde krijgt dit per mail; bij weghalen ook de schrijver."),
    )
