"""What a person may do where: role × area from today's assignments, computed per request.

The user object lives for one request, so what is remembered on it does too: a right that ends
is gone at the next request.
"""

from django.apps import apps

from areas.roles import PERMISSIONS


def roles(user) -> dict[str, set[int]]:
    """The areas (ids) for which this person has each kind of role; empty for a visitor."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_roles"):
        found: dict[str, set[int]] = {}
        rows = user.assignments.current().order_by().values_list("role__kind", "area_id")
        for kind, area_id in rows:
            found.setdefault(kind, set()).add(area_id)
        user._roles = found
    return user._roles


def rights(user) -> dict[str, set[int]]:
    """The areas (ids) that each permission of this person was given for; empty for a visitor."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_rights"):
        found: dict[str, set[int]] = {}
        for kind, area_ids in roles(user).items():
            for permission in PERMISSIONS.get(kind, ()):
                found.setdefault(permission, set()).update(area_ids)
        user._rights = found
    return user._rights


def may(user, permission: str, area_id: int) -> bool:
    """Whether the person has the permission for this area, directly or from an area above it."""
    given = rights(user).get(permission)
    if not given:
        return False
    if area_id in given:
        return True
    known = user.__dict__.setdefault("_may", {})
    if (permission, area_id) not in known:
        known[permission, area_id] = (
            _ancestors().filter(area_id=area_id, ancestor_id__in=given).exists()
        )
    return known[permission, area_id]


def areas_where(user, permission: str):
    """A subquery of the area ids where the person has the permission; None when nowhere."""
    given = rights(user).get(permission)
    if not given:
        return None
    return _ancestors().filter(ancestor_id__in=given).values("area_id")


def has_anywhere(user, permission: str) -> bool:
    """Whether the person has the permission for any area."""
    return bool(rights(user).get(permission))


def _ancestors():
    return apps.get_model("areas", "AreaAncestor")._default_manager
