"""What filters offer to choose from: areas and themes of a municipality, as (address, name)."""

from areas.models import Area, Theme

# Made once: naming the columns takes longer than asking the database.
AREAS = Area.objects.in_tree().filter(level__on_map=True).order_by("name")
AREAS = AREAS.values_list("slug", "name")
THEMES = Theme.objects.order_by("order", "name").values_list("code", "name")


def area_choices(municipality) -> list[tuple[str, str]]:
    """The areas that a municipality shows on its map; deeper ones work by their address."""
    return list(AREAS.current().filter(municipality=municipality or None))


def theme_choices(municipality) -> list[tuple[str, str]]:
    """The themes of a municipality, in its own order."""
    return list(THEMES.filter(municipality=municipality or None))
