"""Forms of areas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import LARGEST_ID, day_input, long_text
from areas.models import Area, Portrait
from config.lib.forms import QueryForm, VersionedForm


class AreaSearch(QueryForm):
    """The words that somebody looks for an area with."""

    q = forms.CharField(label=_("Naam of postcode"), max_length=100, required=False)


class VersionForm(QueryForm):
    """Which version of a portrait is shown."""

    versie = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


class PortraitForm(VersionedForm):
    """The next version of the portrait of an area, which starts from the newest.

    Versions stay, so that the newest one is the mark of what somebody saw. An area without any
    starts from the text that it has.
    """

    still_discussed = forms.BooleanField(
        label=_("De veranderde zorgen zijn ook op die dag besproken"), required=False
    )
    fieldsets = [
        (_("Over dit gebied"), ["text"]),
        (_("Wat is hier sterk?"), ["people", "places", "organisations"]),
        (_("Wat vraagt aandacht?"), ["worries", "discussed_on", "still_discussed"]),
    ]

    class Meta:
        model = Portrait
        fields = ["text", "people", "places", "organisations", "worries", "discussed_on"]
        widgets = {
            "text": long_text(10),
            "people": long_text(),
            "places": long_text(),
            "organisations": long_text(),
            "worries": long_text(),
            "discussed_on": day_input(),
        }
        labels = {
            "text": _("Wat moet iedereen over dit gebied weten?"),
            "people": _("Mensen"),
            "places": _("Plekken"),
            "organisations": _("Organisaties"),
            "worries": _("Zorgen"),
            "discussed_on": _("Wanneer zijn de zorgen in het gebied besproken?"),
        }
        help_texts = {
            "text": _("De eerste zinnen van de pagina. Een lege regel begint een nieuwe alinea."),
            "people": _("Wat kunnen en doen de mensen hier? Noem geen namen."),
            "places": _("Waar komt men graag, wat is mooi of handig?"),
            "organisations": _("Welke verenigingen, scholen en ondernemers dragen het gebied?"),
            "worries": _("Alleen collega's zien dit, tot de dag waarop het is besproken."),
            "discussed_on": _("Vanaf die dag leest iedereen de zorgen. Leeg: nog niet besproken."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.discussed_on:
            del self.fields["still_discussed"]
        self.was = (self.instance.worries, self.instance.discussed_on)

    def mark_of(self, row) -> int:
        """The number of the version; 0 where there is none."""
        return row.pk or 0

    def stored_row(self) -> Portrait:
        """The newest version of the area now, or the text that it has without one."""
        return newest_portrait(self.instance.area)

    def clean(self):
        """Worries that changed are not public because earlier ones were discussed."""
        data = super().clean()
        worries, day = self.was
        changed = self.cleaned_data.get("worries", "").strip() != worries.strip()
        same_day = day is not None and self.cleaned_data.get("discussed_on") == day
        if changed and same_day and not self.cleaned_data.get("still_discussed"):
            self.add_error(
                "discussed_on",
                _(
                    "De zorgen zijn veranderd. Maak de dag leeg, vul een nieuwe in, of zet"
                    " hieronder een vinkje."
                ),
            )
        return data


def newest_portrait(area: Area) -> Portrait:
    """The newest version; a new one with the text of the area where there is none."""
    found = area.portraits.select_related("by").order_by("-at", "-pk").first()
    return found or Portrait(area=area, text=area.portrait)
