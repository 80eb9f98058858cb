"""Forms after the decision: an account number, what the bank says, what came of it, settling."""

import csv
import io
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from budgets.actions.accounts import Heard
from budgets.actions.revocations import Why
from budgets.iban import read_iban
from budgets.models import LowerGround, ReportKind, RevocationGround
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.money import MoneyField, format_euro

LARGEST_FILE = 1_000_000


class AccountForm(forms.Form):
    """Where the money goes."""

    form_key = KeyField()
    iban = forms.CharField(
        label=_("Rekeningnummer (IBAN)"),
        max_length=50,
        help_text=_("Bijvoorbeeld NL91 ABNA 0417 1643 00. Wij bewaren het versleuteld."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    holder = forms.CharField(
        label=_("Op wiens naam staat de rekening?"),
        max_length=70,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_iban(self):
        """A number whose check digits are right."""
        try:
            return read_iban(self.cleaned_data["iban"])
        except ValueError:
            raise ValidationError(
                _("Dit rekeningnummer klopt niet. Kijk of u alle tekens goed heeft overgenomen.")
            ) from None

    def __init__(self, *args, payee="", **kwargs):
        super().__init__(*args, **kwargs)
        if payee:
            del self.fields["holder"]
            self.fields["iban"].label = _("Rekeningnummer (IBAN) van %s") % payee


class FulfilForm(forms.Form):
    """What was done for a grant that is not paid to who asked."""

    form_key = KeyField()
    text = forms.CharField(
        label=_("Wat is er gedaan?"),
        max_length=2000,
        help_text=_("De indiener krijgt dit per mail en het komt op de site. Geen namen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    amount = MoneyField(
        label=_("Wat heeft het gekost?"), help_text=_("Hoogstens wat is toegekend."), minimum=0
    )
    on = forms.DateField(label=_("Op welke dag was het klaar?"), widget=day_input())

    def __init__(self, *args, granted, **kwargs):
        super().__init__(*args, **kwargs)
        self.granted = granted
        self.fields["amount"].initial = granted
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"
        self.fields["on"].initial = today()

    def clean_amount(self):
        """Not more than was granted."""
        amount = self.cleaned_data["amount"]
        if amount > self.granted:
            raise ValidationError(_("Dit is meer dan er is toegekend."))
        return amount


class CheckForm(forms.Form):
    """Approve a batch of payments or not."""

    form_key = KeyField()
    approved = forms.ChoiceField(
        label=_("Klopt deze betaalopdracht?"),
        choices=[("ja", _("Ja, betalen")), ("nee", _("Nee, niet betalen"))],
        widget=forms.RadioSelect,
    )


class BankForm(forms.Form):
    """The file in which the ledger says what was paid."""

    form_key = KeyField()
    file = forms.FileField(
        label=_("Bestand (CSV)"),
        help_text=_("Met de kolommen Betaalnummer, Status, Datum en Reden."),
    )

    def clean_file(self):
        """The rows of the file, by the heads of its columns."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST_FILE:
            raise ValidationError(_("Dit bestand is te groot. Het mag 1 MB zijn."))
        raw = given.read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
        try:
            lines = io.StringIO(text.replace("\x00", ""), newline="")
            rows = list(csv.reader(lines, delimiter=";"))
        except csv.Error:
            raise ValidationError(_("Dit bestand is geen CSV die wij kunnen lezen.")) from None
        heads = [head.strip().lower() for head in rows[0]] if rows else []
        if "betaalnummer" not in heads or "status" not in heads:
            raise ValidationError(_("De kolommen Betaalnummer en Status staan er niet in."))
        width = len(heads)
        filled = [row for row in rows[1:] if any(cell.strip() for cell in row)]
        return [dict(zip(heads, (row + [""] * width)[:width], strict=True)) for row in filled]


def read_status(text: str) -> bool:
    """Whether this word says that it was paid. Raises ValueError for a word that says neither."""
    word = text.strip().lower()
    if word not in ("betaald", "niet betaald"):
        raise ValueError("no status")
    return word == "betaald"


def read_day(text: str) -> date:
    """A day as "18-11-2026" or "2026-11-18". Raises ValueError."""
    text = text.strip()
    form = "%Y-%m-%d" if text[4:5] == "-" else "%d-%m-%Y"
    return datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no time zone


class SpendingForm(forms.Form):
    """What came of the money; more is asked as the amount is larger."""

    form_key = KeyField()
    story = forms.CharField(
        label=_("Wat is ervan terechtgekomen?"),
        max_length=2000,
        help_text=_("Twee zinnen zijn genoeg. Dit komt op de site. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    spent = MoneyField(label=_("Hoeveel heeft u uitgegeven?"), minimum=0)
    costs = forms.CharField(
        label=_("Welke kosten waren er?"),
        max_length=5000,
        help_text=_("Per regel een bon: wat en hoeveel. Alleen de gemeente leest dit."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, kind, asks_for_costs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["costs"].required = asks_for_costs
        self.fields["spent"].widget.attrs["class"] = "gw-input--short"
        if kind == ReportKind.STORY:
            del self.fields["costs"]
        elif kind == ReportKind.STATEMENT:
            self.fields["costs"].label = _("Wat waren de kosten en de inkomsten?")


class SettleForm(forms.Form):
    """As it was granted, or lower on a legal ground."""

    form_key = KeyField()
    # Nothing at all is an outcome too: what was paid comes back.
    amount = MoneyField(label=_("Op welk bedrag stelt u vast?"), minimum=0)
    ground = forms.ChoiceField(
        label=_("Waarom lager dan toegekend?"),
        choices=[("", _("Niet lager")), *LowerGround.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    heard_until = forms.DateField(
        label=_("Tot en met welke dag kon de ontvanger reageren?"),
        required=False,
        help_text=_("Alleen bij lager vaststellen: vraag de ontvanger eerst om een reactie."),
        widget=day_input(),
    )
    heard = forms.CharField(
        label=_("Wat zei de ontvanger?"),
        max_length=2000,
        required=False,
        help_text=_("Alleen bij lager vaststellen. Dit komt in de brief."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Reden"),
        max_length=2000,
        help_text=_("De indiener krijgt deze reden per mail. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, granted, **kwargs):
        super().__init__(*args, **kwargs)
        self.granted = granted
        self.fields["amount"].initial = granted
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"

    def clean(self):
        """A lower amount needs a ground, and the granted amount needs none."""
        data = super().clean()
        amount = data.get("amount")
        if amount is None:
            return data
        if amount > self.granted:
            self.add_error("amount", _("Dit is meer dan er is toegekend."))
        elif amount < self.granted and not data.get("ground"):
            self.add_error("ground", _("Kies een grond: lager vaststellen mag alleen daarom."))
        elif amount == self.granted and data.get("ground"):
            self.add_error("ground", _("Kies “Niet lager”: het bedrag is gelijk."))
        elif data.get("ground"):
            for name in ("heard_until", "heard"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("Laat de ontvanger eerst reageren (Awb 4:8)."))
        return data

    def heard_before(self) -> Heard | None:
        """What the receiver said before it is settled lower."""
        data = self.cleaned_data
        return Heard(data["heard_until"], data["heard"]) if data["ground"] else None


class RevokeForm(forms.Form):
    """To which amount a subsidy is lowered, on which ground, and what the receiver said."""

    form_key = KeyField()
    amount = MoneyField(
        label=_("Welk bedrag blijft er over?"),
        minimum=0,
        help_text=_("Vul 0 in als u de subsidie helemaal intrekt."),
    )
    ground = forms.ChoiceField(label=_("Op welke grond?"), widget=forms.RadioSelect)
    breached_on = forms.DateField(
        label=_("Op welke dag ging het mis?"),
        required=False,
        help_text=_("Alleen als daarna niet is voldaan aan een verplichting."),
        widget=day_input(),
    )
    heard_until = forms.DateField(
        label=_("Tot en met welke dag kon de ontvanger reageren?"),
        help_text=_("Vraag de ontvanger eerst om een reactie (Awb 4:8)."),
        widget=day_input(),
    )
    heard = forms.CharField(
        label=_("Wat zei de ontvanger?"),
        max_length=2000,
        help_text=_("Dit komt in de brief."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Reden"),
        max_length=2000,
        help_text=_(
            "Deze reden krijgt de indiener per mail en komt op de site. Schrijf geen namen op."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, left, settled, proviso, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = left
        self.fields["ground"].choices = RevocationGround.fitting(settled=settled, proviso=proviso)
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"
        if not settled:
            del self.fields["breached_on"]

    def clean_amount(self):
        """Lower than what it is now."""
        amount = self.cleaned_data["amount"]
        if amount >= self.left:
            words = {"amount": format_euro(self.left)}
            raise forms.ValidationError(_now("Kies een lager bedrag dan %(amount)s.") % words)
        return amount

    def clean(self):
        """The day belongs to one ground."""
        data = super().clean()
        later = data.get("ground") == RevocationGround.LATER_DUTIES
        if "breached_on" in self.fields and "breached_on" not in self.errors:
            if later and not data.get("breached_on"):
                self.add_error("breached_on", _now("Kies de dag waarop het misging."))
            elif data.get("breached_on") and not later:
                self.add_error("breached_on", _now("Laat dit leeg bij deze grond."))
        return data

    def why(self) -> Why:
        """The ground with its day, and the reason."""
        data = self.cleaned_data
        return Why(data["ground"], data["reason"], data.get("breached_on"))

    def heard_before(self) -> Heard:
        """What the receiver said."""
        return Heard(self.cleaned_data["heard_until"], self.cleaned_data["heard"])


class ReceiveForm(forms.Form):
    """Money that came back."""

    form_key = KeyField()
    amount = MoneyField(label=_("Welk bedrag kwam terug?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"
