"""Tables of the lists of initiatives."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

# Only what a row prints, as plain named values: no objects are built for 25 rows.
ROW = ("pk", "title", "author", "state", "area__name", "also_area__name", "theme__name")


class InitiativeTable(tables.Table):
    """Public initiatives; `rows_template` prints the same columns without a cell loop."""

    title = tables.Column(verbose_name=_("Idee"))
    author = tables.Column(verbose_name=_("Van"))
    area__name = tables.Column(verbose_name=_("Gebied"))
    theme__name = tables.Column(verbose_name=_("Thema"))
    state = tables.Column(verbose_name=_("Stand"))
    released_at = tables.Column(verbose_name=_("Op de site sinds"))

    caption = _("Initiatieven, nieuwste eerst")
    rows_template = "initiatives/_rows.html"

    class Meta:
        orderable = False


class HandlingTable(InitiativeTable):
    """All initiatives of a colleague's areas, what moved last first."""

    released_at = None
    moved_at = tables.Column(verbose_name=_("Laatste stap"))

    caption = _("Initiatieven, laatst veranderd eerst")
    rows_template = "initiatives/_handling_rows.html"
