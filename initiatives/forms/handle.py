"""Small forms for what happens with an initiative: one thing each."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Theme
from areas.models.agenda import OPEN_STATES as OPEN_ACTIONS
from config.intake import pictures
from config.intake.keys import KeyField
from config.lib.forms import VersionedForm
from initiatives.forms.fields import (
    BROUGHT,
    HELP_TEXTS,
    IDEA,
    THEIR_LABELS,
    InitiativeFields,
)
from initiatives.forms.place import areas_to_choose
from initiatives.models import Initiative, Note, StopReason

EVERYONE_READS = _("Iedereen kan dit lezen. Noem geen namen, adressen of telefoonnummers.")


NO_OTHER_AREA = _("geen ander gebied")


class ReleaseForm(VersionedForm):
    """The theme under which it becomes public. The version guards against unseen changes."""

    class Meta:
        model = Initiative
        fields = ["theme"]
        labels = {"theme": _("Thema")}
        help_texts = {"theme": _("Onder dit thema telt het initiatief mee.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        themes = Theme.objects.filter(municipality=self.instance.municipality_id)
        self.fields["theme"].queryset = themes
        self.fields["theme"].empty_label = _("Kies een thema")
        self.fields["theme"].required = themes.exists()


class ReasonForm(forms.Form):
    """Why: needed for some steps. A step that stops an `initiative` also asks one reason from the
    list of its municipality, if that has one.
    """

    chosen = forms.ModelChoiceField(
        StopReason.objects.none(),
        label=_("Wat is de reden?"),
        help_text=_("De indiener leest de uitleg die bij deze reden hoort."),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        max_length=Note._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, label, help_text="", required=False, initiative=None, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = StopReason.objects.to_choose(initiative.municipality_id if initiative else None)
        self.fields["chosen"].queryset = reasons
        if not initiative or not reasons:
            del self.fields["chosen"]
        reason = self.fields["reason"]
        reason.label, reason.help_text, reason.required = label, help_text, required


class TextForm(forms.Form):
    """One text: a question, an answer, news or a note. Sent twice, it is written once."""

    form_key = KeyField()
    text = forms.CharField(
        max_length=Note._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, label, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text


class NextStepForm(VersionedForm):
    """What is next, and who is to move."""

    class Meta:
        model = Initiative
        fields = ["next_step", "next_step_by"]
        labels = {"next_step": _("Wat is de volgende stap?"), "next_step_by": _("Wie is aan zet?")}
        help_texts = {"next_step": EVERYONE_READS}
        widgets = {"next_step_by": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        who = self.fields["next_step_by"]
        who.choices = [choice for choice in who.choices if choice[0]]
        who.required = self.fields["next_step"].required = True


class ActionChoice(forms.ModelChoiceField):
    """An action of the agenda, with the area where it happens."""

    def label_from_instance(self, obj):
        """What and where."""
        return f"{obj.title} ({obj.area.name})"


class LinkActionForm(VersionedForm):
    """An action of the agenda, in the area itself or around it."""

    action = ActionChoice(
        Action.objects.none(),
        label=_("Actie op de agenda"),
        required=False,
        empty_label=_("geen actie"),
    )

    class Meta:
        model = Initiative
        fields = ["action"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:
            self.offer(user)

    def offer(self, user):
        """Actions that this person may see, near the area of the initiative."""
        area = self.instance.area
        near = Area.objects.within(area.parent_id or area.pk).order_by().values("pk")
        above = Area.objects.filter(descendant_rows__area=area).order_by().values("pk")
        useful = Q(state__in=OPEN_ACTIONS) | Q(pk=self.instance.action_id)
        actions = Action.objects.visible_to(user).filter(Q(area__in=near) | Q(area__in=above))
        self.fields["action"].queryset = (
            actions.filter(useful).select_related("area").order_by("area__name", "title")
        )


class AreaChoice(forms.ModelChoiceField):
    """An area, with what it is part of."""

    def label_from_instance(self, obj):
        """Name and parent."""
        return f"{obj.name} ({obj.parent.name})" if obj.parent else obj.name


def offer_other_area(form: forms.ModelForm) -> None:
    """Let a form say which other area it is about."""
    areas = areas_to_choose(form.instance.municipality).select_related("parent")
    field = form.fields["also_area"]
    field.queryset = areas.order_by("name")
    field.label = _("Het gaat ook over een ander gebied")
    field.help_text = _("De gebiedsadviseurs van dat gebied lezen en behandelen het dan ook.")


def check_other_area(form: forms.ModelForm, area: Area | None) -> None:
    """Say so when the other area is the same one."""
    if area and form.cleaned_data.get("also_area") == area:
        form.add_error("also_area", _("Dit is hetzelfde gebied. Kies een ander, of geen."))


class DetailsForm(VersionedForm, InitiativeFields):
    """What an advisor may put right: area, theme, and text that must not be public."""

    area = AreaChoice(Area.objects.none(), label=_("Gebied"), empty_label=None)
    also_area = AreaChoice(Area.objects.none(), required=False, empty_label=NO_OTHER_AREA)

    class Meta(InitiativeFields.Meta):
        fields = ["area", "also_area", "theme", *IDEA, "brought_as", "organisation_name"]
        labels = THEIR_LABELS | {"theme": _("Thema")}
        help_texts = {
            "text": _(
                "Haal alleen weg wat niet openbaar mag zijn. De rest schreef de indiener zelf."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        areas = areas_to_choose(self.instance.municipality).select_related("parent")
        self.fields["area"].queryset = areas.order_by("name")
        offer_other_area(self)
        self.fields["theme"].queryset = Theme.objects.filter(
            municipality=self.instance.municipality_id
        )

    def clean(self):
        """Two areas are two."""
        data = super().clean()
        check_other_area(self, self.cleaned_data.get("area"))
        return data


class OwnForm(VersionedForm, InitiativeFields):
    """What the initiator may change: all of it before it is public, then only contact."""

    also_area = AreaChoice(Area.objects.none(), required=False, empty_label=NO_OTHER_AREA)

    class Meta(InitiativeFields.Meta):
        fields = [*IDEA, "also_area", *BROUGHT, "contact_name", "contact_phone", "name_public"]
        help_texts = HELP_TEXTS | {
            "organisation_public": _("U kunt dit altijd weer uitzetten."),
            "name_public": _("U kunt dit altijd weer uitzetten."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_other_area(self)
        if self.instance.released_at:
            # What everyone reads was read by an advisor first, and so was the name.
            for name in [*IDEA, "also_area", "brought_as", "organisation_name", "contact_name"]:
                del self.fields[name]
            if not self.instance.organisation_name:
                del self.fields["organisation_public"]
        else:
            self.fields["contact_name"].required = True

    def clean(self):
        """Two areas are two."""
        data = super().clean()
        check_other_area(self, self.instance.area)
        return data


class PictureForm(forms.Form):
    """A picture and what can be seen on it. What is kept is drawn anew (config.intake.pictures)."""

    form_key = KeyField()
    file = forms.FileField(
        label=_("Kies een foto"),
        help_text=_(
            "Een JPEG, PNG of WebP van hoogstens 10 MB. Zet geen herkenbare mensen op de foto."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": pictures.NO_PICTURE},
    )
    alt = forms.CharField(
        label=_("Wat is er op de foto te zien?"),
        help_text=_("Voor mensen die de foto niet kunnen zien."),
        max_length=200,
    )

    def clean_file(self):
        """Return the picture, drawn anew and without hidden data."""
        return pictures.clean(self.cleaned_data["file"])


class RemovePictureForm(forms.Form):
    """Only a press on the button."""
