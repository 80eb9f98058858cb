"""The selection of the overview as a download: all rows that the person may see."""

from django.utils.translation import gettext as _

from config.lib.public import public_page
from config.look.exports import csv_response, xlsx_response
from config.pages import agenda_columns, plan_columns
from config.pages.views.agenda_shapes import chosen_plans, rows_of, selection


@public_page
def actions_export(request, kind):
    """The chosen actions as CSV or XLSX, made while it goes out."""
    chosen = rows_of(selection(request))
    rows = agenda_columns.lines(chosen, request.user, request.municipality)
    return _download(kind, "acties", _("Acties"), agenda_columns.header(), rows)


@public_page
def plans_export(request, kind):
    """The chosen plans as CSV or XLSX, with the columns of the list."""
    rows = plan_columns.lines(rows_of(chosen_plans(request)), request.user)
    return _download(kind, "plannen", _("Plannen"), plan_columns.header(), rows)


def _download(kind: str, name: str, title: str, header: list[str], rows):
    if kind == "xlsx":
        return xlsx_response(name, title, header, rows)
    return csv_response(name, header, rows)
