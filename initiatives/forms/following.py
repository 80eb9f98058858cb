"""Forms of following: what and how often, and changing that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.choices import theme_choices
from config.intake.spam import GuardedForm
from config.lib.forms import QueryForm
from initiatives.models import Frequency


class FollowForm(GuardedForm):
    """A mail address, how often, and for an area perhaps one theme."""

    theme = forms.ChoiceField(label=_("Waarover wilt u nieuws?"), required=False)
    frequency = forms.ChoiceField(
        label=_("Hoe vaak wilt u mail?"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        help_text=_("Is er geen nieuws? Dan krijgt u geen mail."),
    )
    letters = forms.BooleanField(
        label=_("Stuur mij ook de nieuwsbrief van dit gebied"), required=False
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("U krijgt een mail om dit te bevestigen. Niemand ziet uw adres."),
    )

    def __init__(self, *args, municipality, with_theme: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if with_theme:
            self.fields["theme"].choices = [
                ("", _("alles wat er gebeurt")),
                *theme_choices(municipality),
            ]
        else:
            del self.fields["theme"], self.fields["letters"]


class FrequencyForm(forms.Form):
    """How often to mail from now on."""

    frequency = forms.ChoiceField(
        label=_("Hoe vaak wilt u mail?"), choices=Frequency.choices, widget=forms.RadioSelect
    )
    letters = forms.BooleanField(
        label=_("Stuur mij ook nieuwsbrieven van gebieden die ik volg"), required=False
    )


class StopForm(forms.Form):
    """Which thing to follow no longer."""

    number = forms.IntegerField(min_value=1, max_value=2**53)


class WishQuery(QueryForm):
    """What somebody wants to follow, as it stands in the address."""

    gebied = forms.SlugField(required=False)
    thema = forms.SlugField(required=False)
    initiatief = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    actie = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    lat = forms.FloatField(min_value=50, max_value=54, required=False)
    lon = forms.FloatField(min_value=3, max_value=8, required=False)
    straal = forms.IntegerField(min_value=50, max_value=2000, required=False)
