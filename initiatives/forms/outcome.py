"""Forms of what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from initiatives.forms.fields import refuse_bsn
from initiatives.models import Outcome

_MAX = Outcome._meta.get_field("text").max_length


class SayForm(forms.Form):
    """One press, and perhaps some words."""

    result = forms.ChoiceField(
        label=_("Is het gelukt wat u wilde?"),
        choices=Outcome.Result.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wilt u er iets bij vertellen?"),
        help_text=_("Dat hoeft niet. Noem geen namen. De gebiedsadviseur leest het eerst."),
        max_length=_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_bsn],
    )


class EnterForm(SayForm):
    """The same for who is logged in: also at which moment."""

    form_key = KeyField()
    moment = forms.ChoiceField(label=_("Wanneer"), widget=forms.RadioSelect)
    field_order = ["moment", "result", "text"]

    def __init__(self, *args, moments: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [one for one in Outcome.Moment.choices if one[0] in moments]
        self.fields["moment"].choices = choices
        self.fields["moment"].initial = choices[-1][0] if choices else None
