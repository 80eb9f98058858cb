"""Asking money, and trying beforehand whether one may: both ask what the rules of schemes need."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices
from areas.models import Area
from budgets.actions.checks import (
    Asked,
    Check,
    budgets_for,
    check_initiative,
    check_request,
    codes_above,
)
from budgets.actions.support import Support, support_of
from budgets.models import Audience, Construction, Scheme
from budgets.models.schemes import share
from config.intake.keys import KeyField
from config.lib.forms import QueryForm
from config.lib.money import MoneyField, format_euro
from config.look.templatetags.gebiedswerk import date_nl

_CHOOSE = ("", _("maak een keuze"))
_WHO = [_CHOOSE, *Audience.choices]


def leave_out(form: forms.Form, schemes: list[Scheme], names: dict[str, str]) -> None:
    """Take out the questions that the rules of none of these schemes ask, and say why the rest is
    asked. `names` gives the field of this form for who, kind, cost, support and how.
    """
    asks = {
        "who": any(scheme.audiences for scheme in schemes),
        "kind": any(scheme.kind_limits for scheme in schemes),
        "cost": any(scheme.own_share is not None for scheme in schemes),
        "support": any(scheme.min_endorsements is not None for scheme in schemes),
        "how": any(scheme.in_kind_text for scheme in schemes),
    }
    for what, name in names.items():
        if not asks[what]:
            del form.fields[name]
    if names["kind"] in form.fields:
        kinds = dict.fromkeys(limit.kind for scheme in schemes for limit in scheme.limits)
        form.fields[names["kind"]].choices = [("", _now("iets anders")), *((k, k) for k in kinds)]
    if names["cost"] in form.fields:
        parts = {share(one.own_share) for one in schemes if one.own_share is not None}
        hint = {"share": _now(" of ").join(sorted(parts))}
        text = _now("Ten minste %(share)s hiervan betaalt u zelf, of betaalt een ander.") % hint
        form.fields[names["cost"]].help_text = text


def _support_so_far(scheme: Scheme, support: Support) -> str:
    """How many of the people who are needed support it, and until when they can."""
    words = {
        "count": support.count,
        "needed": scheme.min_endorsements,
        "day": date_nl(support.until),
    }
    if support.is_over:
        return _now("steun van %(count)s van de %(needed)s, geteld tot en met %(day)s") % words
    if support.until:
        return _now("steun van %(count)s van de %(needed)s, nog tot en met %(day)s") % words
    return _now("steun van %(count)s van de %(needed)s") % words


class ApplyForm(forms.Form):
    """An initiative asks money: which scheme, how much, what for, and what its rules ask."""

    form_key = KeyField()
    scheme = forms.ChoiceField(
        label=_("Uit welke regeling vraagt u geld?"), widget=forms.RadioSelect
    )
    who = forms.ChoiceField(label=_("Voor wie vraagt u dit?"), choices=_WHO, required=False)
    kind = forms.ChoiceField(label=_("Wat voor aanvraag is het?"), required=False)
    how = forms.ChoiceField(
        label=_("Vraagt u geld of hulp?"),
        choices=[("", _("Geld")), ("natura", _("Hulp in natura"))],
        required=False,
        widget=forms.RadioSelect,
    )
    asked = MoneyField(
        label=_("Hoeveel geld vraagt u?"),
        help_text=_("In euro's, bijvoorbeeld 250 of 1.250,50."),
    )
    cost = MoneyField(label=_("Wat kost alles bij elkaar?"), required=False)
    purpose = forms.CharField(
        label=_("Waarvoor is het geld?"),
        max_length=300,
        help_text=_("Schrijf op wat u ervan koopt of huurt. Dit komt op de site."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, initiative, schemes, **kwargs):
        super().__init__(*args, **kwargs)
        self.initiative = initiative
        self.schemes = {str(scheme.pk): scheme for scheme in schemes}
        found = budgets_for(schemes, initiative.area)
        self.budgets = {key: found.get(scheme.pk) for key, scheme in self.schemes.items()}
        for name in ("asked", "cost"):
            self.fields[name].widget.attrs["class"] = "gw-input--short"
        choices = [(key, self.describe(scheme)) for key, scheme in self.schemes.items()]
        self.fields["scheme"].choices = choices
        if len(choices) == 1:
            self.fields["scheme"].initial = choices[0][0]
        leave_out(self, schemes, {"who": "who", "kind": "kind", "cost": "cost", "how": "how"})
        if "how" in self.fields:
            self.fields["asked"].label = _now("Hoeveel geld, of welke waarde aan hulp, vraagt u?")

    def describe(self, scheme: Scheme) -> str:
        """The scheme with what an applicant wants to know: its way, the limit and what is left."""
        parts = [scheme.name]
        if scheme.construction != Construction.SUBSIDY:
            parts.append(str(scheme.get_construction_display()))
        if scheme.limit_cents is not None:
            parts.append(_now("hoogstens %s") % format_euro(scheme.limit_cents))
        budget = self.budgets[str(scheme.pk)]
        if budget is not None:
            words = {"left": format_euro(budget.left_cents), "area": budget.area.name}
            parts.append(_now("nog %(left)s voor %(area)s") % words)
        if (support := support_of(self.initiative, scheme)) is not None:
            parts.append(_support_so_far(scheme, support))
        return " · ".join(parts)

    def clean(self):
        """Put each rule that says no beside its field, in plain words."""
        data = super().clean()
        # Whether another request runs is for the action: a second press of the same button
        # must find its own request, not this refusal.
        checks = check_initiative(self.initiative, running=False)
        scheme = self.schemes.get(data.get("scheme", ""))
        if scheme is not None:
            self._check_choices(scheme, data)
            checks += check_request(scheme, self.budgets[data["scheme"]], self._asked(data))
        for check in checks:
            if check.blocks:
                self.add_error(check.field if check.field in self.fields else None, check.text)
        return data

    def _asked(self, data: dict) -> Asked:
        area = self.initiative.area
        return Asked(
            cents=data.get("asked"),
            kind=data.get("kind", ""),
            who=data.get("who", ""),
            cost_cents=data.get("cost"),
            support=support_of(self.initiative, self.schemes[data["scheme"]]),
            area=area,
            codes=codes_above(area, self.schemes.values()),
        )

    def _check_choices(self, scheme: Scheme, data: dict) -> None:
        """What belongs to one scheme cannot be chosen with another."""
        if scheme.audiences and not data.get("who"):
            self.add_error("who", _now("Kies voor wie u dit vraagt."))
        if data.get("kind") and data["kind"] not in {limit.kind for limit in scheme.limits}:
            self.add_error("kind", _now("Deze soort hoort bij een andere regeling."))
        if data.get("how") and not scheme.in_kind_text:
            self.add_error("how", _now("Deze regeling geeft alleen geld."))

    @property
    def chosen(self) -> Scheme:
        """The scheme of a valid form."""
        return self.schemes[self.cleaned_data["scheme"]]

    def request(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "asked_cents": data["asked"],
            "purpose": data["purpose"],
            "kind": data.get("kind", ""),
            "asked_as": data.get("who", ""),
            "cost_cents": data.get("cost"),
            "in_kind": bool(data.get("how")),
        }


@dataclass(frozen=True)
class Answer:
    """Whether one scheme fits: its checks, and the verdict over all of them."""

    scheme: Scheme
    checks: list[Check]

    @property
    def fits(self) -> bool:
        """Whether nothing stops a request."""
        return not any(check.blocks for check in self.checks)


class MayIForm(QueryForm):
    """ "Mag dit?": try an idea against the rules of schemes. It asks nothing about a person, and
    nothing of it is kept.
    """

    regeling = forms.TypedChoiceField(
        label=_("Voor welke regeling?"), coerce=int, empty_value=None, required=False
    )
    gebied = forms.ChoiceField(label=_("In welk gebied?"))
    wie = forms.ChoiceField(label=_("Voor wie vraagt u dit?"), choices=_WHO, required=False)
    soort = forms.ChoiceField(label=_("Wat voor aanvraag is het?"), required=False)
    bedrag = MoneyField(
        label=_("Hoeveel geld wilt u vragen?"),
        help_text=_("In euro's, bijvoorbeeld 250 of 1.250,50."),
    )
    kosten = MoneyField(label=_("Wat kost alles bij elkaar?"), required=False)
    steun = forms.IntegerField(
        label=_("Hoeveel mensen steunen het?"),
        help_text=_("Meestal tellen alleen mensen uit het gebied."),
        min_value=0,
        max_value=100_000,
        required=False,
    )

    def __init__(self, *args, municipality, schemes: list[Scheme], **kwargs):
        super().__init__(*args, **kwargs)
        self.schemes = schemes
        self.municipality = municipality
        for name in ("bedrag", "kosten", "steun"):
            self.fields[name].widget.attrs["class"] = "gw-input--short"
        choices = [(scheme.pk, scheme.name) for scheme in schemes]
        self.fields["regeling"].choices = [("", _now("alle regelingen")), *choices]
        if len(schemes) == 1:
            del self.fields["regeling"]
        # Budgets may hang on areas of a second division, which have no place on the map.
        more = Area.objects.of(municipality or None).filter(grouping__isnull=False)
        more = more.filter(budgets__isnull=False).distinct().order_by("name")
        areas = [*area_choices(municipality), *more.values_list("slug", "name")]
        self.fields["gebied"].choices = [_CHOOSE, *areas]
        leave_out(
            self, schemes, {"who": "wie", "kind": "soort", "cost": "kosten", "support": "steun"}
        )

    def answers(self) -> list[Answer]:
        """What each scheme (or the chosen one) says of a valid form; those that fit come first."""
        if not self.is_valid():
            return []
        data, chosen = self.cleaned_data, self.cleaned_data.get("regeling")
        mine = Area.objects.of(self.municipality or None).current()
        area = mine.filter(slug=data["gebied"]).first()
        schemes = [one for one in self.schemes if chosen in (None, one.pk)]
        budgets = budgets_for(schemes, area)
        asked = Asked(
            cents=data["bedrag"],
            kind=data.get("soort", ""),
            who=data.get("wie", ""),
            cost_cents=data.get("kosten"),
            support=None if data.get("steun") is None else Support(data["steun"]),
            area=area,
            codes=codes_above(area, schemes),
        )
        found = [Answer(one, check_request(one, budgets.get(one.pk), asked)) for one in schemes]
        return sorted(found, key=lambda answer: not answer.fits)
