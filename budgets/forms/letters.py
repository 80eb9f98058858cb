"""Forms about letters and objections."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from budgets.actions.written import KEPT
from budgets.letter_text import NEEDS, accounts_later, kinds_of
from budgets.models import Letter, LetterKind, ObjectionState
from config.intake.keys import KeyField
from config.lib.clock import today


class LetterForm(forms.Form):
    """What a letter says besides the decision; the last letter of the municipality fills it in."""

    form_key = KeyField()
    kind = forms.ChoiceField(label=_("Welke brief?"), widget=forms.RadioSelect)
    period = forms.CharField(
        label=_("In welke periode is de activiteit?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: van 1 mei tot en met 30 september 2027."),
    )
    duties = forms.CharField(
        label=_("Wat moet de ontvanger doen?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    account_by = forms.DateField(
        label=_("Tot en met welke dag kan de ontvanger vertellen wat ervan terechtkwam?"),
        widget=day_input(),
    )
    signed_for = forms.CharField(
        label=_("Namens wie is het besluit?"),
        max_length=150,
        help_text=_("Bijvoorbeeld: het college van burgemeester en wethouders."),
    )
    signed_as = forms.CharField(label=_("Wat is uw functie?"), max_length=150)
    contact = forms.CharField(
        label=_("Wie helpt bij vragen?"),
        max_length=200,
        help_text=_("Een team of nummer. Schrijf geen namen op."),
    )
    objection_post = forms.CharField(label=_("Postadres voor bezwaar"), max_length=200)
    objection_digital = forms.CharField(label=_("Digitaal adres voor bezwaar"), max_length=200)

    def __init__(self, *args, application, initial=None, **kwargs):
        of_town = Letter.objects.filter(
            application__scheme__municipality=application.scheme.municipality_id
        )
        last = of_town.values(*KEPT).first() or {}
        own = application.letters.exclude(period="").values("period").first() or {}
        super().__init__(*args, initial={**last, **own, **(initial or {})}, **kwargs)
        self._narrow(application, kinds_of(application))

    def _narrow(self, application, kinds: list[str]):
        """Ask what this letter says, and which one only where there is a choice."""
        needed = {name for kind in kinds for name in NEEDS.get(kind, ())}
        if any(accounts_later(application, kind) for kind in kinds):
            needed.add("account_by")
        for name in {"period", "duties", "account_by"} - needed:
            del self.fields[name]
        if len(kinds) > 1:
            choices = [(kind, LetterKind(kind).label.capitalize()) for kind in kinds]
            self.fields["kind"].choices = choices
            self.fields["kind"].initial = kinds[0]
        else:
            del self.fields["kind"]

    def clean_account_by(self):
        """A day that is still to come."""
        day = self.cleaned_data["account_by"]
        if day <= today():
            raise forms.ValidationError(_now("Kies een dag na vandaag."))
        return day

    def given(self) -> dict:
        """What the action takes; what this letter does not say is empty."""
        names = (*KEPT, "period", "duties")
        found = {name: self.cleaned_data.get(name, "") for name in names}
        return {**found, "account_by": self.cleaned_data.get("account_by")}


class ObjectionForm(forms.Form):
    """An objection that came."""

    form_key = KeyField()
    reference = forms.CharField(
        label=_("Zaaknummer"), max_length=60, help_text=_("Geen naam van een persoon.")
    )
    received_on = forms.DateField(label=_("Op welke dag kwam het binnen?"), widget=day_input())


class OwnObjectionForm(forms.Form):
    """An objection of the initiator."""

    form_key = KeyField()
    text = forms.CharField(
        label=_("Waarom bent u het niet met het besluit eens?"),
        max_length=5000,
        help_text=_("Alleen de gemeente leest dit. Uw naam en de datum zetten wij erbij."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class SettleForm(forms.Form):
    """What came of an objection."""

    form_key = KeyField()
    state = forms.ChoiceField(
        label=_("Wat is de uitkomst?"),
        choices=[one for one in ObjectionState.choices if one[0] != ObjectionState.OPEN],
        widget=forms.RadioSelect,
    )
