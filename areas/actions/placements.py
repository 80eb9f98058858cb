"""Where the practice file wants CBS areas: carried out as soon as both are there."""

from django.db import transaction

from areas.actions.levels import settle_levels
from areas.actions.merged import merge_parts
from areas.actions.tree import rebuild_ancestors
from areas.models import Area, AreaMember, AreaPlacement, Municipality
from config.audit.log import record


@transaction.atomic
def place_areas(municipality: Municipality, *, by) -> list[Area]:
    """Hang the CBS areas that exist where the practice file wants them; return what changed.

    Called by the practice file's loader and by the import of CBS areas, so that their order does
    not matter. In the tree the wanted area becomes the parent; in a second division the CBS area
    becomes a member. Members that were made by hand stay.
    """
    wanted = AreaPlacement.objects.filter(municipality=municipality).select_related("area")
    by_code = {
        area.cbs_code: area
        for area in Area.objects.of(municipality).in_tree().current().exclude(cbs_code="")
    }
    changed = []
    for placement in wanted.order_by("pk"):
        area = by_code.get(placement.cbs_code)
        if area is None or area.pk == placement.area_id:
            continue
        put = _as_member if placement.area.grouping_id else _under
        if put(area, placement, by):
            changed.append(area)
    rebuild_ancestors(municipality.pk)
    settle_levels(municipality)
    merge_parts(municipality)
    return changed


def _under(area: Area, placement: AreaPlacement, by) -> bool:
    old = area.parent_id
    if old == placement.area_id:
        return False
    area.parent = placement.area
    area.version += 1
    area.save(update_fields=["parent", "version"])
    record(
        area,
        "area.moved",
        by=by,
        area_id=area.pk,
        changes={"parent": [old, area.parent_id]},
    )
    return True


def _as_member(area: Area, placement: AreaPlacement, by) -> bool:
    wanted = {"share": placement.share, "assumed": placement.assumed}
    member, created = AreaMember.objects.get_or_create(
        group=placement.area, area=area, defaults=wanted
    )
    if not created:
        if {name: getattr(member, name) for name in wanted} == wanted:
            return False
        AreaMember.objects.filter(pk=member.pk).update(**wanted)
    record(placement.area, "area.member_set", by=by, area_id=placement.area_id)
    return True
