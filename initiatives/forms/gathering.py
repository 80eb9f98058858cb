"""Forms of gatherings: planning one, calling it off, telling what came of it, and signing up."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, long_text
from areas.models import Action, Area
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.intake.spam import GuardedForm
from config.lib.clock import today
from config.lib.forms import QueryForm, VersionedForm
from initiatives.actions.sign_up import seats_of
from initiatives.models import MOST_PEOPLE, Gathering, Initiative
from partners.forms.meetings import TimesForm

SHOWN = 50
MOST_SEATS = 10_000
TIMES = ("day", "begin", "end")


def near(user, area_ids, kept) -> dict:
    """The newest actions and initiatives of these areas that this person sees, and what was
    chosen before (`kept`: numbers of actions, and of initiatives).
    """
    actions = Action.objects.visible_to(user).filter(area__in=area_ids).order_by("-pk")
    ideas = Initiative.objects.public().filter(area__in=area_ids).order_by("-pk")
    found = {}
    for model, rows, before in zip((Action, Initiative), (actions, ideas), kept, strict=True):
        pks = [*rows.values_list("pk", flat=True)[:SHOWN], before or 0]
        found[model] = model.objects.filter(pk__in=pks).order_by("title", "pk")
    return found


class GatheringForm(TimesForm, AgendaForm):
    """What, where, when and for whom, and whether one signs up."""

    area = AreaChoice(Area.objects.select_related("level"), label=_("Voor welk gebied?"))
    seats = forms.IntegerField(
        label=_("Hoeveel plekken zijn er?"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "gw-input--short"}),
        help_text=_("Leeg: er is plek voor iedereen. Is het vol? Dan is er een wachtlijst."),
    )
    fieldsets = [
        (_("Wat"), ["title", "kind", "area", "text", "audience"]),
        (_("Waar en wanneer"), ["place", "day", "begin", "end"]),
        (_("Aanmelden"), ["sign_up", "seats"]),
        (_("Hoort het ergens bij?"), ["action", "initiative"]),
    ]

    class Meta:
        model = Gathering
        fields = [
            "title",
            "kind",
            "area",
            "text",
            "audience",
            "place",
            "sign_up",
            "seats",
            "action",
            "initiative",
        ]
        widgets = {"text": long_text(6)}
        labels = {
            "title": _("Hoe heet de bijeenkomst?"),
            "kind": _("Wat voor bijeenkomst is het?"),
            "text": _("Waar gaat het over?"),
            "audience": _("Voor wie is het?"),
            "place": _("Waar is het?"),
            "sign_up": _("Kunnen mensen zich aanmelden?"),
            "action": _("Een actie op de agenda"),
            "initiative": _("Een initiatief"),
        }
        help_texts = {
            "text": _("Iedereen leest dit. Noem geen namen van bewoners."),
            "audience": _("Bijvoorbeeld: bewoners van de Parkwijk."),
            "place": _("Het gebouw of de plek, met de straat erbij."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            begin, end = map(timezone.localtime, (self.instance.starts_at, self.instance.ends_at))
            times = {"day": begin.date(), "begin": begin.time(), "end": end.time()}
            # What was typed before a login had ended is in the initial values already.
            given = {name: value for name, value in self.initial.items() if name in TIMES}
            self.initial.update(times | given)

    def narrow(self, user, municipality):
        """Areas about which the person writes, and what is near those."""
        mine = areas_where(user, Permission.EDIT_PORTRAIT)
        areas = Area.objects.of(municipality).current()
        areas = areas.none() if mine is None else areas.filter(pk__in=mine)
        own = Q(pk__in=areas.values("pk")) | Q(pk=self.instance.area_id or 0)
        rows = Area.objects.filter(own).select_related("level").order_by("name")
        self.fields["area"].queryset = rows
        kept = (self.instance.action_id, self.instance.initiative_id)
        found = near(user, rows.order_by().values("pk"), kept)
        self.fields["action"].queryset = found[Action]
        self.fields["initiative"].queryset = found[Initiative]

    def clean(self):
        """Not in the past, the end after the begin, and a seat for who has one."""
        super().clean()
        data = self.cleaned_data
        self.read_times(data)
        for name in ("starts_at", "ends_at"):
            if data.get(name) and data[name] != getattr(self.instance, name):
                setattr(self.instance, name, data[name])
                self.changed_data.append(name)
        if data.get("day") and data["day"] < today() and "starts_at" in self.changed_data:
            self.add_error("day", _("Deze dag is al geweest."))
        seats, taken = data.get("seats"), self._taken()
        if seats is not None and seats < taken:
            words = _("Er hebben al %(n)s mensen een plek.") % {"n": taken}
            self.add_error("seats", words)
        return data

    def _taken(self) -> int:
        return seats_of(self.instance).taken if self.instance.pk else 0

    def show_both(self):
        """Also show another day or hour, which are no fields of the row."""
        stored = type(self)(instance=self.stored_row())
        for name in TIMES:
            field, theirs = self.fields[name], stored.initial[name]
            if field.has_changed(theirs, self[name].data):
                mine, theirs = (self.shown(field, one) for one in (self[name].data, theirs))
                one = {"label": str(field.label), "mine": mine, "theirs": theirs}
                self.conflict.append(one)
        super().show_both()


class CancelForm(forms.Form):
    """Why it is off."""

    form_key = KeyField()
    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        max_length=500,
        widget=long_text(3),
        help_text=_("Dit staat op de site, en wie zich aanmeldde krijgt het per mail."),
    )


class OutcomeForm(VersionedForm):
    """What came of it, how many came, and what it led to."""

    turnout = forms.IntegerField(
        label=_("Hoeveel mensen kwamen er?"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "gw-input--short"}),
    )

    class Meta:
        model = Gathering
        fields = ["outcome", "turnout", "led_to_action", "led_to_initiative"]
        widgets = {"outcome": long_text(8)}
        labels = {
            "outcome": _("Wat kwam eruit?"),
            "led_to_action": _("Welke actie kwam eruit?"),
            "led_to_initiative": _("Welk initiatief kwam eruit?"),
        }
        help_texts = {"outcome": _("Iedereen leest dit. Noem geen namen van bewoners.")}

    field_order = ["outcome", "turnout", "led_to_action", "led_to_initiative"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("led_to_action", "led_to_initiative"):
            self.fields[name].empty_label = _("Geen")
        if user is not None:
            row = self.instance
            below = row.area.descendant_rows.values("area")
            found = near(user, below, (row.led_to_action_id, row.led_to_initiative_id))
            self.fields["led_to_action"].queryset = found[Action]
            self.fields["led_to_initiative"].queryset = found[Initiative]


class SignUpForm(GuardedForm):
    """A mail address and how many people come; no name."""

    people = forms.TypedChoiceField(
        label=_("Met hoeveel mensen komt u?"),
        choices=[(n, str(n)) for n in range(1, MOST_PEOPLE + 1)],
        coerce=int,
        help_text=_("Uzelf meegeteld."),
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("U krijgt een mail om uw aanmelding te bevestigen. Uw naam hoeven we niet."),
    )
    field_order = ["people", "email"]

    def __init__(self, *args, seats: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = seats

    def clean_people(self):
        """Not more people than there are seats at all."""
        people = self.cleaned_data["people"]
        if self.seats is not None and people > self.seats:
            words = _("Er zijn maar %(n)s plekken.") % {"n": self.seats}
            raise forms.ValidationError(words)
        return people


class GatheringQuery(QueryForm):
    """The area in an address, whether to look back, and the page of a list."""

    gebied = forms.SlugField(max_length=140, required=False)
    wanneer = forms.ChoiceField(choices=[("geweest", "geweest")], required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
