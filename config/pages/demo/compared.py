"""Requests of the demo that are advised on, compared or carried out, through the real actions."""

from areas.models import User
from budgets.actions.advice import asks_advice, give_advice
from budgets.actions.applications import apply_for_money
from budgets.actions.fulfil import fulfil
from budgets.actions.opening import open_budgets
from budgets.actions.ranking import divide, score
from budgets.models import Application, Says, Scheme
from config.lib import clock
from initiatives.models import Initiative

COMPARE_STEPS = ("meedingen", "punten", "geld verdeeld")
# The advisor of the area typed the request in, and does not advise on it too.
_TYPED = "De adviseur van het gebied voerde deze aanvraag zelf in. Daarom is er geen advies."


def tell_advice(application: Application, *, cents: int, adviser: User) -> str:
    """Let the adviser advise what is decided next (cents; 0 is refuse), where the scheme asks it;
    returns the reason to decide without one, if they cannot.
    """
    if not asks_advice(application):
        return ""
    if application.asked_by_id == adviser.pk:
        return _TYPED
    says = Says.GRANT if cents else Says.REFUSE
    reason = "Past bij de agenda van het gebied." if cents else "Past nu niet bij de agenda."
    give_advice(application=application, says=says, amount_cents=cents, reason=reason, by=adviser)
    return ""


def tell_compared(initiative: Initiative, step: dict, *, by: User, decider: User) -> None:
    """Ask money that is divided by comparison, give points to a request, or divide it all."""
    decider = User.objects.get(pk=decider.pk)
    if step["wat"] == "meedingen":
        _ask(initiative, step, by)
        return
    application = initiative.applications.select_related("scheme", "budget", "initiative").latest(
        "pk"
    )
    if step["wat"] == "punten":
        points = [int(one) for one in step["punten"].split()]
        score(application=application, points=points, reason=step["tekst"], by=decider)
        return
    divide(budget=application.budget, scheme=application.scheme, by=decider)


def _ask(initiative: Initiative, step: dict, by: User) -> None:
    """Today the scheme is closed, as its money is divided; on the day of the story it is open."""
    scheme = Scheme.objects.of(initiative.municipality_id).get(code=step["code"])
    scheme.can_apply = True
    year = clock.today().year
    if not scheme.budgets.filter(year=year).exists():
        open_budgets(scheme=scheme, year=year, fictitious=True, by=None)
    apply_for_money(
        initiative=initiative,
        scheme=scheme,
        asked_cents=step["bedrag"],
        purpose=step["tekst"],
        by=initiative.submitter or by,
    )


def tell_fulfilled(application: Application, step: dict, *, by: User) -> None:
    """Write down that the municipality carried out what was granted, and for how much."""
    fulfil(
        application=application,
        amount_cents=step["bedrag"],
        on=clock.today(),
        text=step["tekst"],
        by=by,
    )
