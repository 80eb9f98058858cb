"""Areas of a practice file: found by code or by CBS code, at the address that people expect."""

from areas.actions.tree import claim_slug, free_slug
from areas.models import Area, Municipality
from config.pages.practice.check import FileRefused, Row


def find_area(municipality: Municipality, row: Row) -> Area | None:
    """The stored area of this row: by its code, else by its CBS code.

    Raises FileRefused when those are two different areas.
    """
    own = Area.objects.filter(municipality=municipality)
    by_code = own.filter(code=row.code).first()
    cbs_code = row.get("cbs_code")
    by_cbs = own.filter(cbs_code=cbs_code, valid_until=None).first() if cbs_code else None
    if by_code and by_cbs and by_code != by_cbs:
        raise FileRefused(
            [
                f"{row.where}.cbs_code: {cbs_code} is al “{by_cbs.name}” "
                f'(code "{by_cbs.code}"); neem dat gebied of laat cbs_code weg'
            ]
        )
    return by_code or by_cbs


def start_area(municipality: Municipality, row: Row) -> Area:
    """A new area under the municipality, at an address that is free."""
    slug = free_slug(row.code, municipality.code)
    return Area(municipality=municipality, parent=municipality.root, slug=slug)


def claim(area: Area, code: str) -> list[str]:
    """Give the area its code as address; an area without a code (from CBS) makes way for it.

    Between two practice files the first keeps the bare address; a municipality keeps its own.
    """
    if area.slug == code:
        return []
    holder = Area.objects.filter(slug=code).first()
    if holder is not None and (holder.code or hasattr(holder, "root_of")):
        return []
    old, area.slug = area.slug, area.slug if _known_address(area) else ""
    claim_slug(area, code)
    return [f"adres {old} → {code}"]


def _known_address(area: Area) -> bool:
    """Whether people may have this address already: not when the area was made just now."""
    return area.ancestor_rows.exists()
