"""The question that the register of subsidies answers: of which year and area."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.lib.forms import QueryForm


class RegisterForm(QueryForm):
    """The year of the decision, and the area."""

    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, required=False)
    gebied = forms.SlugField(max_length=140, required=False)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["jaar"].choices = [(year, str(year)) for year in years]
