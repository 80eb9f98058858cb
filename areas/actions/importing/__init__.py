"""Importing areas from files of CBS, Kadaster and PDOK."""

from areas.actions.importing.run import Report, import_areas

__all__ = ["Report", "import_areas"]
