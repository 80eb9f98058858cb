"""The money of a goal, added up over its actions, and what nobody knows of the goal yet."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.effects import Measure
from areas.models import Action, Funding, Verdict
from areas.models.agenda import ActionState
from config.lib.clock import today

# Nothing is spent twice: what went up in another action is counted there.
LEFT_OUT = (ActionState.STOPPED, ActionState.MERGED)
# Partners' money, of partners.Commitment, read through its related name.
MONEY = Q(commitments__brings="money")


@dataclass
class Money:
    """Whole cents, over the actions that go on or are done. `sure` is promised, `hoped` is not;
    `unknown` is of how many actions nobody knows the cost.
    """

    cost: int = 0
    unknown: int = 0
    actions: int = 0
    own_sure: int = 0
    partners_sure: int = 0
    hoped: int = 0

    @property
    def known(self) -> int:
        """Of how many actions the cost is known."""
        return self.actions - self.unknown

    @property
    def sure(self) -> int:
        """Promised by the municipality and by partners together."""
        return self.own_sure + self.partners_sure

    @property
    def uncovered(self) -> int:
        """What the known costs still lack."""
        return max(self.cost - self.sure, 0)


def money_of(action_ids: list[int]) -> Money:
    """The cost and the funding of these actions, in three queries whatever their number."""
    if not action_ids:
        return Money()
    going = Action.objects.filter(pk__in=action_ids).exclude(state__in=LEFT_OUT).order_by()
    costs = going.aggregate(
        cost=Sum("cost_cents"),
        actions=Count("pk"),
        unknown=Count("pk", filter=Q(cost_cents__isnull=True)),
    )
    ours = Funding.objects.filter(action__in=going).aggregate(
        own_sure=Sum("amount_cents", filter=Q(sure=True)),
        own_hoped=Sum("amount_cents", filter=Q(sure=False)),
    )
    theirs = going.aggregate(
        their_sure=Sum("commitments__amount_cents", filter=MONEY & Q(commitments__sure=True)),
        their_hoped=Sum("commitments__amount_cents", filter=MONEY & Q(commitments__sure=False)),
    )
    return Money(
        cost=costs["cost"] or 0,
        unknown=costs["unknown"],
        actions=costs["actions"],
        own_sure=ours["own_sure"] or 0,
        partners_sure=theirs["their_sure"] or 0,
        hoped=(ours["own_hoped"] or 0) + (theirs["their_hoped"] or 0),
    )


def unknowns_of(measure: Measure, money: Money) -> list[str]:
    """What is not known of a goal, in sentences; a goal is never surer than its figures."""
    return [*_of_figures(measure), *_of_words(measure), *_of_money(money)]


def _of_figures(measure: Measure) -> list[str]:
    goal, found = measure.goal, []
    if measure.indicator is None:
        return [] if goal.is_judged else [_("Er is geen cijfer dat laat zien of dit doel lukt.")]
    latest = measure.latest
    if latest is None:
        found.append(_("In dit gebied is dit cijfer nog niet gemeten."))
    elif goal.baseline_year is not None and latest.year <= goal.baseline_year:
        found.append(
            _("Sinds %(year)d is er niet meer gemeten: of het beter gaat, weten we nog niet.")
            % {"year": latest.year}
        )
    elif latest.year < today().year - 1:
        found.append(_("Het nieuwste cijfer is van %(year)d.") % {"year": latest.year})
    small = [str(row.year) for row in measure.rows if row.suppressed]
    if small:
        years = ", ".join(small)
        found.append(_("Te klein om te tonen was het in: %(years)s.") % {"years": years})
    if latest is not None:
        found.append(_("Of een verandering door deze acties komt, zegt het cijfer niet."))
    return found


def _of_words(measure: Measure) -> list[str]:
    verdict = measure.verdict
    if verdict is None and measure.goal.is_judged:
        return [_("Het is nog niet beoordeeld.")]
    if verdict is not None and verdict.outcome == Verdict.Outcome.UNKNOWN:
        return [_("Wie het beoordeelde, wist nog niet of het lukt.")]
    return []


def _of_money(money: Money) -> list[str]:
    if not money.unknown:
        return []
    text = ngettext(
        "Van %(n)d actie zijn de kosten nog niet bekend.",
        "Van %(n)d acties zijn de kosten nog niet bekend.",
        money.unknown,
    )
    return [text % {"n": money.unknown}]
