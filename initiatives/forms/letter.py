"""Forms of newsletters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.lib.forms import VersionedForm
from initiatives.forms.fields import refuse_bsn
from initiatives.models import Letter


class LetterForm(VersionedForm):
    """The text of a draft."""

    class Meta:
        model = Letter
        fields = ["title", "text"]
        help_texts = {"text": _("Iedereen leest dit. Noem geen namen van bewoners.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].validators.append(refuse_bsn)


class SendLetterForm(forms.Form):
    """To whom, and which version was read."""

    form_key = KeyField()
    seen = forms.IntegerField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label=_("Wie krijgt de nieuwsbrief?"),
        choices=Letter.Audience.choices,
        widget=forms.RadioSelect,
    )
