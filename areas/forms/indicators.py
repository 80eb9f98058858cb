"""Forms of figures: a number as people here write it, and one measurement by hand."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AreaChoice
from areas.geo.values import MAX_NAME
from areas.models import Area
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import QueryForm

FIRST_YEAR, LAST_YEAR = 1990, 2100
_TWO_WAYS = re.compile(r"-?\d{1,3}(\.\d{3})+")


class FigureField(forms.DecimalField):
    """A number with a comma, such as 6,4; one that can be read in two ways is refused."""

    default_error_messages = {
        "invalid": _("Vul een getal in, zoals 120 of 6,4."),
        "two_ways": _("Schrijf duizend als 1000, en een breuk met een komma."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "gw-input--short"})
        )
        super().__init__(max_digits=14, decimal_places=4, **kwargs)

    def prepare_value(self, value):
        """Show a stored number with a comma and without idle zeros."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value

    def to_python(self, value):
        """Return the number. Raises ValidationError for what is none, or could be two."""
        if isinstance(value, str):
            value = value.strip()
            if _TWO_WAYS.fullmatch(value):
                raise forms.ValidationError(self.error_messages["two_ways"], code="two_ways")
            value = value.replace(",", ".")
        return super().to_python(value)


def year_field(**kwargs) -> forms.IntegerField:
    """A year between 1990 and 2100."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "gw-input--short"})
    messages = {
        "invalid": _("Vul een jaar in, zoals 2026."),
        "min_value": _("Vul een jaar in vanaf 1990."),
        "max_value": _("Vul een jaar in tot 2100."),
    }
    return forms.IntegerField(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=widget,
        error_messages=messages,
        **kwargs,
    )


class MeasurementForm(forms.Form):
    """One figure of one area in one year."""

    form_key = KeyField()
    area = AreaChoice(
        label=_("Welk gebied?"), queryset=Area.objects.none(), empty_label=_("Maak een keuze")
    )
    year = year_field(label=_("Welk jaar?"))
    value = FigureField(label=_("Welk cijfer?"))
    source = forms.CharField(
        label=_("Waar komt het vandaan?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: bewonersenquête 2026."),
    )

    def __init__(self, *args, user, municipality, unit: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        mine = areas_where(user, Permission.EDIT_AGENDA)
        areas = Area.objects.of(municipality).current().select_related("level")
        self.fields["area"].queryset = (
            areas.filter(pk__in=mine) if mine is not None else (Area.objects.none())
        )
        if unit:
            self.fields["value"].help_text = _("In %(unit)s.") % {"unit": unit}

    def clean_year(self):
        """The year has begun."""
        year = self.cleaned_data["year"]
        if year > today().year:
            raise forms.ValidationError(_("Dat jaar is nog niet begonnen."))
        return year


class IndicatorPlace(QueryForm):
    """Of which area the figures are shown."""

    gebied = forms.SlugField(max_length=MAX_NAME + 40, required=False)
