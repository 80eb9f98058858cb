"""Forms of meetings: planning, the agenda with its minutes, and agreements."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.forms.base import LARGEST_ID, AgendaForm, day_input, long_text
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import QueryForm, VersionedForm
from partners.forms.nobody import AtTable
from partners.models import AgendaItem, Agreement, Meeting, Seat

LONGEST = timedelta(hours=12)
MOST_AT_ONCE = 12


def clock_input() -> forms.TimeInput:
    """An input in which the browser lets one pick a time."""
    return forms.TimeInput(attrs={"type": "time", "class": "gw-input--short"}, format="%H:%M")


class TimesForm(forms.Form):
    """A day with begin and end on the clock of the Netherlands."""

    day = forms.DateField(label=_("Op welke dag?"), widget=day_input())
    begin = forms.TimeField(label=_("Hoe laat begint het?"), widget=clock_input())
    end = forms.TimeField(label=_("Hoe laat is het klaar?"), widget=clock_input())

    def read_times(self, data) -> None:
        """Put `starts_at` and `ends_at` in the data, or say beside the field what is wrong."""
        if not all(data.get(name) for name in ("day", "begin", "end")):
            return
        moments = [
            timezone.make_aware(datetime.combine(data["day"], data[name]))
            for name in ("begin", "end")
        ]
        if moments[1] <= moments[0]:
            self.add_error("end", _("Het einde ligt voor het begin."))
        elif moments[1] - moments[0] > LONGEST:
            self.add_error("end", _("Dit duurt langer dan 12 uur. Klopt dat?"))
        data["starts_at"], data["ends_at"] = moments


class PlanMeetingsForm(TimesForm):
    """When a table meets next, and how often to plan that in the rhythm of the table."""

    form_key = KeyField()
    place = forms.CharField(label=_("Waar?"), max_length=200, required=False)
    times = forms.IntegerField(
        label=_("Hoeveel keer plant u in?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "gw-input--short"}),
    )
    public = forms.BooleanField(
        label=_("Iedereen mag de agenda en het vastgestelde verslag lezen"), required=False
    )

    def __init__(self, *args, table, weeks: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].help_text = _("Leeg: %(place)s.") % {"place": table.place or "–"}
        self.fields["times"].help_text = _(
            "Op dezelfde dag van de week en hetzelfde uur, met %(weeks)s weken ertussen."
        ) % {"weeks": weeks}
        if table.kind.confidential:
            del self.fields["public"]

    def clean(self):
        """Not in the past, and the end after the begin."""
        data = super().clean()
        if data.get("day") and data["day"] < today():
            self.add_error("day", _("Deze dag is al geweest."))
        self.read_times(data)
        return data


class MeetingForm(TimesForm, VersionedForm):
    """When and where a meeting is, and whether everyone may read along."""

    class Meta:
        model = Meeting
        fields = ["place", "public"]
        labels = {
            "place": _("Waar?"),
            "public": _("Iedereen mag de agenda en het vastgestelde verslag lezen"),
        }

    field_order = ["day", "begin", "end", "place", "public"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        begin, end = map(timezone.localtime, (self.instance.starts_at, self.instance.ends_at))
        self.initial = {"day": begin.date(), "begin": begin.time(), "end": end.time()} | {
            name: value for name, value in self.initial.items() if value not in (None, "")
        }
        if self.instance.roundtable.kind.confidential:
            del self.fields["public"]

    def clean(self):
        """The end after the begin; the moments go to the row."""
        super().clean()
        data = self.cleaned_data
        self.read_times(data)
        for name in ("starts_at", "ends_at"):
            if data.get(name) and data[name] != getattr(self.instance, name):
                setattr(self.instance, name, data[name])
                self.changed_data.append(name)
        return data


class ItemForm(AtTable, AgendaForm):
    """A point that somebody puts on the agenda."""

    texts = ("title", "text")

    class Meta:
        model = AgendaItem
        fields = ["title", "text", "closed"]
        widgets = {"text": long_text(3)}
        labels = {
            "title": _("Wat wilt u bespreken?"),
            "text": _("Wilt u daar iets bij vertellen?"),
            "closed": _("Besloten: alleen wie aan tafel zit, leest dit"),
        }


class MinutesForm(AtTable, VersionedForm):
    """What was said and decided at a point."""

    texts = ("minutes", "decision")

    class Meta:
        model = AgendaItem
        fields = ["minutes", "decision"]
        widgets = {"minutes": long_text(8), "decision": long_text(2)}
        labels = {
            "minutes": _("Wat is er gezegd?"),
            "decision": _("Is er iets besloten?"),
        }
        help_texts = {
            "minutes": _("Kort. Noem geen namen van bewoners."),
            "decision": _("In één zin. Dit komt op de besluitenlijst."),
        }


class AgreementForm(AtTable, AgendaForm):
    """Who does what, and when it is done: nothing else."""

    texts = ("what",)

    class Meta:
        model = Agreement
        fields = ["what", "owner", "due_on"]
        widgets = {"due_on": day_input()}
        labels = {
            "what": _("Wat spreekt u af?"),
            "owner": _("Wie doet het?"),
            "due_on": _("Wanneer is het klaar?"),
        }

    def narrow(self, user, municipality):
        """Who has a seat today, and who has it already."""
        seats = Seat.objects.current().filter(roundtable=self.instance.roundtable_id)
        kept = Seat.objects.filter(pk=self.instance.owner_id)
        self.fields["owner"].queryset = (seats | kept).select_related("user")
        self.fields["owner"].label_from_instance = lambda seat: seat.who

    def clean_due_on(self):
        """An agreement is about what is still to come."""
        day = self.cleaned_data["due_on"]
        if day < today() and "due_on" in self.changed_data:
            raise forms.ValidationError(_("Deze dag is al geweest."))
        return day


class PointForm(QueryForm):
    """Which point of the agenda somebody looks at."""

    punt = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


class AttendanceForm(forms.Form):
    """One press: the number of a seat and how it was, as in "12-present"."""

    stand = forms.RegexField(r"^\d{1,15}-(present|excused|absent)$", max_length=30)

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean_stand(self):
        """The seat at this table, and the state."""
        number, state = self.cleaned_data["stand"].split("-")
        seat = Seat.objects.filter(roundtable=self.meeting.roundtable_id, pk=int(number)).first()
        if seat is None:
            raise forms.ValidationError(_("Deze zetel is er niet."))
        return seat, state


class FeedForm(forms.Form):
    """Of what somebody wants a calendar feed: all their tables, one table, or an area."""

    wat = forms.ChoiceField(label=_("Wat wilt u in uw agenda zien?"))

    def __init__(self, *args, tables, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {f"tafel-{one.pk}": {"roundtable": one} for one in tables}
        self.known |= {f"gebied-{one.pk}": {"area": one} for one in areas}
        names = {
            key: str(*what.values()) if "roundtable" in what else _("Alles in %(area)s") % what
            for key, what in self.known.items()
        }
        choices = [("", _("Maak een keuze")), ("alles", _("Al mijn overleggen")), *names.items()]
        self.fields["wat"].choices = choices

    @property
    def chosen(self) -> dict:
        """What was chosen, as the action `renew` takes it."""
        return self.known.get(self.cleaned_data["wat"], {})
