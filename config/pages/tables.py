"""Tables of the lists that span apps."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Plan


class ActionTable(tables.Table):
    """The agenda of the municipality; `rows_template` prints the same columns in one go."""

    title = tables.Column(verbose_name=_("Wat"))
    area = tables.Column(verbose_name=_("Gebied"))
    theme = tables.Column(verbose_name=_("Thema"))
    lead_label = tables.Column(verbose_name=_("Trekker"))
    state = tables.Column(verbose_name=_("Stand"))
    ends_on = tables.Column(verbose_name=_("Klaar op"))

    caption = _("Acties, wat het laatst veranderde eerst")
    rows_template = "pages/_action_rows.html"

    class Meta:
        model = Action
        fields = ("title", "area", "theme", "lead_label", "state", "ends_on")
        orderable = False
        empty_text = _("Geen acties gevonden.")


class PlanTable(tables.Table):
    """The plans of the municipality; `rows_template` prints the same columns in one go."""

    title = tables.Column(verbose_name=_("Plan"))
    area = tables.Column(verbose_name=_("Gebied"))
    kind = tables.Column(verbose_name=_("Soort"))
    period = tables.Column(verbose_name=_("Periode"), empty_values=())
    state = tables.Column(verbose_name=_("Stand"))
    counts = tables.Column(verbose_name=_("Acties"), empty_values=())

    caption = _("Plannen, het nieuwste eerst")
    rows_template = "pages/_plan_rows.html"

    class Meta:
        model = Plan
        fields = ("title", "area", "kind", "period", "state", "counts")
        orderable = False
        empty_text = _("Geen plannen gevonden.")
