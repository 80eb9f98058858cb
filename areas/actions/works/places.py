"""In which area a row of a file belongs: by its code or name, else by its point."""

from django.utils.translation import gettext as _

from areas.actions.lines import BadCell
from areas.models import Area
from areas.where import Where
from config.lib.text import normalise


class Places:
    """The areas of today of a municipality, to find one by what a file calls it."""

    def __init__(self, municipality):
        self.where = Where(municipality)
        self.by_name: dict[str, set[int]] = {}
        rows = Area.objects.of(municipality).current()
        for pk, *names in rows.values_list("pk", "code", "cbs_code", "slug", "name"):
            for name in {normalise(name) for name in names if name}:
                self.by_name.setdefault(name, set()).add(pk)

    def find(self, name: str, point: tuple[float, float] | None) -> int:
        """The id of the area. Raises BadCell when it is not known or not sure which one."""
        if name:
            return self._named(name, point)
        if point is None:
            raise BadCell(_("vul een gebied in, of een breedte en lengte"))
        found = self.where.at(*point)
        if not found:
            raise BadCell(_("het punt ligt in geen enkel gebied van deze gemeente"))
        return found[0]

    def _named(self, name: str, point) -> int:
        found = self.by_name.get(normalise(name), set())
        if len(found) > 1 and point:
            found = found & set(self.where.at(*point)) or found
        said = {"name": name[:60]}
        if len(found) > 1:
            raise BadCell(_("meer gebieden heten “%(name)s”; gebruik de code") % said)
        if not found:
            raise BadCell(_("het gebied “%(name)s” is niet bekend") % said)
        return next(iter(found))
