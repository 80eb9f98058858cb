"""Forms about money: deciding, the term, opening budgets, and the questions of public lists."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from budgets.actions.accounts import Heard
from budgets.actions.applications import needs_ground
from budgets.actions.follow_up import grants_before
from budgets.actions.opening import FIRST_YEAR, LAST_YEAR
from budgets.models import Construction, Decision, Finding, PauseGround, RefusalGround
from budgets.models.penalty import MOST_APPLICANTS
from budgets.tables import OVERVIEW
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import QueryForm
from config.lib.money import MoneyField, format_euro

# What not every scheme asks of a decision.
_WORDS = ("ground", "ground_text", "deviation", "reference")
_OF_SUBSIDY = ("ground", "ground_text", "follow_up", "heard_until", "heard")


class DecideForm(forms.Form):
    """Grant or refuse, how much, and why; sent twice: to look at it, and to confirm."""

    form_key = KeyField()
    granted = forms.ChoiceField(
        label=_("Wat besluit u?"),
        choices=[("ja", _("Toekennen")), ("nee", _("Afwijzen"))],
        widget=forms.RadioSelect,
    )
    amount = MoneyField(label=_("Welk bedrag kent u toe?"), help_text=_("Alleen bij toekennen."))
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=2000,
        help_text=_(
            "Deze reden krijgt de indiener per mail en komt op de site. Schrijf geen namen op."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ground = forms.ChoiceField(
        label=_("Op welke grond?"),
        choices=[("", _("Alles wordt toegekend")), *RefusalGround.choices],
        required=False,
        help_text=_("De grond staat in de mail en in de brief, niet op de site."),
        widget=forms.RadioSelect,
    )
    ground_text = forms.CharField(
        label=_("Welke andere grond?"),
        max_length=300,
        required=False,
        help_text=_("Alleen bij een andere grond. Noem het artikel."),
    )
    follow_up = forms.ChoiceField(
        label=_("Is dit een vervolgaanvraag?"),
        choices=[("nee", _("Nee")), ("ja", _("Ja"))],
        required=False,
        initial="nee",
        help_text=_(
            "Ja: de aanvrager kreeg drie jaar of langer achter elkaar subsidie voor (bijna) "
            "dezelfde activiteiten."
        ),
        widget=forms.RadioSelect,
    )
    heard_until = forms.DateField(
        label=_("Tot en met welke dag kon de aanvrager reageren?"),
        required=False,
        help_text=_(
            "Nodig bij een vervolgaanvraag: vraag eerst om een reactie, en stop de subsidie pas na "
            "een redelijke tijd (Awb 4:7 en 4:51)."
        ),
        widget=day_input(),
    )
    heard = forms.CharField(
        label=_("Wat zei de aanvrager?"),
        max_length=2000,
        required=False,
        help_text=_("Dit komt in de brief, niet op de site."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deviation = forms.CharField(
        label=_("Waarom besluit u anders dan is geadviseerd?"),
        max_length=2000,
        required=False,
        help_text=_(
            "Alleen als u afwijkt van het advies, of er niet op wacht. Ook dit komt op de site."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    reference = forms.CharField(
        label=_("Welk raadsbesluit is dit?"),
        max_length=200,
        help_text=_("Het nummer en de datum. Dit komt op de site."),
    )

    def __init__(self, *args, application, advised=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        if not advised:
            del self.fields["deviation"]
        if application.scheme.construction != Construction.COUNCIL:
            del self.fields["reference"]
        if not application.scheme.follows_awb:
            for name in _OF_SUBSIDY:
                del self.fields[name]
        elif years := grants_before(application):
            words = {"first": years[0], "last": years[-1]}
            said = (
                _now("Let op: van %(first)s tot en met %(last)s was er elk jaar subsidie.") % words
            )
            self.fields["follow_up"].help_text = f"{self.fields['follow_up'].help_text} {said}"
        self.fields["amount"].initial = application.asked_cents
        self.fields["amount"].required = self.data.get("granted") != "nee"
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"

    @property
    def fieldsets(self) -> list[tuple]:
        """Apart what is only for who grants less of a subsidy; of other money there is one part."""
        if "ground" not in self.fields:
            return []
        less = _("Alleen als u niet alles toekent")
        shown = [field.name for field in self.visible_fields()]
        rest = [name for name in shown if name not in _OF_SUBSIDY]
        return [(_("Het besluit"), rest), (less, list(_OF_SUBSIDY))]

    def clean(self):
        """An amount belongs to a grant: not more than was asked, not more than is left; less than
        was asked has a ground.
        """
        data = super().clean()
        self._check_ground(data)
        self._check_heard(data)
        if data.get("granted") != "ja" or "amount" in self.errors:
            return data
        amount, application = data["amount"], self.application
        if amount > application.asked_cents:
            asked = {"amount": format_euro(application.asked_cents)}
            self.add_error("amount", _now("Er is niet meer gevraagd dan %(amount)s.") % asked)
        elif amount > application.budget.left_cents:
            left = {"amount": format_euro(application.budget.left_cents)}
            self.add_error("amount", _now("Er is nog %(amount)s over in dit budget.") % left)
        return data

    def _check_ground(self, data) -> None:
        if "ground" not in data or not data.get("granted") or "amount" in self.errors:
            return
        amount = data["amount"] if data["granted"] == "ja" else 0
        ground, text = data["ground"], data.get("ground_text")
        needed = needs_ground(self.application, amount)
        if needed and not ground:
            self.add_error("ground", _now("Kies een grond: u kent niet alles toe."))
        elif ground and amount == self.application.asked_cents:
            self.add_error("ground", _now("Kies “Alles wordt toegekend”: u kent alles toe."))
        elif ground == RefusalGround.OTHER and not text:
            self.add_error("ground_text", _now("Schrijf op welke grond."))
        elif text and ground != RefusalGround.OTHER:
            self.add_error("ground_text", _now("Laat dit leeg, of kies “Een andere grond”."))

    def _check_heard(self, data) -> None:
        """Who was asked to react has a day and words, and so has a follow-up that gets less."""
        wanted = data.get("follow_up") == "ja" and data.get("ground")
        names = [name for name in ("heard_until", "heard") if name in self.fields]
        if not wanted and not any(data.get(name) for name in names):
            return
        for name in names:
            if name not in self.errors and not data.get(name):
                self.add_error(name, _now("Laat de aanvrager eerst reageren."))
        day, first = data.get("heard_until"), self.application.received_on
        if day and not first <= day <= today():
            self.add_error(
                "heard_until", _now("Kies een dag vanaf de aanvraag tot en met vandaag.")
            )

    @property
    def is_grant(self) -> bool:
        """Whether a valid form grants."""
        return self.cleaned_data["granted"] == "ja"

    def outcome(self) -> dict:
        """What the page that asks to confirm says: the amounts before and after, in cents."""
        left = self.application.budget.left_cents
        granted = self.cleaned_data["amount"] if self.is_grant else 0
        data = self.cleaned_data
        ground = {"ground": data.get("ground", ""), "ground_text": data.get("ground_text", "")}
        outcome = {"is_grant": self.is_grant, "granted": granted, "left_after": left - granted}
        outcome |= {"heard": data.get("heard", "") if data.get("ground") else ""}
        return outcome | {"ground": Decision(**ground).ground_words}

    def decision(self) -> dict:
        """What the action takes."""
        granted = self.is_grant
        return {
            "granted": granted,
            "amount_cents": self.cleaned_data["amount"] if granted else 0,
            "reason": self.cleaned_data["reason"],
            **{name: self.cleaned_data.get(name, "") for name in _WORDS},
            "follow_up": self.cleaned_data.get("follow_up") == "ja",
            "heard": self._heard_before(),
        }

    def _heard_before(self) -> Heard | None:
        data = self.cleaned_data
        return Heard(data["heard_until"], data["heard"]) if data.get("heard") else None


class TermStepForm(forms.Form):
    """A step in the term of a request; `given` names what the action takes."""

    form_key = KeyField()
    given: tuple[str, ...] = ("until", "text")

    def __init__(self, *args, application, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.narrow(application, user)

    def narrow(self, application, user):
        """Ask what this person can say."""


class AskForm(TermStepForm):
    """What is missing, and until when it can be sent."""

    text = forms.CharField(
        label=_("Wat heeft u nog nodig?"),
        max_length=2000,
        help_text=_("De indiener krijgt deze tekst per mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    until = forms.DateField(label=_("Tot en met welke dag kan dat?"), widget=day_input())


class PutOffForm(TermStepForm):
    """Why the decision takes longer, and its new last day."""

    text = forms.CharField(
        label=_("Waarom duurt het langer?"),
        max_length=2000,
        help_text=_("De indiener krijgt deze tekst per mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(label=_("Wat is de nieuwe laatste dag?"), widget=day_input())


class PauseForm(TermStepForm):
    """On which days the term stands still, on which ground and why."""

    given = ("ground", "first", "until", "text")
    ground = forms.ChoiceField(
        label=_("Waarom staat de termijn stil?"),
        choices=PauseGround.choices,
        widget=forms.RadioSelect,
    )
    first = forms.DateField(label=_("Vanaf welke dag?"), widget=day_input())
    until = forms.DateField(label=_("Tot en met welke dag?"), widget=day_input())
    text = forms.CharField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        help_text=_("De indiener krijgt deze tekst per mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaveForm(TermStepForm):
    """Why the request is left untreated."""

    given = ("text",)
    text = forms.CharField(
        label=_("Wat ontbreekt er nog?"),
        max_length=2000,
        help_text=_("De indiener leest deze tekst in de mail en in de brief."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DefaultForm(TermStepForm):
    """The day on which a notice of default came."""

    given = ("on",)
    on = forms.DateField(label=_("Op welke dag kwam de brief binnen?"), widget=day_input())


class PenaltyForm(forms.Form):
    """Whether the penalty is owed, by how many it is shared, and why."""

    form_key = KeyField()
    finding = forms.ChoiceField(
        label=_("Is er een dwangsom?"), choices=Finding.answers, widget=forms.RadioSelect
    )
    applicants = forms.IntegerField(
        label=_("Hoeveel aanvragers zijn er?"),
        min_value=1,
        max_value=MOST_APPLICANTS,
        initial=1,
        help_text=_("Zij delen de dwangsom in gelijke delen (Awb 4:17 lid 7)."),
        widget=forms.NumberInput(attrs={"class": "gw-input--short"}),
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=2000,
        help_text=_("Alleen medewerkers die over geld gaan, lezen dit. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CompleteForm(TermStepForm):
    """What the initiator adds, or the day on which it came on paper."""

    text = forms.CharField(
        label=_("Wat vult u aan?"),
        max_length=2000,
        help_text=_("Alleen de gemeente leest dit."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    on = forms.DateField(label=_("Op welke dag kwam de aanvulling binnen?"), widget=day_input())

    def narrow(self, application, user):
        """The initiator writes a text; a colleague gives a day."""
        is_own = application.initiative.submitter_id == user.pk
        self.given = ("text",) if is_own else ("on",)
        del self.fields["on" if is_own else "text"]


class OpenForm(forms.Form):
    """Open the budgets of a scheme for a year."""

    form_key = KeyField()
    year = forms.IntegerField(label=_("Voor welk jaar?"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today().year
        self.fields["year"].widget.attrs["class"] = "gw-input--short"


class OnlyKeyForm(forms.Form):
    """A button that is pressed once."""

    form_key = KeyField()


class YearForm(QueryForm):
    """The year of the overview, out of the years that have budgets."""

    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, required=False)
    gebied = forms.SlugField(max_length=140, required=False)
    op = forms.DateField(label=_("Hoe stond het op deze dag?"), required=False, widget=day_input())
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["jaar"].choices = [(year, str(year)) for year in years]

    @property
    def year(self) -> int:
        """The chosen year, else this year, else the newest that has budgets."""
        this = today().year
        usual = this if this in self.years or not self.years else self.years[0]
        return self.value("jaar", usual)


class EntriesForm(QueryForm):
    """Which entries: of a year, an area, a budget, until a day, and of one of the amounts."""

    jaar = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    gebied = forms.SlugField(max_length=140, required=False)
    budget = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    aanvraag = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    op = forms.DateField(required=False)
    bedrag = forms.ChoiceField(
        choices=[(figure.name, figure.label) for figure in OVERVIEW], required=False
    )
