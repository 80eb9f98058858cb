"""Forms of motions and pledges."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, day_input, long_text
from areas.models import Area, Motion
from config.lib.clock import today
from config.lib.forms import QueryForm

OPEN, SETTLED = "open", "afgedaan"


class MotionFilter(QueryForm):
    """Which motions and pledges a list shows."""

    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("alle standen")), (OPEN, _("nog open")), (SETTLED, _("afgedaan"))],
        required=False,
    )
    soort = forms.ChoiceField(
        label=_("Soort"),
        choices=[("", _("moties en toezeggingen")), *Motion.Kind.choices],
        required=False,
    )

    def chosen(self, rows):
        """The rows that were asked for."""
        if kind := self.value("soort"):
            rows = rows.filter(kind=kind)
        if state := self.value("stand"):
            rows = rows.filter(settled_on__isnull=state == OPEN)
        return rows


class MotionForm(AgendaForm):
    """What the council asked, or was promised."""

    area = AreaChoice(
        Area.objects.select_related("level"),
        label=_("Gaat het over één gebied?"),
        required=False,
        empty_label=_("Nee, over de hele gemeente"),
    )

    paper_url = forms.URLField(
        label=_("Adres van het raadsstuk"), max_length=200, required=False, assume_scheme="https"
    )

    class Meta:
        model = Motion
        fields = ["kind", "number", "on", "title", "text", "paper_url", "area"]
        widgets = {"on": day_input(), "text": long_text()}
        labels = {
            "kind": _("Is het een motie of een toezegging?"),
            "number": _("Welk nummer heeft het?"),
            "on": _("Van welke dag?"),
            "title": _("Waar gaat het over?"),
            "text": _("Wat is gevraagd of toegezegd?"),
        }
        help_texts = {"number": _("Zoals in de stukken van de raad, bijvoorbeeld M2026-14.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Maak een keuze")), *Motion.Kind.choices]

    def narrow(self, user, municipality):
        """The areas of today, and the one that it has."""
        areas = Area.objects.of(municipality).current().order_by("level__rank", "name")
        if self.instance.area_id:
            areas = areas | Area.objects.filter(pk=self.instance.area_id)
        self.fields["area"].queryset = areas.select_related("level")

    def _get_validation_exclusions(self):
        """Of a stored motion look also at whose number it is, and at when it was settled."""
        stored = {"municipality", "settled_on", "outcome"} if self.instance.pk else set()
        return super()._get_validation_exclusions() - stored


class SettleForm(AgendaForm):
    """When it was settled, and what was done with it."""

    settled_on = forms.DateField(label=_("Wanneer is het afgedaan?"), widget=day_input())
    outcome = forms.CharField(label=_("Wat is ermee gedaan?"), max_length=2000, widget=long_text())

    class Meta:
        model = Motion
        fields = ["settled_on", "outcome"]

    def clean(self):
        """Not in the future, and not before it was asked or promised."""
        super().clean()
        day = self.cleaned_data.get("settled_on")
        if day and day > today():
            self.add_error("settled_on", _("Deze dag moet nog komen."))
        elif day and day < self.instance.on:
            self.add_error("settled_on", _("Afgedaan kan niet voor de datum zelf."))
        return self.cleaned_data
