"""Where a person works, and which part of that was chosen."""

from django.db.models import Q

from areas.models import AreaAncestor
from areas.rights import rights
from areas.roles import Permission
from config.lib.clock import today
from partners.actions.rhythms import Turn, due_turns

BELOW = AreaAncestor.objects.order_by("area__name").values_list(
    "ancestor",
    "ancestor__slug",
    "area",
    "area__name",
    "area__slug",
    "area__parent",
    "area__grouping",
    "area__valid_from",
    "area__valid_until",
)


class Reach:
    """The areas where a person works, and which of all areas were chosen, by number.

    Numbers, not a join: by those the database sees how many rows to expect.
    """

    def __init__(self, user, slug=""):
        self.user, self.given = user, rights(user)
        self.below: dict[int, set[int]] = {}
        self.names: dict[int, str] = {}
        self.chosen: set[int] | None = set() if slug else None
        self._turns: list[Turn] | None = None
        # What to choose from, address and name: where I have a role, or the parts of the one.
        self.choice: list[tuple[str, str]] = []
        mine = set().union(*self.given.values())
        wanted = Q(ancestor__in=mine) | Q(ancestor__slug=slug) if slug else Q(ancestor__in=mine)
        for above, its_slug, area, name, *place in BELOW.filter(wanted):
            if above in mine:
                self.below.setdefault(above, set()).add(area)
                self.names[area] = name
                self._add_choice(mine, above, area, name, *place)
            if slug and its_slug == slug:
                self.chosen.add(area)

    def _add_choice(self, mine, above, area, name, slug, parent, grouping, first, last):
        day = today()
        if (first and first > day) or (last and last < day):
            return
        part = parent == above and grouping is None
        if part if len(mine) == 1 else area == above:
            self.choice.append((slug, name))

    def anywhere(self, permission: str) -> set[int]:
        """Where the person may do this (as areas.rights.areas_where); empty when nowhere."""
        return set().union(*(self.below[above] for above in self.given.get(permission, ())))

    def turns(self, municipality) -> list[Turn]:
        """What comes round where the person keeps the agenda, late or soon; asked once."""
        if self._turns is None:
            kept = self.where(Permission.EDIT_AGENDA)
            self._turns = due_turns(municipality, list(kept)) if kept else []
        return self._turns

    def where(self, permission: str) -> set[int]:
        """The same, as far as it was chosen."""
        allowed = self.anywhere(permission)
        return allowed if self.chosen is None else allowed & self.chosen
