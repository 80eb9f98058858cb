"""The overview of the agenda: every action of the municipality in one filtered table."""

from django.db.models import F
from django.utils.decorators import method_decorator

from areas.models import Action, ActionState
from config.lib.lists import ListPage
from config.lib.public import public_page
from config.pages.filters import ActionFilter
from config.pages.tables import ActionTable


@method_decorator(public_page, name="dispatch")
class AgendaPage(ListPage):
    """All actions that the visitor may see, filtered, newest change first."""

    model = Action
    filterset_class = ActionFilter
    table_class = ActionTable
    template_name = "pages/agenda.html"
    keyset = ("updated_at", "pk")

    def get_queryset(self):
        """What the figures count: a merged action only when it is asked for."""
        rows = super().get_queryset()
        asked = self.request.GET.get("stand") == ActionState.MERGED
        return rows if asked else rows.counted()

    def shape(self, rows):
        """Only what a row prints."""
        rows = rows.annotate(area_name=F("area__name"), theme_name=F("theme__name"))
        return rows.only("title", "lead_label", "state", "ends_on", "updated_at")
