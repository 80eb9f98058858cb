"""What CBS wijken and buurten are called here: as the practice file says, else plainly that."""

from django.db.models import Max
from django.utils.translation import gettext as _

from areas.models import Level, Municipality

PREFIX = "cbs-"
KINDS = ("wijk", "buurt")
# By this a level is known as ours: never translated.
SOURCE = "CBS en Kadaster"


def level_for(municipality: Municipality, kind: str) -> Level:
    """The level of imported areas of this kind ("wijk", "buurt").

    The one that the practice file gives the code "wijk"; without it our own, "cbs-wijk".
    """
    found = municipality.levels.filter(code=kind).first()
    if found is None:
        found, _created = Level.objects.get_or_create(
            municipality=municipality, code=PREFIX + kind, defaults=_plain(kind)
        )
    return found


def _plain(kind: str) -> dict:
    names = {"wijk": (_("wijk"), _("wijken")), "buurt": (_("buurt"), _("buurten"))}
    name, plural = names[kind]
    rank = KINDS.index(kind) + 1
    return {"name": name, "plural": plural, "rank": rank, "source": SOURCE}


def settle_levels(municipality: Municipality) -> None:
    """Give our own levels way to those of the practice file, whichever came first.

    What is left of ours lies below all other levels, and its wijken are on the map only when the
    municipality shows no areas of its own there.
    """
    levels = {level.code: level for level in municipality.levels.all()}
    ours = [levels[PREFIX + kind] for kind in KINDS if PREFIX + kind in levels]
    ours = [level for level in ours if level.source == SOURCE]
    for level in list(ours):
        better = levels.get(level.code.removeprefix(PREFIX))
        if better:
            _merge(level, better)
            ours.remove(level)
    others = municipality.levels.exclude(pk__in=[level.pk for level in ours])
    lowest = others.aggregate(lowest=Max("rank"))["lowest"] or 0
    shown = others.filter(on_map=True).exists()
    for level in ours:
        kind = level.code.removeprefix(PREFIX)
        wanted = (lowest + KINDS.index(kind) + 1, kind == "wijk" and not shown)
        if (level.rank, level.on_map) != wanted:
            level.rank, level.on_map = wanted
            level.save(update_fields=["rank", "on_map"])


def _merge(level: Level, better: Level) -> None:
    """Whatever has the one level gets the other."""
    for relation in Level._meta.related_objects:
        name = relation.field.name
        relation.related_model._base_manager.filter(**{name: level}).update(**{name: better})
    level.delete()
