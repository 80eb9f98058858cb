"""Forms of the directory: organisations, contact persons, places and networks."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, day_input, long_text
from areas.forms.spots import SpotFields
from areas.models import Area, Theme
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from partners.models import Contact, Facility, FacilityKind, Organisation
from partners.personal import has_phone


def my_areas(user, municipality, kept: int | None = None):
    """The areas of today whose agenda the person keeps, and the one that a row has already."""
    mine = areas_where(user, Permission.EDIT_AGENDA)
    rows = Area.objects.of(municipality).select_related("level").order_by("level__rank", "name")
    if mine is None:
        return rows.filter(pk=kept)
    current = Area.objects.current().filter(pk__in=mine).order_by().values("pk")
    return rows.filter(pk__in=current) | rows.filter(pk=kept)


class OrganisationForm(AgendaForm):
    """Who an organisation is, for which areas, and how everyone reaches it."""

    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "of_residents",
            "about",
            "areas",
            "district",
            "phone",
            "email",
            "visiting_address",
            "website",
        ]
        widgets = {"about": long_text(3), "areas": forms.CheckboxSelectMultiple}
        labels = {
            "name": _("Hoe heet de organisatie?"),
            "kind": _("Wat voor organisatie is het?"),
            "of_residents": _("Dit is een organisatie van bewoners"),
            "about": _("Wat doet zij?"),
            "areas": _("Voor welke gebieden werkt zij?"),
            "district": _("Hoe noemt zij haar eigen werkgebied?"),
            "phone": _("Algemeen telefoonnummer"),
            "email": _("Algemeen mailadres"),
            "visiting_address": _("Bezoekadres"),
        }
        help_texts = {
            "kind": _("Bijvoorbeeld: welzijn, politie, woningcorporatie, school."),
            "areas": _("Geen keuze: de hele gemeente."),
            "district": _("Als dat anders is dan onze gebieden, zoals “basisteam Rijn en Veen”."),
            "phone": _("Iedereen ziet dit. Geen nummer van één persoon."),
            "email": _("Iedereen ziet dit. Geen adres van één persoon."),
        }

    def narrow(self, user, municipality):
        """The areas that the municipality shows on its map."""
        areas = Area.objects.of(municipality).current().filter(level__on_map=True)
        self.fields["areas"].queryset = areas.order_by("name")


class ContactForm(AgendaForm):
    """Whom one asks at an organisation, for what, and since when."""

    area = AreaChoice(
        Area.objects.select_related("level"),
        label=_("Voor welk gebied?"),
        required=False,
        empty_label=_("De hele gemeente"),
    )

    class Meta:
        model = Contact
        fields = [
            "name",
            "role",
            "area",
            "theme",
            "phone",
            "email",
            "in_public",
            "starts_on",
            "ends_on",
            "stand_in",
        ]
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        labels = {
            "name": _("Hoe heet deze persoon?"),
            "role": _("Wat is de functie?"),
            "theme": _("Voor welk thema?"),
            "phone": _("Telefoon"),
            "email": _("E-mail"),
            "in_public": _("Iedereen mag naam, telefoon en e-mail zien"),
            "starts_on": _("Vanaf wanneer?"),
            "ends_on": _("Tot en met wanneer?"),
            "stand_in": _("Wie vervangt deze persoon?"),
        }
        help_texts = {
            "role": _("Bijvoorbeeld: wijkagent."),
            "in_public": _("Alleen als deze persoon dat goed vindt. Anders zien collega's het."),
            "ends_on": _("Een jaar na deze dag wissen we de gegevens."),
        }

    def narrow(self, user, municipality):
        """Areas of one's own, own themes, and others at the same organisation."""
        self.fields["area"].queryset = my_areas(user, municipality, self.instance.area_id)
        self.fields["theme"].queryset = Theme.objects.filter(municipality=municipality)
        self.fields["theme"].empty_label = _("Alle thema's")
        others = Contact.objects.visible_to(user)
        others = others.filter(organisation=self.instance.organisation_id)
        self.fields["stand_in"].queryset = others.exclude(pk=self.instance.pk)
        self.fields["stand_in"].label_from_instance = lambda contact: contact.name

    def clean(self):
        """The end does not lie before the start."""
        data = super().clean()
        self.check_dates(self.cleaned_data)
        return data


class FacilityForm(SpotFields, AgendaForm):
    """A place with opening hours, or a network with how to join it."""

    area = AreaChoice(Area.objects.select_related("level"), label=_("In welk gebied?"))
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )

    class Meta:
        model = Facility
        fields = [
            "kind",
            "name",
            "area",
            "organisation",
            "text",
            "hours",
            "by_residents",
            "phone",
            "email",
            "website",
            "place",
            "lat",
            "lon",
        ]
        widgets = {"text": long_text(3), "hours": long_text(3)}
        labels = {
            "kind": _("Wat is het?"),
            "name": _("Hoe heet het?"),
            "organisation": _("Van welke organisatie?"),
            "text": _("Wat is er te doen, of hoe doet u mee?"),
            "hours": _("Wanneer open of bereikbaar?"),
            "by_residents": _("Bewoners runnen dit zelf"),
            "phone": _("Telefoon"),
            "email": _("E-mail"),
            "place": _("Waar precies?"),
        }
        help_texts = {
            "hours": _("Bijvoorbeeld: maandag tot en met vrijdag van 9.00 tot 17.00 uur."),
            "phone": _("Iedereen ziet dit. Geen nummer van een bewoner."),
            "email": _("Iedereen ziet dit. Geen adres van een bewoner."),
        }

    fieldsets = [
        (_("Wat het is"), ["kind", "name", "area", "organisation", "text", "hours"]),
        (_("Bereiken"), ["by_residents", "phone", "email", "website"]),
        (_("Waar op de kaart"), ["place", "address", "lat", "lon"]),
    ]

    def narrow(self, user, municipality):
        """Own areas, and the kinds and organisations of this municipality."""
        self.fields["area"].queryset = my_areas(user, municipality, self.instance.area_id)
        self.fields["kind"].queryset = FacilityKind.objects.filter(municipality=municipality)
        organisations = Organisation.objects.of(municipality)
        self.fields["organisation"].queryset = organisations
        self.use_addresses(municipality)

    def clean(self):
        """Both degrees, or none, or those of the address; no number of a resident."""
        super().clean()
        self.place_spot(self.cleaned_data)
        kind = self.cleaned_data.get("kind")
        if kind and kind.network:
            self._without_numbers()
        return self.cleaned_data

    def _without_numbers(self):
        """A network of residents is found without the number of any of them (domain C9)."""
        data = self.cleaned_data
        digits = re.sub(r"\D", "", data.get("phone") or "")
        if re.match(r"(?:00)?(?:31)?0?6\d{8}$", digits):
            self.add_error("phone", _("Dit is een mobiel nummer. Vul een algemeen nummer in."))
        for name in ("text", "hours"):
            if has_phone(data.get(name) or ""):
                said = _("Hier staat een telefoonnummer. Noem geen nummers van bewoners.")
                self.add_error(name, said)


class RemoveForm(forms.Form):
    """The confirmation that something goes away."""

    form_key = KeyField()
