"""What rows of CBS areas say about where they come from, and names for what has none yet.

Change the texts here; rows that are there keep theirs until their data changes.
"""

from django.utils.translation import gettext as _

# Never translated: rows are found again by it.
MERGED = "samengevoegd uit CBS-gebieden"


def source(year: int | None = None) -> str:
    """Who made the data, with the licence; None where the year is not known or of no matter."""
    if year is None:
        return _("CBS en Kadaster, CC BY 4.0")
    return _("CBS en Kadaster %(year)s, CC BY 4.0") % {"year": year}


def border_source(year: int | None) -> str:
    """The same for a border, which we draw with fewer points than it has."""
    return _("%(source)s; grenzen vereenvoudigd") % {"source": source(year)}


def merged_source(source: str, *, assumed: bool) -> str:
    """The same for what was added up from CBS areas; MERGED is always in it."""
    guess = _(" (welke, is een aanname)") if assumed else ""
    return f"{source}; {MERGED}{guess}"


def stand_in(kind: str, code: str) -> str:
    """The name of an area of which only the code is known: "Gemeente GM0484"."""
    return f"{kind.capitalize()} {code}"


def is_stand_in(name: str, code: str) -> bool:
    """Whether an area still waits for its name."""
    return name.endswith(f" {code}")
