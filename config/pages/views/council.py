"""The council view: the same figures as residents see, per area and theme, on one page."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models.agenda import ActionState
from budgets.tables import FIGURES
from config.lib.public import public_page
from config.look.exports import csv_response, xlsx_response
from config.pages import council as figures
from config.pages.forms import CouncilForm

BAR_KINDS = {"planned": "planned", "running": "active", "done": "done", "stopped": "stopped"}
LABELS = {**dict(ActionState.choices), "late": _("te laat")}
# The words behind a number, in the order in which a cell names them.
WORDS = {
    "planned": gettext_lazy("gepland"),
    "running": gettext_lazy("lopend"),
    "late": gettext_lazy("te laat"),
    "done": gettext_lazy("gereed"),
    "stopped": gettext_lazy("gestopt"),
}
# What is late is counted under planned or running too, so it is named right behind those.
LATE = gettext_lazy("waarvan %(n)s te laat")


@public_page
def council(request):
    """One matrix: areas × themes for actions; or areas with initiatives or money."""
    form = CouncilForm(request.GET)
    show, year = form.show(), form.year()
    context = {"show": show, "year": year, **SHOW[show](request, year)}
    return render(request, "pages/council.html", context)


def _actions(request, year):
    themes, rows = figures.action_matrix(request.user, request.municipality)
    words = {count: str(word) for count, word in WORDS.items()}
    table = [
        {
            "area": row.area,
            "cells": [_action_cell(row, theme, words) for theme in themes],
            "late": sum(counts["late"] for counts in row.cells.values()),
            "total": sum(_total(counts) for counts in row.cells.values()),
            "url": figures.agenda_link(row.area),
            "late_url": figures.agenda_link(row.area, state="late"),
        }
        for row in rows
    ]
    return {"themes": themes, "table": table}


def _total(counts) -> int:
    """How many actions; late ones are among the others, merged ones count where they went."""
    return sum(counts[state] for state in BAR_KINDS)


def _action_cell(row, theme, words):
    """What a cell prints: a bar, and per count that is not nothing its words and its list."""
    counts = {name: n for name, n in row.cells.get(theme.pk, {}).items() if n}
    if not counts:
        return {"theme": theme.name, "total": 0}
    return {
        "theme": theme.name,
        "total": _total(row.cells[theme.pk]),
        "links": [
            (_in_words(name, counts[name], word), figures.agenda_link(row.area, theme, name))
            for name, word in words.items()
            if name in counts
        ],
        "bar": [
            {"label": words[state], "value": counts[state], "kind": BAR_KINDS[state]}
            for state in BAR_KINDS
            if state in counts
        ],
    }


def _in_words(name: str, n: int, word: str) -> str:
    return str(LATE) % {"n": n} if name == "late" else f"{n} {word}"


def _initiatives(request, year):
    states = figures.initiative_states()
    table = [
        {
            "area": row.area,
            "cells": [
                {
                    "n": row.cells.get(state, 0),
                    "label": label,
                    "url": figures.initiatives_link(row.area, state),
                }
                for state, label in states
            ],
            "total": sum(row.cells.values()),
            "url": figures.initiatives_link(row.area),
        }
        for row in figures.initiative_rows(request.municipality)
    ]
    return {"states": states, "table": table}


def _money(request, year):
    rows = figures.money_rows(request.municipality, year)
    table = [
        {
            "area": row.area,
            "cells": [
                {
                    "cents": row.cells.get(figure.key, 0),
                    "label": figure.label,
                    "url": figures.money_link(row.area, year, figure.name),
                }
                for figure in FIGURES
            ],
        }
        for row in rows
    ]
    return {"table": table, "heads": [figure.label for figure in FIGURES]}


SHOW = {"acties": _actions, "initiatieven": _initiatives, "geld": _money}


@public_page
def council_export(request, kind):
    """The figures of the council view as CSV or XLSX: one row per area, theme and count."""
    form = CouncilForm(request.GET)
    show = form.show()
    header, rows = EXPORT[show](request, form.year())
    if kind == "xlsx":
        return xlsx_response(f"raad-{show}", _("Cijfers voor de raad"), header, rows)
    return csv_response(f"raad-{show}", header, rows)


def _export_actions(request, year):
    themes, rows = figures.action_matrix(request.user, request.municipality)
    header = [_("gebied"), _("thema"), *(str(LABELS[n]) for n in figures.ACTION_COUNTS)]
    lines = (
        [
            row.area["name"],
            theme.name,
            *(row.cells.get(theme.pk, {}).get(n, 0) for n in figures.ACTION_COUNTS),
        ]
        for row in figures.parts(rows)
        for theme in themes
    )
    return header, lines


def _export_initiatives(request, year):
    states = figures.initiative_states()
    header = [_("gebied"), *(str(label) for _state, label in states)]
    rows = figures.parts(figures.initiative_rows(request.municipality))
    return header, ([r.area["name"], *(r.cells.get(s, 0) for s, _l in states)] for r in rows)


def _export_money(request, year):
    header = [
        _("gebied"),
        _("jaar"),
        _("toegewezen (cent)"),
        _("toegekend (cent)"),
        _("betaald (cent)"),
        _("over (cent)"),
    ]
    rows = figures.parts(figures.money_rows(request.municipality, year))
    return header, (
        [r.area["name"], year, *(r.cells.get(n, 0) for n in figures.MONEY_COUNTS)] for r in rows
    )


EXPORT = {"acties": _export_actions, "initiatieven": _export_initiatives, "geld": _export_money}
