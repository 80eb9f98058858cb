"""Forms that strangers may send: bots are slowed down, and no person is refused for good.

Three things without script or picture puzzles: a signed key, a field that people do not see, and
a shortest time between drawing and sending. Each refusal keeps what was typed and says what to
do; pressing again (and emptying the extra field) is enough.
"""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField, made_at
from config.lib import clock

SHORTEST = timedelta(seconds=2)
# Password managers and browsers leave a field alone that asks for it.
_LEAVE_ALONE = {
    "autocomplete": "off",
    "tabindex": "-1",
    "data-1p-ignore": "true",
    "data-lpignore": "true",
    "data-bwignore": "true",
    "data-form-type": "other",
}


class TrapInput(forms.TextInput):
    """Counts as hidden, so that every layout draws it."""

    template_name = "intake/trap.html"
    is_hidden = True
    # Set when it was filled: whoever did that must be able to see and empty it.
    shown = False

    def get_context(self, name, value, attrs):
        """Add what the template asks: its label, and whether to show it."""
        context = super().get_context(name, value, attrs)
        context["widget"].update(label=_("Laat dit veld leeg"), shown=self.shown)
        return context


class TrapField(forms.CharField):
    """A field that stays empty: out of sight for people, attractive to a bot that fills all."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False, max_length=2000, widget=TrapInput(attrs=_LEAVE_ALONE), **kwargs
        )

    def prepare_value(self, value):
        """Draw it empty, whatever was sent: pressing again is enough."""
        return ""

    def has_changed(self, initial, data):
        """Not content."""
        return False


class GuardedForm(forms.Form):
    """Base of public forms; with a model: `class IdeaForm(GuardedForm, forms.ModelForm)`.

    After validation `cleaned_data["form_key"]` goes to `keys.once`.
    """

    form_key = KeyField()
    more_info = TrapField()

    too_fast = _("Dat ging erg snel. Kijk uw tekst na en druk nog een keer op de knop.")
    trapped = _("Maak het veld “Laat dit veld leeg” leeg en druk nog een keer op de knop.")

    def clean_form_key(self):
        """Ask to press again when the form was sent sooner than a person can."""
        key = self.cleaned_data["form_key"]
        made = made_at(key)
        if made is not None and clock.now() - made < SHORTEST:
            self.add_error(None, forms.ValidationError(self.too_fast, code="too_fast"))
        return key

    def clean_more_info(self):
        """Ask to press again when the extra field was filled."""
        if self.cleaned_data["more_info"]:
            self.fields["more_info"].widget.shown = True
            raise forms.ValidationError(self.trapped, code="trapped")
        return ""
