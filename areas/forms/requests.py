"""Forms of requests to a department: asking, answering, and filtering the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.models import Department, Request, RequestState
from areas.models.asks import ANSWERED, REQUEST_MACHINE
from config.intake.keys import KeyField
from config.lib.clock import today, working_days_later
from config.lib.forms import QueryForm

# A promise further away than this is a slip of the keyboard.
LAST_YEAR = 20


class DepartmentChoice(forms.ModelChoiceField):
    """A department with the number of working days that it takes to answer."""

    def label_from_instance(self, department):
        """The name, and before when it answers."""
        return _("%(name)s (antwoordt binnen %(days)d werkdagen)") % {
            "name": department.name,
            "days": department.answer_days,
        }


class RequestForm(AgendaForm):
    """What the area asks of a department. To whom stays as it is once it is asked."""

    department = DepartmentChoice(Department.objects.all(), label=_("Aan wie vraagt u het?"))

    class Meta:
        model = Request
        fields = ["department", "title", "text", "due_on", "public"]
        widgets = {"text": long_text(), "due_on": day_input()}
        labels = {
            "title": _("Wat vraagt u?"),
            "text": _("Wat moet de afdeling erbij weten?"),
            "due_on": _("Wanneer heeft u het antwoord nodig?"),
            "public": _("Iedereen mag de vraag en het antwoord lezen"),
        }
        help_texts = {
            "title": _("Eén vraag waar ja, nee of later op past."),
            "text": _("Noem geen namen of gegevens van bewoners."),
            "due_on": _("Leeg: na het aantal werkdagen van de afdeling."),
            "public": _("Pas als er antwoord is. Tot die tijd lezen alleen collega's het."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["department"]
            self.fields["due_on"].help_text = ""
        else:
            self.fields["due_on"].required = False

    def narrow(self, user, municipality):
        """The departments of this municipality whose mail is read by somebody."""
        if "department" in self.fields:
            rows = Department.objects.filter(municipality=municipality).exclude(email="")
            self.fields["department"].queryset = rows

    def clean(self):
        """Without a day: the working days of the department. A new day starts the chase anew."""
        super().clean()
        data = self.cleaned_data
        if not data.get("due_on") and data.get("department"):
            data["due_on"] = working_days_later(today(), data["department"].answer_days)
        if "due_on" in self.changed_data and data.get("due_on"):
            if data["due_on"] < today():
                self.add_error("due_on", _("Deze dag is al voorbij."))
            self.instance.reminded_at = None
        return data


class AnswerForm(forms.Form):
    """What the department answers; nothing else is asked of it."""

    form_key = KeyField()
    state = forms.ChoiceField(label=_("Wat is uw antwoord?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Waarom, of hoe pakt u het aan?"),
        help_text=_("In gewone woorden. Bij nee en later is dit nodig."),
        max_length=2000,
        required=False,
        widget=long_text(),
    )
    promised_on = forms.DateField(
        label=_("Kan het later: op welke dag op zijn laatst?"),
        required=False,
        widget=day_input(),
    )
    answered_as = forms.CharField(
        label=_("Namens wie antwoordt u?"),
        help_text=_("Uw functie, zoals “beheerder groen”. Uw naam hoeft er niet bij."),
        max_length=120,
    )

    LABELS = {
        RequestState.YES: _("Ja, we doen het"),
        RequestState.NO: _("Nee, want …"),
        RequestState.LATER: _("Later, namelijk …"),
    }

    def __init__(self, *args, request: Request, **kwargs):
        super().__init__(*args, **kwargs)
        steps = REQUEST_MACHINE.steps(request.state)
        self.fields["state"].choices = [
            (state, self.LABELS[state]) for state in ANSWERED if state in steps
        ]

    def clean(self):
        """No and later say why; later also says when."""
        data = super().clean()
        state, promised = data.get("state"), data.get("promised_on")
        if state in {RequestState.NO, RequestState.LATER} and not data.get("text", "").strip():
            self.add_error("text", _("Schrijf waarom. Wie het vroeg, leest dit."))
        if state == RequestState.LATER and "promised_on" not in self.errors:
            if promised is None:
                self.add_error("promised_on", _("Schrijf op welke dag het kan."))
            elif not today() < promised < today().replace(year=today().year + LAST_YEAR, day=1):
                self.add_error("promised_on", _("Kies een dag na vandaag."))
        return data


class RequestFilter(QueryForm):
    """Which requests the list shows."""

    OPEN, LATE, ANSWERED = "open", "te-laat", "beantwoord"
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            (OPEN, _("zonder antwoord")),
            (LATE, _("te laat")),
            (ANSWERED, _("beantwoord")),
        ],
    )
    afdeling = forms.SlugField(required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class AgainForm(forms.Form):
    """The one press that sends a request again, once."""

    form_key = KeyField()
