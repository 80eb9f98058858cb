"""The overview of the agenda: every action, or every plan, in one filtered table."""

from urllib.parse import urlencode

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Plan
from config.lib.clock import today
from config.lib.lists import ListPage
from config.lib.public import public_page
from config.pages.filters import ActionFilter, PlanFilter
from config.pages.forms import AgendaForm
from config.pages.plan_columns import printed, with_counts
from config.pages.tables import ActionTable, PlanTable
from config.pages.views import agenda_shapes

SHAPES = [
    ("", _("Lijst")),
    ("kaart", _("Kaart")),
    ("tijdlijn", _("Tijdlijn")),
    ("afdruk", _("Om af te drukken")),
]


# Made once: naming the columns takes longer than asking the database.
PRINTED = Action.objects.annotate(area_name=F("area__name"), theme_name=F("theme__name")).only(
    "title", "lead_label", "state", "ends_on", "updated_at"
)


class AgendaPage(ListPage):
    """All actions that the visitor may see, filtered, newest change first."""

    model = Action
    filterset_class = ActionFilter
    table_class = ActionTable
    template_name = "pages/agenda.html"
    keyset = ("updated_at", "pk")

    def get_queryset(self):
        """The same actions as every other form of the overview, with only what a row prints."""
        return agenda_shapes.overview_actions(self.request, PRINTED)

    def get_context_data(self, **kwargs):
        """Add the ways to look at the same selection, and the views that are made ready."""
        return super().get_context_data(**ways(self.request), **kwargs)


class PlansPage(ListPage):
    """All plans that the visitor may see, filtered, newest first, with how far they are."""

    model = Plan
    filterset_class = PlanFilter
    table_class = PlanTable
    template_name = "pages/agenda_plans.html"
    keyset = ("starts_on", "pk")

    def shape(self, rows):
        """Only what a row prints."""
        return printed(rows)

    def get_context_data(self, **kwargs):
        """Add what the download has to ask for, to have the same plans."""
        return super().get_context_data(query=ways(self.request)["query"], **kwargs)

    def get_table_data(self):
        """The plans of this page, with the counts of the actions that the visitor may see."""
        return with_counts(self.object_list, self.request.user)


def ways(request) -> dict:
    """Links to the same selection in another form, and to selections that are made ready."""
    asked = {name: value for name, value in request.GET.items() if value}
    asked = {name: value for name, value in asked.items() if name not in {"na", "voor", "toon"}}
    shape = asked.pop("vorm", "")
    ready = {
        _("Te laat"): {"stand": "late"},
        _("Zonder geld"): {"zonder_geld": "on"},
        _("Dit jaar"): {"jaar": str(today().year)},
        _("Al lang geen nieuws"): {"geen_nieuws": "on"},
    }
    kept = {"vorm": shape} if shape else {}
    return {
        "shapes": [
            {"label": label, "url": link({**asked, "vorm": name}), "here": name == shape}
            for name, label in SHAPES
        ],
        "ready": [
            {"label": label, "url": link({**query, **kept}), "here": query == asked}
            for label, query in ready.items()
        ],
        "query": urlencode(asked),
        "elsewhere": {name: value for name, value in asked.items() if name != "gebied"},
    }


def link(query: dict) -> str:
    """A relative address with these values; what is empty is left out."""
    return "?" + urlencode({name: value for name, value in query.items() if value})


LIST, PLANS = AgendaPage.as_view(), PlansPage.as_view()


@public_page
def agenda(request):
    """The overview: actions or plans; actions as a list, map, timeline or page to print."""
    form = AgendaForm(request.GET)
    if form.value("toon") == "plannen":
        return PLANS(request)
    shape = agenda_shapes.SHAPES.get(form.value("vorm"))
    return shape(request, ways(request)) if shape else LIST(request)
