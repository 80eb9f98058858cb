"""Looking up initiatives in the admin: read only, and without who brought them."""

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from config.lib.text import normalise
from initiatives.models import Initiative


@admin.register(Initiative)
class InitiativeAdmin(ReadOnlyAdmin):
    """What is public or internal about an initiative; contact data is on its own page."""

    list_display = ("title", "area", "state", "released_at", "moved_at")
    list_filter = ("state",)
    list_select_related = ("area",)
    search_fields = ("search",)
    fields = readonly_fields = (
        "municipality",
        "area",
        "theme",
        "action",
        "title",
        "text",
        "place",
        "needs",
        "group_name",
        "source",
        "received_on",
        "state",
        "moved_at",
        "released_at",
        "next_step",
        "next_step_by",
    )

    def get_search_results(self, request, queryset, search_term):
        """Search as the site does."""
        return super().get_search_results(request, queryset, normalise(search_term[:200]))
