"""The columns of the agenda's download: those of the list, and more."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Plan
from config.look.exports import Cell, euros
from config.pages.tables import ActionTable

CHUNK = 1000
LATE = _("te laat")


def _covered(action) -> int:
    """What the municipality and partners bring, in cents."""
    parts = [*action.funding.all(), *action.commitments.all()]
    return sum(part.amount_cents or 0 for part in parts)


def _partners(action) -> str:
    names = {str(one.organisation): None for one in action.commitments.all()}
    return ", ".join(names)


def _money(cents: int | None) -> Cell:
    return None if cents is None else euros(cents)


# What the list shows, by the names of its columns, in its order.
LISTED: dict[str, Callable[[Action], Cell]] = {
    "title": lambda action: action.title,
    "area": lambda action: action.area.name,
    "theme": lambda action: action.theme.name,
    "lead_label": lambda action: action.lead_label,
    "state": lambda action: str(LATE) if action.is_late else action.get_state_display(),
    "ends_on": lambda action: action.ends_on,
}
MORE: dict[str, Callable[[Action], Cell]] = {
    _("Van"): lambda action: action.starts_on,
    _("Partners"): _partners,
    _("Hoe bewoners meedoen"): lambda action: action.participation and action.participation.name,
    _("Kosten"): lambda action: _money(action.cost_cents),
    _("Gedekt"): lambda action: _money(_covered(action)),
    _("Waar precies"): lambda action: action.place,
    _("Breedtegraad"): lambda action: action.lat,
    _("Lengtegraad"): lambda action: action.lon,
    _("Voor iedereen te zien"): lambda action: action.public,
    _("Laatst veranderd"): lambda action: action.updated_at,
    _("Adres"): lambda action: f"{settings.SITE_URL}{action.get_absolute_url()}",
}


def header() -> list[str]:
    """The names of the columns: first those of the list."""
    table = ActionTable([])
    listed = [str(table.columns[name].header) for name in LISTED]
    return [*listed, str(_("Plan")), *(str(label) for label in MORE)]


def lines(rows, user, municipality) -> Iterator[list[Cell]]:
    """A line for each action, read in pieces; a plan is named for who may see it."""
    plans = dict(Plan.objects.visible_to(user).of(municipality).values_list("pk", "title"))
    rows = rows.select_related("area", "theme", "participation").order_by("-updated_at", "-pk")
    rows = rows.prefetch_related("funding", "commitments__organisation")
    for action in rows.iterator(chunk_size=CHUNK):
        listed = [cell(action) for cell in LISTED.values()]
        yield [*listed, plans.get(action.plan_id, ""), *(cell(action) for cell in MORE.values())]
