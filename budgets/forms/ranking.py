"""Forms of a ranking: points for a request, and dividing the money."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.models import Construction
from config.intake.keys import KeyField


class ScoreForm(forms.Form):
    """A number of points for each criterion of the scheme, and why."""

    form_key = KeyField()
    reason = forms.CharField(
        label=_("Waarom deze punten?"),
        max_length=1500,
        help_text=_("Dit komt in het besluit en op de site. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, criteria, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = [f"points_{number}" for number in range(len(criteria))]
        for name, one in zip(self.names, criteria, strict=True):
            self.fields[name] = forms.IntegerField(
                label=one.name,
                help_text=_now("Van 0 tot en met %(most)s punten.") % {"most": one.most},
                min_value=0,
                max_value=one.most,
            )
            self.fields[name].widget.attrs["class"] = "gw-input--short"
        if known is not None:
            self.fields["reason"].initial = known.reason
            for name, points in zip(self.names, known.points, strict=False):
                self.fields[name].initial = points
        self.order_fields(["form_key", *self.names, "reason"])

    def given(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        return {"points": [data[name] for name in self.names], "reason": data["reason"]}


class DivideForm(forms.Form):
    """Divide the money by the list; of a pot of the council with its decision."""

    form_key = KeyField()
    reference = forms.CharField(
        label=_("Welk raadsbesluit is dit?"),
        max_length=200,
        help_text=_("Het nummer en de datum. Dit komt op de site."),
    )

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        if scheme.construction != Construction.COUNCIL:
            del self.fields["reference"]
