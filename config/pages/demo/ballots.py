"""A table of the demo that votes on a request for money, each step through the real action."""

from areas.models import User
from budgets.actions.applications import apply_for_money
from budgets.actions.opening import open_budgets
from budgets.actions.votes import open_ballot, vote
from budgets.models import Ballot, Choice, Scheme
from config.lib import clock
from initiatives.models import Initiative

BALLOT_STEPS = {
    "stemming gevraagd": None,
    "stem voor": Choice.FOR,
    "stem tegen": Choice.AGAINST,
}


def tell_ballot(initiative: Initiative, step: dict, *, by: User) -> None:
    """Ask money from the scheme of the step and let its table vote, or let `by` vote on it."""
    choice = BALLOT_STEPS[step["wat"]]
    if choice is not None:
        ballot = Ballot.objects.select_related("application__initiative", "roundtable")
        found = ballot.get(application__initiative=initiative, outcome="")
        vote(ballot=found, choice=choice, reason=step["tekst"], by=by)
        return
    scheme = Scheme.objects.of(initiative.municipality_id).open_today().get(code=step["code"])
    year = clock.today().year
    if not scheme.budgets.filter(year=year).exists():
        open_budgets(scheme=scheme, year=year, fictitious=True, by=None)
    application = apply_for_money(
        initiative=initiative,
        scheme=scheme,
        asked_cents=step["bedrag"],
        purpose=step["tekst"],
        by=initiative.submitter or by,
    )
    open_ballot(application=application, by=by)
