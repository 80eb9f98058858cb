"""The form in which progress of an action is reported."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import long_text
from areas.models import Action
from config.intake import pictures
from config.intake.keys import KeyField


class ProgressForm(forms.Form):
    """What happened with an action, perhaps its next state, and perhaps a picture."""

    form_key = KeyField()
    text = forms.CharField(label=_("Wat is er gebeurd?"), max_length=2000, widget=long_text())
    state = forms.ChoiceField(label=_("Nieuwe stand"), required=False)
    picture = forms.FileField(
        label=_("Kies een foto"),
        help_text=_(
            "Een JPEG, PNG of WebP van hoogstens 10 MB. Zet geen herkenbare mensen op de foto."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": pictures.NO_PICTURE},
        required=False,
    )
    alt = forms.CharField(
        label=_("Wat is er op de foto te zien?"),
        help_text=_("Voor mensen die de foto niet kunnen zien. Alleen nodig bij een foto."),
        max_length=200,
        required=False,
    )
    internal = forms.BooleanField(label=_("Alleen voor collega's"), required=False)

    def __init__(self, *args, action: Action, steps: dict, unexplained=False, **kwargs):
        super().__init__(*args, **kwargs)
        if unexplained:
            self.fields["text"].label = _("Waarom is het te laat, en wanneer is het dan klaar?")
        stays = _("Blijft: %(state)s") % {"state": action.get_state_display()}
        choices = [
            ("", stays),
            *((state, step.verb) for state, step in steps.items() if step.pressed),
        ]
        self.fields["state"].choices = choices
        if not steps:
            del self.fields["state"]

    def clean_picture(self):
        """The picture, drawn anew and without hidden data; None without one."""
        upload = self.cleaned_data["picture"]
        return pictures.clean(upload) if upload else None

    def clean(self):
        """A picture comes with words for who cannot see it."""
        data = super().clean()
        if data.get("picture") and not data.get("alt"):
            self.add_error("alt", _("Vertel wat er op de foto te zien is."))
        return data
