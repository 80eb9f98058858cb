"""Forms of areas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import long_text
from areas.models import Area
from config.lib.forms import QueryForm, VersionedForm


class AreaSearch(QueryForm):
    """The words that somebody looks for an area with."""

    q = forms.CharField(label=_("Naam of postcode"), max_length=100, required=False)


class PortraitForm(VersionedForm):
    """The text about an area."""

    class Meta:
        model = Area
        fields = ["portrait"]
        widgets = {"portrait": long_text(14)}
        labels = {"portrait": _("Wat moet iedereen over dit gebied weten?")}
        help_texts = {
            "portrait": _(
                "Wie wonen hier, wat gaat goed, wat vraagt aandacht? Een lege regel "
                "begint een nieuwe alinea."
            )
        }
