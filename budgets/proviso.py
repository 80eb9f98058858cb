"""A grant before the council adopted the budget, on condition that there is enough (Awb 4:34)."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from budgets.models import Application
from budgets.term_clock import ends
from config.lib.clock import today
from config.terms.term import Term, Unit
from config.terms.words import day_in_words

_WEEKS = 4


def has_proviso(application: Application) -> bool:
    """Whether it was granted under the condition: its scheme says so, and the budget of the
    municipality was not adopted yet.
    """
    scheme, adopted_on = application.scheme, application.scheme.budget_adopted_on
    if not (scheme.budget_proviso and scheme.follows_awb):
        return False
    return adopted_on is None or localdate(application.decision.at) < adopted_on


def may_invoke_until(application: Application) -> date | None:
    """The last day to invoke it: four weeks after the budget was adopted (Awb 4:34 lid 3); None
    while that day is not known.
    """
    adopted_on = application.scheme.budget_adopted_on
    return ends(Term(adopted_on, _WEEKS, Unit.WEEKS)).legal if adopted_on else None


def can_invoke(application: Application) -> bool:
    """Whether the condition is there and today it can be invoked."""
    last = may_invoke_until(application) if has_proviso(application) else None
    return last is not None and application.scheme.budget_adopted_on <= today() <= last


def proviso_clause(application: Application) -> str:
    """What the letter of a grant says of it; empty without the condition."""
    if not has_proviso(application):
        return ""
    words = {"year": application.budget.year}
    said = _("De begroting van %(year)s is nog niet vastgesteld. U krijgt de subsidie als daarin ")
    said += _("genoeg geld voor deze regeling staat. Is dat niet zo? Dan laten wij u dat weten ")
    said += _("binnen vier weken nadat de begroting is vastgesteld (Awb 4:34).")
    return said % words


def proviso_words(application: Application) -> str:
    """Until when it can be invoked, for who handles the request; empty without the condition."""
    if not has_proviso(application):
        return ""
    last = may_invoke_until(application)
    if last is None:
        return _("Zet in het praktijkbestand wanneer de begroting is vastgesteld.")
    words = {"last": day_in_words(last)}
    if today() > last:
        return _("Vervallen: een beroep erop kon tot en met %(last)s (Awb 4:34 lid 3).") % words
    return _("Een beroep erop kan tot en met %(last)s (Awb 4:34 lid 3).") % words
