"""Forms of the compass: which kind, an answer, and the next phase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.lib.forms import VersionedForm
from initiatives.forms.handle import EVERYONE_READS
from initiatives.models import ADVISOR, RESIDENT, Compass, CompassAnswer, Initiative, InitiativeKind


class KindChoice(forms.ModelChoiceField):
    """A kind of initiative, with what it means."""

    def label_from_instance(self, obj):
        """Name and explanation."""
        return f"{obj.name}: {' '.join(obj.text.split())}" if obj.text else obj.name


class KindForm(VersionedForm):
    """Which kind of initiative it is."""

    kind = KindChoice(
        InitiativeKind.objects.none(),
        label=_("Wat voor initiatief is dit?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    class Meta:
        model = Compass
        fields = ["kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        town = self.instance.initiative.municipality_id
        self.fields["kind"].queryset = kinds_to_choose(town)

    def mark_of(self, row) -> int:
        """The version; 0 as long as nobody chose."""
        return row.version if row.pk else 0

    def stored_row(self):
        """The compass as it is stored now, also when somebody else made it meanwhile."""
        return Compass.objects.filter(initiative=self.instance.initiative_id).first()


class CompassAnswerForm(VersionedForm):
    """The answer to one question, from whoever knows it."""

    class Meta:
        model = CompassAnswer
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        question = self.instance.question
        self.fields["text"].label = question.text
        self.fields["text"].help_text = question.help_text

    def mark_of(self, row) -> int:
        """The version; 0 as long as there is no answer."""
        return row.version if row.pk else 0

    def stored_row(self):
        """The answer as it is stored now, also when somebody else was first."""
        row = self.instance
        return CompassAnswer.objects.filter(
            initiative=row.initiative_id, question=row.question_id
        ).first()


class CompassPhaseForm(VersionedForm):
    """The phase it goes to, what is next there and who is to move."""

    next_step = forms.CharField(
        label=_("Wat is de volgende stap?"),
        help_text=EVERYONE_READS,
        max_length=Initiative._meta.get_field("next_step").max_length,
    )
    next_step_by = forms.ChoiceField(
        label=_("Wie is aan zet?"),
        choices=[(RESIDENT, _("de indiener")), (ADVISOR, _("de gemeente"))],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Compass
        fields = ["phase"]
        labels = {"phase": _("Naar welke fase?")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        phase = self.fields["phase"]
        phase.queryset = self.instance.kind.phases.in_use()
        phase.empty_label = None


def kinds_to_choose(municipality_id: int):
    """Kinds of initiative that have a phase to begin with."""
    rows = InitiativeKind.objects.filter(municipality=municipality_id, phases__active=True)
    return rows.distinct().order_by("name")
