"""Who goes first when there is not enough for everyone: the order of receipt (Awb 4:26)."""

from django.utils.translation import gettext as _

from budgets.models import Application, Budget, Division
from config.lib.access import Refused
from config.look.templatetags.gebiedswerk import date_nl


def refuse_out_of_turn(application: Application) -> None:
    """Refuse a grant that leaves too little for who was complete before.

    Asked after the amount is reserved: the row of the budget is then ours until the end of the
    transaction, so that of two grants at once the second sees what the first left. Requests count
    from the day on which they are complete; of one day the lower number goes first. Raises Refused.
    """
    if application.scheme.division != Division.ORDER:
        return
    mine = application.complete_on
    if mine is None:
        raise Refused(_("Deze aanvraag is nog niet compleet. Wie compleet is, gaat voor."))
    waiting = Application.objects.waiting().filter(budget=application.budget_id)
    rows = waiting.exclude(complete_on=None).order_by("complete_on", "pk")
    rows = rows.filter(complete_on__lte=mine).exclude(complete_on=mine, pk__gt=application.pk)
    earlier = list(rows.exclude(pk=application.pk))
    left = Budget.objects.get(pk=application.budget_id).left_cents
    if earlier and left < sum(one.asked_cents for one in earlier):
        first = {"number": earlier[0].pk, "day": date_nl(earlier[0].complete_on)}
        text = _("Eerst gaat aanvraag %(number)s, die op %(day)s compleet was: anders is er niet")
        raise Refused((text + " " + _("genoeg geld voor over.")) % first)
