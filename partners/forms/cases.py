"""Forms of cases at a confidential table: a warning when a text looks like it names a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input, long_text
from config.intake.keys import KeyField
from config.lib.clock import today
from partners.forms.nobody import NamesNobody
from partners.models import Organisation, Seat, SupportCase

TEXT = 4000
NO_NAMES = _("Geen naam, adres, telefoonnummer of BSN. De tafel herkent de vraag aan het kenmerk.")


class Nameless(NamesNobody):
    """A form about a case: its texts name nobody, and it has a key."""

    form_key = KeyField()


class OpenCaseForm(Nameless):
    """A question that is brought in."""

    question = forms.CharField(
        label=_("Wat is de vraag?"), max_length=TEXT, widget=long_text(6), help_text=NO_NAMES
    )
    informed = forms.ChoiceField(
        label=_("Weet de inwoner dat u dit hier bespreekt?"),
        choices=SupportCase.Informed.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Waarom weet de inwoner het niet?"),
        max_length=TEXT,
        required=False,
        widget=long_text(2),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Welke organisaties kennen deze vraag?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    texts = ("question", "reason")

    def __init__(self, *args, table, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = table.organisations.all()

    def clean(self):
        """Who does not know is a choice with a reason."""
        data = super().clean()
        if data.get("informed") == SupportCase.Informed.NO and not data.get("reason"):
            self.add_error("reason", _("Zeg waarom de inwoner het niet weet."))
        return data


class NoteForm(Nameless):
    """Something to write down."""

    text = forms.CharField(
        label=_("Wat wilt u opschrijven?"),
        max_length=TEXT,
        widget=long_text(5),
        help_text=NO_NAMES,
    )


class SeatChoice(forms.ModelChoiceField):
    """Somebody at the table, with the organisation."""

    def label_from_instance(self, seat):
        """The name and the organisation."""
        return f"{seat.who} ({seat.organisation.name})" if seat.organisation_id else seat.who


class NextStepForm(Nameless):
    """The next step, who takes it and by when."""

    text = forms.CharField(
        label=_("Wat is de volgende stap?"),
        max_length=TEXT,
        widget=long_text(3),
        help_text=NO_NAMES,
    )
    taker = SeatChoice(Seat.objects.none(), label=_("Wie doet het?"), empty_label=_("Niet gekozen"))
    day = forms.DateField(label=_("Wanneer is het klaar?"), widget=day_input())

    def __init__(self, *args, table, **kwargs):
        super().__init__(*args, **kwargs)
        seats = table.seats.current().select_related("user", "organisation")
        self.fields["taker"].queryset = seats.order_by("pk")

    def clean_day(self):
        """A step lies ahead."""
        day = self.cleaned_data["day"]
        if day < today():
            raise forms.ValidationError(_("Deze dag is al geweest."))
        return day


class ReferenceForm(Nameless):
    """An organisation that knows the question, with its own mark for it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Welke organisatie?"), empty_label=_("Niet gekozen")
    )
    text = forms.CharField(
        label=_("Onder welk kenmerk kent zij deze vraag?"),
        max_length=60,
        required=False,
        help_text=_("Het nummer in hun eigen systeem. Geen BSN en geen geboortedatum."),
    )

    def __init__(self, *args, table, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = table.organisations.all()


class CloseCaseForm(Nameless):
    """How a question ended."""

    outcome = forms.ChoiceField(
        label=_("Hoe liep het af?"),
        choices=SupportCase.Outcome.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        max_length=TEXT,
        required=False,
        widget=long_text(3),
        help_text=NO_NAMES,
    )
