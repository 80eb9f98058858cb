"""The tree: every write that gives an area a place, and the ancestor rows that follow from it."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from areas.models import Area, AreaAncestor, OldSlug
from config.audit.log import record
from config.lib.access import Refused
from config.lib.text import normalise


@transaction.atomic
def move_area(area: Area, *, parent: Area | None, by) -> Area:
    """Hang an area under another parent, with all that is below it.

    Raises Refused when that would make a circle.
    """
    if parent and AreaAncestor.objects.filter(ancestor=area, area=parent).exists():
        raise Refused(_("Een gebied kan niet onder zichzelf liggen."))
    old = area.parent_id
    area.parent = parent
    area.version += 1
    area.save(update_fields=["parent", "version"])
    rebuild_ancestors(area.municipality_id)
    record(area, "area.moved", by=by, area_id=area.pk, changes={"parent": [old, area.parent_id]})
    return area


@transaction.atomic
def rebuild_ancestors(municipality_id: int | None = None) -> int:
    """Make the ancestor rows of a municipality (None: of all) follow `parent` again.

    Returns the number of rows that changed. Raises Refused when the parents form a circle.
    """
    areas = Area.objects.all()
    if municipality_id is not None:
        areas = areas.filter(municipality_id=municipality_id)
    wanted = _closure(dict(areas.values_list("pk", "parent_id")))
    stored = AreaAncestor.objects.filter(area__in=areas)
    have = {(a, b): d for a, b, d in stored.values_list("ancestor_id", "area_id", "distance")}
    stale = [pair for pair in have if wanted.get(pair) != have[pair]]
    for ancestor_id, area_id in stale:
        AreaAncestor.objects.filter(ancestor_id=ancestor_id, area_id=area_id).delete()
    new = [
        AreaAncestor(ancestor_id=ancestor_id, area_id=area_id, distance=distance)
        for (ancestor_id, area_id), distance in wanted.items()
        if have.get((ancestor_id, area_id)) != distance
    ]
    AreaAncestor.objects.bulk_create(new, batch_size=2000)
    return len(stale) + len(new)


def _closure(parents: dict[int, int | None]) -> dict[tuple[int, int], int]:
    rows = {}
    for area_id in parents:
        ancestor_id, distance = area_id, 0
        while ancestor_id is not None:
            if distance > len(parents):
                raise Refused(_("De gebieden liggen in een kring onder elkaar."))
            rows[ancestor_id, area_id] = distance
            ancestor_id, distance = parents.get(ancestor_id), distance + 1
    return rows


def slug_options(name: str, *hints: str) -> list[str]:
    """The addresses to try for a name: bare, then with each hint, then with a number."""
    base = slugify(name)[:100] or "gebied"
    options = [base, *(f"{base}-{slugify(hint)}"[:130] for hint in hints if slugify(hint))]
    return options + [f"{options[-1]}-{number}" for number in range(2, 1000)]


def slug_hints(
    name: str, cbs_code: str, municipality: str, *, wijk: str = "", near: bool
) -> tuple[str, ...]:
    """What tells a CBS area from its namesake: where it lies, what it is, and at last its code.

    `near` when the namesake lies in the same municipality, whose name would then say nothing.
    """
    kind = {"WK": "wijk", "BU": "buurt"}.get(cbs_code[:2], "gemeente")
    lies_in = (wijk,) if wijk and normalise(wijk) != normalise(name) else ()
    if near:
        return (*lies_in, kind, municipality, cbs_code)
    return (
        municipality,
        *(f"{place} {municipality}" for place in lies_in),
        f"{kind} {municipality}",
        cbs_code,
    )


def free_slug(name: str, *hints: str) -> str:
    """Return an address that no area has or had: the name, else with a hint, else with a number.

    `hints` are tried in order, such as the name of the parent and the municipality.
    """
    options = slug_options(name, *hints)
    taken = set(Area.objects.filter(slug__in=options).values_list("slug", flat=True))
    taken |= set(OldSlug.objects.filter(slug__in=options).values_list("slug", flat=True))
    return next(option for option in options if option not in taken)


@transaction.atomic
def claim_slug(area: Area, slug: str) -> None:
    """Give an area this address; who holds it now gets another and redirects from here on.

    The practice file names areas as people do, so its areas go before CBS names.
    """
    holder = Area.objects.filter(slug=slug).exclude(pk=area.pk).first()
    if holder:
        holder.slug = free_slug(holder.name, *_other_hints(holder, area))
        holder.save(update_fields=["slug"])
    OldSlug.objects.filter(slug=slug).delete()
    if area.slug and area.slug != slug and area.pk:
        OldSlug.objects.get_or_create(slug=area.slug, defaults={"area": area})
    area.slug = slug
    area.save(update_fields=["slug"])


def _other_hints(holder: Area, area: Area) -> tuple[str, ...]:
    if not holder.cbs_code:
        return (holder.level.name if holder.level else "", "cbs")
    wijk = holder.parent if holder.cbs_code.startswith("BU") else None
    return slug_hints(
        holder.name,
        holder.cbs_code,
        holder.municipality.name if holder.municipality else "",
        wijk=wijk.name if wijk and wijk.cbs_code.startswith("WK") else "",
        near=holder.municipality_id == area.municipality_id,
    )
