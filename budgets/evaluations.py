"""When a report on what a subsidy brought about is due: once in five years (Awb 4:24)."""

from datetime import date

from django.utils.translation import gettext as _

from budgets.models import Scheme
from config.lib.clock import today
from config.terms.term import Basis, Term, Unit, end_of
from config.terms.words import day_in_words

_YEARS = 5


def evaluation_due(scheme: Scheme) -> str:
    """That a report is due, five years after the last one or else after the scheme began; empty
    while they run, when no day is known, and for what is over or is no subsidy.
    """
    over = scheme.valid_until is not None and scheme.valid_until < today()
    day = None if over or not scheme.follows_awb else scheme.evaluated_on or _began(scheme)
    if day is None or today() <= end_of(Term(day, _YEARS, Unit.YEARS, Basis.AWB)).legal:
        return ""
    words = {"day": day_in_words(day)}
    last = _("Deze regeling begon op %(day)s en er is nog geen evaluatie bekend.")
    if scheme.evaluated_on:
        last = _("De laatste evaluatie is van %(day)s.")
    needed = _("Publiceer ten minste eens in de vijf jaar een verslag over de effecten (Awb 4:24).")
    then = _("Zet de dag daarna in het praktijkbestand, bij “geevalueerd_op”.")
    return f"{last % words} {needed} {then}"


def _began(scheme: Scheme) -> date | None:
    """The first day of its oldest version; None when one of them has no day."""
    versions = Scheme.objects.of(scheme.municipality_id).filter(code=scheme.code)
    days = list(versions.values_list("valid_from", flat=True))
    return None if None in days else min(days)
