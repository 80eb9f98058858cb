"""Forms of the pages. Of GET parameters, what is not valid counts as not given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import QueryForm
from config.pages.street.spot import DISTANCES, USUAL


class SearchForm(QueryForm):
    """The words of a search, 200 characters at most."""

    q = forms.CharField(
        label=_("Zoek op naam, plaats of onderwerp"), max_length=200, required=False
    )


class CouncilForm(QueryForm):
    """Which figures of the council view to show."""

    toon = forms.ChoiceField(
        choices=[("acties", _("Acties")), ("initiatieven", _("Initiatieven")), ("geld", _("Geld"))],
        required=False,
    )
    jaar = forms.IntegerField(min_value=2000, max_value=2100, required=False)

    def show(self) -> str:
        """The chosen figures."""
        return self.value("toon", "acties")

    def year(self) -> int:
        """The chosen year, else this one."""
        return self.value("jaar", today().year)


class WorkForm(QueryForm):
    """Which part of my work to show."""

    gebied = forms.SlugField(required=False)


class AgendaForm(QueryForm):
    """What the overview shows, and in which form."""

    toon = forms.ChoiceField(
        choices=[("acties", _("Acties")), ("plannen", _("Plannen"))], required=False
    )
    vorm = forms.ChoiceField(
        choices=[(name, name) for name in ("kaart", "tijdlijn", "afdruk")], required=False
    )


class StreetForm(forms.Form):
    """An address, and how far around it to look."""

    q = forms.CharField(
        label=_("Uw postcode of straat"),
        max_length=100,
        help_text=_("Bijvoorbeeld 2401 AB 12, of Dorpsstraat 12."),
    )
    straal = forms.TypedChoiceField(
        label=_("Hoe ver om u heen"),
        coerce=int,
        choices=[(metres, _("%(n)d meter") % {"n": metres}) for metres in DISTANCES],
        initial=USUAL,
    )


class PageForm(QueryForm):
    """The page of a list."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class RedactForm(forms.Form):
    """A passage that is to be nowhere any more."""

    form_key = KeyField()
    passage = forms.CharField(
        label=_("Welke woorden moeten weg?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Neem ze precies over. Hoofdletters maken niet uit."),
    )
    sure = forms.BooleanField(label=_("Ik weet zeker dat dit voorgoed weg moet"))
