"""Forms of advice and of covenants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.models import Action, Area, Plan, User
from config.intake import documents
from config.intake.keys import KeyField
from config.lib.clock import today
from partners.actions.handover import colleagues
from partners.models import Advice, Covenant, CovenantParty, Organisation, Roundtable


class AskAdviceForm(forms.Form):
    """What is asked of a body of residents, and before when."""

    form_key = KeyField()
    topic = forms.CharField(label=_("Waarover vraagt u advies?"), max_length=150)
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Hoort het bij een plan?"),
        required=False,
        empty_label=_("Niet gekozen"),
    )
    question = forms.CharField(
        label=_("Wat is precies de vraag?"), max_length=2000, widget=long_text(4)
    )
    due_on = forms.DateField(label=_("Wanneer is het advies nodig?"), widget=day_input())
    public = forms.BooleanField(
        label=_("Iedereen mag het advies en het antwoord lezen"), required=False, initial=True
    )

    def __init__(self, *args, user, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        plans = Plan.objects.visible_to(user).of(municipality)
        self.fields["plan"].queryset = plans.order_by("title")

    def clean_due_on(self):
        """There is time left to advise."""
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(_("Deze dag is al geweest."))
        return day


class GiveAdviceForm(AgendaForm):
    """What the body advises."""

    class Meta:
        model = Advice
        fields = ["topic", "text", "public"]
        widgets = {"text": long_text(8)}
        labels = {
            "topic": _("Waarover gaat het?"),
            "text": _("Wat is het advies?"),
            "public": _("Iedereen mag het advies en het antwoord lezen"),
        }
        help_texts = {"text": _("Noem geen namen van bewoners.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class AnswerAdviceForm(AgendaForm):
    """What is done with advice, and why; later also what came of it."""

    class Meta:
        model = Advice
        fields = ["outcome", "answer", "done", "actions"]
        widgets = {
            "answer": long_text(5),
            "done": long_text(3),
            "actions": forms.CheckboxSelectMultiple,
        }
        labels = {
            "outcome": _("Wat doet de gemeente ermee?"),
            "answer": _("Waarom?"),
            "done": _("Wat is er daarna mee gedaan?"),
            "actions": _("Welke acties kwamen eruit?"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = self.fields["answer"].required = True
        self.fields["outcome"].choices = [("", _("Maak een keuze")), *Advice.Outcome.choices]

    def narrow(self, user, municipality):
        """The newest actions of the area that the person may see, and those chosen before."""
        actions = Action.objects.visible_to(user).of(municipality)
        if self.instance.roundtable.area_id:
            actions = actions.within(self.instance.roundtable.area_id)
        newest = list(actions.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:20])
        kept = self.instance.actions.values_list("pk", flat=True)
        chosen = Action.objects.filter(pk__in=[*newest, *kept])
        self.fields["actions"].queryset = chosen.order_by("title", "pk")


class BriefingForm(forms.Form):
    """What a body was told, when and how."""

    form_key = KeyField()
    about = forms.CharField(label=_("Waarover is verteld?"), max_length=150)
    on = forms.DateField(label=_("Op welke dag?"), widget=day_input(), initial=today)
    how = forms.ChoiceField(
        label=_("Hoe?"),
        choices=[("", _("Maak een keuze")), *Roundtable.Informed.choices],
    )

    def clean_on(self):
        """What was told, was told today or earlier."""
        day = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("Deze dag moet nog komen."))
        return day


class CovenantForm(AgendaForm):
    """What a covenant is about, where, and for how long."""

    document_url = forms.URLField(
        label=_("Adres van het document"),
        max_length=200,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Covenant
        fields = [
            "title",
            "text",
            "areas",
            "starts_on",
            "ends_on",
            "evaluate_on",
            "outcome",
            "document_url",
            "keeper",
        ]
        widgets = {
            "text": long_text(4),
            "outcome": long_text(3),
            "areas": forms.CheckboxSelectMultiple,
            "starts_on": day_input(),
            "ends_on": day_input(),
            "evaluate_on": day_input(),
        }
        labels = {
            "title": _("Hoe heet het convenant?"),
            "text": _("Waar gaat het over?"),
            "areas": _("Voor welke gebieden?"),
            "starts_on": _("Vanaf wanneer?"),
            "ends_on": _("Tot en met wanneer?"),
            "evaluate_on": _("Wanneer kijken de partijen hoe het gaat?"),
            "outcome": _("Wat kwam daaruit?"),
            "keeper": _("Wie houdt dit convenant bij?"),
        }
        help_texts = {
            "areas": _("Geen keuze: de hele gemeente."),
            "keeper": _("Deze collega krijgt bericht voor het convenant afloopt."),
        }

    def narrow(self, user, municipality):
        """The areas that the municipality shows on its map."""
        areas = Area.objects.of(municipality).current().filter(level__on_map=True)
        self.fields["areas"].queryset = areas.order_by("name")
        working = colleagues(municipality) | User.objects.filter(pk=self.instance.keeper_id)
        self.fields["keeper"].queryset = working.order_by("name", "pk")

    def clean(self):
        """The end does not lie before the start."""
        super().clean()
        self.check_dates(self.cleaned_data)
        return self.cleaned_data


class CovenantDocumentForm(forms.Form):
    """A document, and what it is."""

    form_key = KeyField()
    name = forms.CharField(
        label=_("Wat is het?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: het getekende convenant. Noem geen namen van mensen."),
    )
    file = forms.FileField(
        label=_("Kies een PDF"),
        help_text=_("Van hoogstens 10 MB. Iedereen kan het document lezen."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"empty": documents.NO_PDF},
    )

    def clean_file(self):
        """The document, under a new name."""
        return documents.clean(self.cleaned_data["file"])


class CovenantPartyForm(AgendaForm):
    """What a party promises, and when it signed."""

    class Meta:
        model = CovenantParty
        fields = ["organisation", "promises", "actions", "signed_on", "signed_as"]
        widgets = {
            "promises": long_text(3),
            "actions": forms.CheckboxSelectMultiple,
            "signed_on": day_input(),
        }
        labels = {
            "organisation": _("Welke organisatie?"),
            "promises": _("Wat zegt zij toe?"),
            "actions": _("Welke acties voeren dit uit?"),
            "signed_on": _("Op welke dag is getekend?"),
            "signed_as": _("In welke functie?"),
        }
        help_texts = {
            "signed_on": _("Leeg zolang er niet is getekend."),
            "signed_as": _("Bijvoorbeeld: directeur. Noem geen naam."),
        }

    def narrow(self, user, municipality):
        """The organisations of this municipality, and the actions that they take part in."""
        self.fields["organisation"].queryset = Organisation.objects.of(municipality)
        chosen = Action.objects.none()
        if self.instance.pk:
            party = self.instance.organisation_id
            theirs = Action.objects.visible_to(user).filter(commitments__organisation=party)
            newest = theirs.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:20]
            kept = self.instance.actions.values_list("pk", flat=True)
            chosen = Action.objects.filter(pk__in=[*newest, *kept])
        self.fields["actions"].queryset = chosen.order_by("title", "pk")
        if not chosen.exists():
            del self.fields["actions"]

    def clean(self):
        """A party stands there once; a signature has a day that has come, and a capacity."""
        super().clean()
        data = self.cleaned_data
        chosen, day = data.get("organisation"), data.get("signed_on")
        others = CovenantParty.objects.filter(covenant=self.instance.covenant_id)
        if chosen and others.filter(organisation=chosen).exclude(pk=self.instance.pk).exists():
            self.add_error("organisation", _("Deze partij staat al bij het convenant."))
        if day and day > today():
            self.add_error("signed_on", _("Deze dag moet nog komen."))
        if day and not data.get("signed_as"):
            self.add_error("signed_as", _("Zeg in welke functie is ondertekend."))
        return data
