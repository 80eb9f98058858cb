"""Forms of signals: bringing one, and what colleagues do with it."""

from django import forms
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from areas.models import Action, AreaAncestor, Theme
from config.intake.keys import KeyField
from config.intake.spam import GuardedForm
from config.lib.forms import QueryForm
from config.look.templatetags.gebiedswerk import date_nl
from initiatives.forms.fields import refuse_bsn
from initiatives.forms.place import PlaceFields
from initiatives.models import Initiative, Signal

TEXT, AT_A_TIME = 4000, 50


class SignalForm(GuardedForm, PlaceFields):
    """A question or remark as a stranger sends it: what, where, and perhaps where to answer."""

    kind = forms.ChoiceField(
        label=_("Wat wilt u doorgeven?"), choices=Signal.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Vertel het ons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Noem geen namen van andere mensen."),
        validators=[refuse_bsn],
    )
    contact_email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Alleen als u antwoord wilt. Uw adres komt nooit op de site."),
    )
    # What was looked for last: Enter after that sends.
    looked = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    field_order = ["kind", "text", "find", "area", "place", "contact_email"]

    def given(self) -> dict:
        """The fields of the signal itself."""
        return {
            name: self.cleaned_data[name] for name in ("kind", "text", "place", "contact_email")
        }


class HelpedForm(forms.Form):
    """Whether the answer helped: one press."""

    helped = forms.ChoiceField(choices=Signal.Helped.choices)


class AsideForm(forms.Form):
    """What to do with messages that were set aside: all of them, or those that are ticked."""

    form_key = KeyField()
    signals = forms.ModelMultipleChoiceField(
        Signal.objects.none(), label=_("Welke berichten?"), widget=forms.CheckboxSelectMultiple
    )
    do = forms.ChoiceField(
        label=_("Wat wilt u ermee doen?"),
        choices=[
            ("in", _("Behandelen: ze komen in de lijst en de indieners krijgen bericht")),
            ("away", _("Wegleggen: het is reclame of onzin")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signals"].queryset = rows
        shown = [(row.pk, whole_label_of(row)) for row in rows.aside()[:AT_A_TIME]]
        self.fields["signals"].choices = shown
        self.fields["signals"].initial = [pk for pk, _label in shown]


class AnswerForm(forms.Form):
    """The answer, the theme, and what everyone may know of it."""

    form_key = KeyField()
    text = forms.CharField(
        label=_("Uw antwoord"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("De indiener krijgt dit per mail, als er een adres is."),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Thema"), required=False, empty_label=_("Niet gekozen")
    )
    outcome = forms.CharField(
        label=_("Wat is ermee gedaan? Voor iedereen"),
        max_length=150,
        required=False,
        help_text=_("Eén zin op de site, zonder namen. Bijvoorbeeld: de lamp is gemaakt."),
    )

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(municipality=municipality)


class PassOnForm(forms.Form):
    """To whom it goes, and what the sender hears."""

    form_key = KeyField()
    to = forms.CharField(
        label=_("Aan wie geeft u het door?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: het meldpunt openbare ruimte."),
    )
    text = forms.CharField(
        label=_("Wat schrijft u erbij aan de indiener?"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ForwardForm(PassOnForm):
    """What it is in truth, and who handles that."""

    what = forms.ChoiceField(
        label=_("Wat is het eigenlijk?"),
        choices=Signal.Forwarded.choices,
        widget=forms.RadioSelect,
    )
    field_order = ["what", "to", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].label = _("Aan wie stuurt u het door?")
        self.fields["to"].help_text = _("Bijvoorbeeld: het klachtenpunt van de gemeente.")


class CombineForm(forms.Form):
    """The signal that it is the same as, by its number."""

    form_key = KeyField()
    into = forms.ModelChoiceField(
        Signal.objects.none(),
        label=_("Bij welke vraag of opmerking hoort het?"),
        empty_label=_("Niet gekozen"),
        help_text=_("U ziet wat nog openstaat in hetzelfde gebied."),
    )

    def __init__(self, *args, signal: Signal, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Signal.objects.open().filter(area=signal.area_id).exclude(pk=signal.pk)
        self.fields["into"].queryset = rows.order_by("-pk")
        self.fields["into"].label_from_instance = label_of


def label_of(signal: Signal) -> str:
    """A signal in a list of choices: its number and how it begins."""
    words = " ".join(signal.text.split())
    return f"{signal.pk}: {words[:60]}{'…' if len(words) > 60 else ''}"


def whole_label_of(signal: Signal) -> str:
    """A signal to judge: its area, its day, and what it says."""
    words = " ".join(signal.text.split())
    return f"{signal.area.name}, {date_nl(signal.received_on)}: {Truncator(words).chars(300)}"


class LinkForm(forms.Form):
    """What became of it."""

    form_key = KeyField()
    action = forms.ModelChoiceField(
        Action.objects.none(), label=_("Actie op de agenda"), required=False, empty_label=_("Geen")
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Initiatief"), required=False, empty_label=_("Geen")
    )

    def __init__(self, *args, signal: Signal, user, **kwargs):
        super().__init__(*args, **kwargs)
        below = AreaAncestor.objects.filter(ancestor=signal.area_id).values("area")
        near = Q(area__in=below) | Q(area=signal.area.parent_id)
        actions = Action.objects.visible_to(user).filter(near).order_by("-updated_at", "-pk")[:50]
        ideas = Initiative.objects.visible_to(user).filter(near).order_by("-pk")[:50]
        kept = [[row.pk for row in rows] for rows in (actions, ideas)]
        for name, model, pks in (("action", Action, kept[0]), ("initiative", Initiative, kept[1])):
            pks.append(getattr(signal, f"{name}_id") or 0)
            self.fields[name].queryset = model.objects.filter(pk__in=pks).order_by("title", "pk")


class SignalQuery(QueryForm):
    """The area in an address, and the page of a list."""

    gebied = forms.SlugField(max_length=140, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
