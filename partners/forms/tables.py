"""Forms of tables: what a table is, and who sits at it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.models import User
from partners.models import Organisation, Roundtable, Seat


class RoundtableForm(AgendaForm):
    """What who leads a table keeps: where, how often, standing points, and whom it speaks for."""

    class Meta:
        model = Roundtable
        fields = [
            "place",
            "note",
            "times_a_year",
            "standing",
            "legal_form",
            "represents",
            "informed",
            "dormant_since",
        ]
        widgets = {
            "standing": long_text(4),
            "represents": long_text(3),
            "dormant_since": day_input(),
        }
        labels = {
            "place": _("Waar komt de tafel bij elkaar?"),
            "note": _("Waarover gaat het, in één zin?"),
            "times_a_year": _("Hoe vaak per jaar?"),
            "standing": _("Welke punten staan altijd op de agenda?"),
            "legal_form": _("Wat is de rechtsvorm?"),
            "represents": _("Namens wie spreekt de tafel, en hoe weet zij wat die mensen vinden?"),
            "informed": _("Wat is afgesproken over informatie?"),
            "dormant_since": _("Komt de tafel niet meer bij elkaar? Sinds wanneer?"),
        }
        help_texts = {
            "times_a_year": _("Leeg: zo vaak als voor dit soort tafels geldt."),
            "standing": _("Elk punt op een eigen regel."),
            "legal_form": _("Bijvoorbeeld: vereniging, stichting, of geen."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of_residents = self.instance.kind_id and self.instance.kind.sits != "professionals"
        if not of_residents:
            for name in ("legal_form", "represents", "informed"):
                del self.fields[name]
        else:
            choices = [("", _("Niets afgesproken")), *Roundtable.Informed.choices]
            self.fields["informed"].choices = choices


class SeatForm(AgendaForm):
    """Who sits at a table: an account by its mail address, else a name."""

    email = forms.EmailField(
        label=_("Mailadres"),
        help_text=_("Heeft deze persoon hier een account, dan koppelen we de zetel daaraan."),
        required=False,
    )

    class Meta:
        model = Seat
        fields = [
            "name",
            "email",
            "organisation",
            "role",
            "votes",
            "leads",
            "in_public",
            "starts_on",
            "ends_on",
            "stand_in",
        ]
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        labels = {
            "name": _("Hoe heet deze persoon?"),
            "organisation": _("Namens welke organisatie?"),
            "role": _("Welke rol aan tafel?"),
            "votes": _("Stemt mee"),
            "leads": _("Leidt de tafel: bereidt het overleg voor en schrijft het verslag"),
            "in_public": _("De naam mag op de site"),
            "starts_on": _("Vanaf wanneer?"),
            "ends_on": _("Tot en met wanneer?"),
            "stand_in": _("Wie vervangt deze persoon?"),
        }
        help_texts = {
            "role": _("Bijvoorbeeld: voorzitter, secretaris, lid."),
            "in_public": _("Alleen als deze persoon dat goed vindt."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.user_id:
            # Whose seat it is does not change: it ends, and another one begins.
            del self.fields["name"], self.fields["email"]

    def narrow(self, user, municipality):
        """The organisations of this municipality, and the others at this table."""
        self.fields["organisation"].queryset = Organisation.objects.of(municipality)
        others = Seat.objects.filter(roundtable=self.instance.roundtable_id)
        self.fields["stand_in"].queryset = others.exclude(pk=self.instance.pk).select_related(
            "user"
        )
        self.fields["stand_in"].label_from_instance = lambda seat: seat.who

    def clean(self):
        """A known address becomes its account; without one a name is needed."""
        super().clean()
        data = self.cleaned_data
        self.check_dates(data)
        if "name" in self.fields and not self.errors:
            self._find_person(data)
        return data

    def _find_person(self, data):
        address = (data.get("email") or "").strip().lower()
        known = User.objects.filter(email=address, is_active=True).first() if address else None
        if known:
            same = Seat.objects.filter(roundtable=self.instance.roundtable_id, user=known)
            if same.filter(starts_on=data["starts_on"]).exclude(pk=self.instance.pk).exists():
                self.add_error("email", _("Deze persoon heeft hier al een zetel vanaf die dag."))
            self.instance.user = known
            data["name"] = data["email"] = ""
        elif not data.get("name"):
            self.add_error("name", _("Vul een naam in, of het mailadres van een account."))
