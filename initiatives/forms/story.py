"""Forms of stories: writing one, and what an advisor does with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.lib.forms import QueryForm, VersionedForm
from initiatives.forms.fields import refuse_bsn
from initiatives.models import Story


class StoryForm(VersionedForm):
    """The story itself; pictures come after it."""

    form_key = KeyField()

    class Meta:
        model = Story
        fields = ["title", "text"]
        labels = {"title": _("Titel"), "text": _("Het verhaal")}
        help_texts = {
            "text": _("Wat heeft u gedaan, met wie, en wat is er nu anders? Noem geen namen."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].validators.append(refuse_bsn)


class SeenForm(forms.Form):
    """A press on the button, with the version of the story that was read."""

    form_key = KeyField()
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """What its writer hears."""

    form_key = KeyField()
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, label, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class StoryQuery(QueryForm):
    """The area in an address, and the page of a list."""

    gebied = forms.SlugField(max_length=140, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
