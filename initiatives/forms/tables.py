"""Choosing the meeting at which an initiative is discussed."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from config.intake.keys import KeyField
from initiatives.models import Initiative
from partners.models import Meeting
from partners.permissions import put_item


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its table and day."""

    def label_from_instance(self, meeting):
        """The table and the day."""
        return str(meeting)


class AgendaForm(forms.Form):
    """A meeting that is still to come, of a table of the area or around it."""

    form_key = KeyField()
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label=_("Welk overleg?"),
        help_text=_("Staat het er niet bij? Plan eerst het overleg op de pagina van de tafel."),
        empty_label=_("Maak een keuze"),
    )

    def __init__(self, *args, user, initiative: Initiative, **kwargs):
        super().__init__(*args, **kwargs)
        above = Area.objects.filter(descendant_rows__area=initiative.area_id)
        near = Q(roundtable__area__in=above.order_by().values("pk"))
        near |= Q(roundtable__also_for=initiative.area_id) | Q(roundtable__area__isnull=True)
        rows = Meeting.objects.visible_to(user).of(initiative.municipality).coming()
        rows = rows.filter(near).select_related("roundtable__kind__municipality").distinct()
        mine = [one.pk for one in rows[:50] if not put_item(user, one)]
        chosen = Meeting.objects.filter(pk__in=mine).select_related("roundtable__kind")
        self.fields["meeting"].queryset = chosen.order_by("starts_at")
