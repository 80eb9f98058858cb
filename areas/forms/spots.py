"""A place on the map in a form: words, an address of the own table, or a point in degrees."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm
from areas.models import Action, AddressPoint
from config.lib.clock import now
from config.lib.forms import QueryForm

_POSTCODE = re.compile(r"^(\d{4})\s*([A-Za-z]{2})\s*(\S*)$")
_STREET = re.compile(r"^(.+?)\s+(\d+\S*)$")


def find_address(municipality, text: str) -> AddressPoint | None:
    """The address "2401 AB 12", "2401AB" or "Dorpsstraat 5" in the municipality's own table."""
    points = AddressPoint.objects.filter(municipality=municipality).order_by("number", "pk")
    if found := _POSTCODE.match(text.strip()):
        points = points.filter(postcode=f"{found[1]}{found[2].upper()}")
        number = found[3]
    elif found := _STREET.match(text.strip()):
        points, number = points.filter(street__iexact=found[1]), found[2]
    else:
        points, number = points.filter(street__iexact=text.strip()), ""
    return (points.filter(number__iexact=number) if number else points).first()


class SpotFields(forms.Form):
    """Base of forms on a Spot: the point follows from an address, or is typed in degrees."""

    address = forms.CharField(
        label=_("Adres of postcode"),
        help_text=_("Bijvoorbeeld 2401 AB 12 of Dorpsstraat 5. Dat geeft het punt op de kaart."),
        max_length=100,
        required=False,
    )
    lat = forms.FloatField(
        label=_("Breedtegraad"),
        help_text=_("Tussen 50 en 54, zoals 52.1286."),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "class": "gw-input--short"}),
    )
    lon = forms.FloatField(
        label=_("Lengtegraad"),
        help_text=_("Tussen 3 en 8, zoals 4.6553."),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "class": "gw-input--short"}),
    )

    def use_addresses(self, municipality):
        """Ask for an address only where the municipality has a table of them."""
        self.municipality = municipality
        if not AddressPoint.objects.filter(municipality=municipality).exists():
            del self.fields["address"]

    def place_spot(self, data):
        """The point of the address, or both degrees inside the Netherlands, or none."""
        if data.get("address") and hasattr(self, "municipality"):
            if found := find_address(self.municipality, data["address"]):
                data["lat"], data["lon"] = found.lat, found.lon
                data["place"] = data.get("place") or data["address"]
            else:
                self.add_error("address", _("Dit adres kennen wij niet. Kijk het na of laat leeg."))
        for name, least, most in (("lat", 50, 54), ("lon", 3, 8)):
            other = data.get("lon" if name == "lat" else "lat")
            value = data.get(name)
            if name in self.errors:
                continue
            if value is None and other is not None:
                self.add_error(name, _("Vul beide getallen in, of geen van beide."))
            elif value is not None and not least <= value <= most:
                self.add_error(name, _("Dit punt ligt niet in Nederland."))


class ActionSpotForm(SpotFields, AgendaForm):
    """Only the place of an action: words, an address, or the point itself."""

    class Meta:
        model = Action
        fields = ["place", "lat", "lon"]
        labels = {"place": _("Waar precies?")}
        help_texts = {"place": _("Bijvoorbeeld: het plein bij de school.")}

    # The rest, the degrees, is folded away on the page.
    in_words = ["place", "address"]

    def narrow(self, user, municipality):
        """An address is looked up in the person's own municipality."""
        self.use_addresses(municipality)

    def clean(self):
        """The point of the address, or both degrees, or none."""
        super().clean()
        self.place_spot(self.cleaned_data)
        return self.cleaned_data

    def save(self, commit=True):
        """Note when it was last touched."""
        self.instance.updated_at = now()
        return super().save(commit)

    @property
    def spot(self) -> tuple[float, float] | None:
        """The point (lat, lon) as the form has it now, saved or not; None without one."""
        if not self.is_bound:
            return MarkForm({name: self[name].value() for name in ("lat", "lon")}).spot()
        self.is_valid()
        return MarkForm(self.cleaned_data).spot()


def with_spot(data, spot: tuple[float, float] | None):
    """What was sent, with another point or none. An address gives way to a point and becomes words,
    so that nothing typed is lost.
    """
    data = data.copy()
    if spot:
        words = [data.get(name, "").strip() for name in ("place", "address")]
        data["place"] = ", ".join(filter(None, words))
    data["address"] = ""
    data["lat"], data["lon"] = map(str, spot or ("", ""))
    return data


class MarkForm(QueryForm):
    """A place as an address or a hidden field names it: a point in degrees, or an area."""

    lat = forms.FloatField(min_value=50, max_value=54, required=False)
    lon = forms.FloatField(min_value=3, max_value=8, required=False)
    gebied = forms.SlugField(max_length=140, required=False)

    def spot(self) -> tuple[float, float] | None:
        """The point (lat, lon); None unless both are given."""
        spot = self.value("lat"), self.value("lon")
        return None if None in spot else spot
