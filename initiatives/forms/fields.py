"""What forms on initiatives share: help, and refusing what must not be typed here."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn

from initiatives.models import Initiative

# Nine digits, perhaps with spaces or dots, that are no part of a longer number or a phone number.
_NINE_DIGITS = re.compile(r"(?<![\d+])(?<!\+31)(?<!\+31 )\d(?:[ .]?\d){8}(?![ .]?\d)")
PHONE = RegexValidator(r"^[0-9+() -]{8,30}$", _("Vul een telefoonnummer in, zoals 06 12345678."))

IDEA = ["title", "text", "place", "with_whom", "needs", "group_name"]
BROUGHT = ["brought_as", "organisation_name", "organisation_public"]
CONTACT = ["contact_name", "contact_email", "contact_phone", "name_public"]
LABELS = {
    "title": _("Uw idee in één zin"),
    "text": _("Vertel er meer over"),
    "place": _("Waar precies?"),
    "with_whom": _("Met wie doet u dit?"),
    "needs": _("Wat heeft u nodig?"),
    "group_name": _("Naam van uw groep"),
    "brought_as": _("Hoe brengt u dit idee?"),
    "organisation_name": _("Naam van de organisatie"),
    "organisation_public": _("De naam van de organisatie mag bij het idee op de site staan"),
    "contact_name": _("Uw naam"),
    "contact_email": _("Uw e-mailadres"),
    "contact_phone": _("Uw telefoonnummer"),
    "name_public": _("Mijn naam mag bij het idee op de site staan"),
}
# The same for who writes about somebody else's idea.
THEIR_LABELS = LABELS | {
    "title": _("Het idee in één zin"),
    "text": _("Meer over het idee"),
    "with_whom": _("Met wie"),
    "needs": _("Wat is er nodig"),
    "group_name": _("Naam van de groep"),
    "brought_as": _("Hoe is het gebracht?"),
    "contact_name": _("Naam van de indiener"),
    "contact_email": _("E-mailadres van de indiener"),
    "contact_phone": _("Telefoonnummer van de indiener"),
    "name_public": _("De naam mag bij het idee op de site staan"),
}
HELP_TEXTS = {
    "title": _("Bijvoorbeeld: een bankje bij de vijver."),
    "text": _("Wat wilt u doen, en waarom?"),
    "place": _("Bijvoorbeeld een straat, plein of gebouw."),
    "with_whom": _("Bijvoorbeeld: de buren en de school. Noem geen namen van mensen."),
    "needs": _("Bijvoorbeeld hulp, materiaal, een vergunning of geld."),
    "group_name": _("Doet u dit met een groep of vereniging? Die naam komt dan op de site."),
    "organisation_name": _("Alleen als u het idee namens een organisatie brengt."),
    "contact_email": _("U krijgt een mail om uw idee te bevestigen."),
    "contact_phone": _("Dan kunnen we u bellen over uw idee."),
}
WIDGETS = {
    "brought_as": forms.RadioSelect,
    "text": forms.Textarea(attrs={"rows": 5}),
    "needs": forms.Textarea(attrs={"rows": 4}),
    "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
    "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
    "contact_phone": forms.TextInput(
        attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}
    ),
}


def refuse_bsn(text: str) -> None:
    """Raise ValidationError when a text holds a number that can be a BSN (elfproef; UAVG 46)."""
    for match in _NINE_DIGITS.finditer(text):
        if bsn.is_valid(match[0]):
            raise ValidationError(
                _(
                    "Hier staat een getal dat op een burgerservicenummer lijkt. "
                    "Haal het weg: wij hebben het niet nodig."
                ),
                code="bsn",
            )


class InitiativeFields(forms.ModelForm):
    """Base of forms on an initiative: no citizen numbers in text, and phones that are phones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in [name for name in [*IDEA, "organisation_name"] if name in self.fields]:
            self.fields[name].validators.append(refuse_bsn)
        if "contact_phone" in self.fields:
            self.fields["contact_phone"].validators.append(PHONE)

    def clean(self):
        """An organisation has a name; who brings it otherwise names none."""
        data = super().clean() or self.cleaned_data
        if {"brought_as", "organisation_name"} <= data.keys():
            if data["brought_as"] != Initiative.BroughtAs.ORGANISATION:
                data["organisation_name"], data["organisation_public"] = "", False
            elif not data["organisation_name"]:
                self.add_error("organisation_name", _("Vul de naam van de organisatie in."))
        return data

    class Meta:
        model = Initiative
        fields: list[str] = []
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets = WIDGETS
