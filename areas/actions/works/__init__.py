"""Importing the programme of works and maintenance of a municipality."""

from areas.actions.works.run import Report, import_works

__all__ = ["Report", "import_works"]
