"""The selection of the overview as a download: all rows that the person may see."""

from django.utils.translation import gettext as _

from config.lib.public import public_page
from config.look.exports import csv_response, xlsx_response
from config.pages.agenda_columns import header, lines
from config.pages.views.agenda_shapes import rows_of, selection


@public_page
def actions_export(request, kind):
    """The chosen actions as CSV or XLSX, made while it goes out."""
    rows = lines(rows_of(selection(request)), request.user, request.municipality)
    if kind == "xlsx":
        return xlsx_response("acties", _("Acties"), header(), rows)
    return csv_response("acties", header(), rows)
