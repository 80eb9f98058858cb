"""What a table or a role is to say about requests for money: to vote, to open a vote, to advise."""

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _say

from areas.rights import roles
from areas.roles import Permission
from budgets.actions.votes import tables_near
from budgets.models import Application, ApplicationState, Ballot, MoneyAdvice
from budgets.models.applications import own_of
from budgets.models.votes import SAYS_SOMETHING, Standing
from config.lib.addresses import address
from config.lib.clock import today
from config.pages.work.lines import Line
from config.pages.work.reach import Reach
from config.pages.work.rows import REQUEST_FOR_MONEY

BALLOTS = Ballot.objects.order_by().values_list(
    Value("ballot"),
    "pk",
    "application__initiative__title",
    "roundtable__name",
    "until",
    Value(""),
    Value(""),
    Value(0),
    Value(0),
)


def said_about_money(reach: Reach, municipality) -> list:
    """What this person is to say about requests: queries with the columns of what has a day."""
    return [
        _to_vote(reach.user, municipality),
        _to_open(reach, municipality),
        _to_advise(reach, municipality),
    ]


def _to_vote(user, municipality):
    """Open ballots at my tables in which I did not vote yet; not about what I asked myself."""
    seats = user.seats.current().filter(votes=True).order_by().values("roundtable")
    rows = BALLOTS.filter(outcome="", until__gte=today(), roundtable__in=seats)
    rows = rows.filter(application__scheme__municipality=municipality)
    rows = rows.filter(application__state=ApplicationState.ASKED)
    rows = rows.filter(application__initiative__released_at__isnull=False)
    return rows.exclude(own_of(user, "application__")).exclude(votes__by=user)


def _to_open(reach: Reach, municipality):
    """Requests on which a table is to vote and no ballot is open, for who leads the table and who
    prepares requests (budgets.permissions.may_run_ballot).
    """
    said = Ballot.objects.filter(application=OuterRef("pk"), outcome__in=["", *SAYS_SOMETHING])
    rows = _waiting(reach.user, municipality).public().filter(scheme__ballot_rule__isnull=False)
    rows = rows.exclude(Exists(said)).annotate(table=_table("scheme__ballot_rule__kind"))
    prepared = Q(budget__area__in=reach.where(Permission.PREPARE_MONEY), table__isnull=False)
    rows = rows.filter(prepared | Q(table__in=_led_by(reach.user)))
    return rows.values_list(Value("to open"), *REQUEST_FOR_MONEY)


def _to_advise(reach: Reach, municipality):
    """Requests without the advice in words that their scheme asks of my role, or of a table that I
    lead (budgets.permissions.may_advise).
    """
    given = MoneyAdvice.objects.filter(application=OuterRef("pk"))
    rows = _waiting(reach.user, municipality).visible_to(reach.user).exclude(Exists(given))
    rows = rows.annotate(table=_table("scheme__advice_kind"))
    of_a_table, kinds = Q(scheme__advice_kind__isnull=False), roles(reach.user)
    # Few schemes ask an advice: they come first, their requests after.
    asking = of_a_table | Q(scheme__advised_by__in=list(kinds))
    mine = of_a_table & Q(table__in=_led_by(reach.user))
    for kind, above in kinds.items():
        areas = set().union(*(reach.below.get(one, ()) for one in above))
        areas = areas if reach.chosen is None else areas & reach.chosen
        mine |= Q(scheme__advice_kind=None, scheme__advised_by=kind, budget__area__in=areas)
    return rows.filter(asking, mine).values_list(Value("to advise"), *REQUEST_FOR_MONEY)


def with_who_is_silent(rows):
    """Mark requests by `silent`: 1 while a decision waits for what a table or a role is still to
    say (budgets.actions.advice and votes), else 0.
    """
    given = MoneyAdvice.objects.filter(application=OuterRef("pk"))
    ballots = Ballot.objects.filter(application=OuterRef("pk"))
    # An advice of which nothing came need not be waited for; a decision of a table must.
    spoke = ballots.exclude(outcome="")
    spoke = spoke.filter(Q(outcome__in=SAYS_SOMETHING) | Q(standing=Standing.ADVISES))
    rows = rows.annotate(
        adviser=_table("scheme__advice_kind"), voters=_table("scheme__ballot_rule__kind")
    )
    in_words = ~Q(scheme__advised_by="") & Q(scheme__advice_kind=None) | Q(adviser__isnull=False)
    by_vote = Exists(ballots.filter(outcome="")) | Q(voters__isnull=False) & ~Exists(spoke)
    silent = in_words & ~Exists(given) | by_vote
    return rows.annotate(silent=Case(When(silent, then=1), default=0))


def _waiting(user, municipality):
    """Requests that wait for a decision and are not of this person."""
    rows = Application.objects.waiting().of(municipality).order_by()
    return rows.exclude(own_of(user))


def _table(kind: str):
    """The table of the kind in this column that speaks for the area of the budget."""
    near = tables_near(OuterRef("budget__area"), OuterRef(kind))
    return Subquery(near.values("pk")[:1])


def _led_by(user):
    return user.seats.current().filter(leads=True).order_by().values("roundtable")


def _vote_line(pk, title, table, until, *_others) -> Line:
    url, step_url = address("budgets:ballot", pk), address("budgets:vote", pk)
    return Line(title, url, table, until, _say("u kunt nog stemmen"), _say("Stemmen"), step_url)


def _open_line(pk, title, area, due_on, *_others) -> Line:
    url, step = address("budgets:application", pk), _say("Stemming openen")
    why, step_url = _say("de tafel stemt hierover"), address("budgets:ballot_open", pk)
    return Line(title, url, area, due_on, why, step, step_url)


def _advise_line(pk, title, area, due_on, *_others) -> Line:
    url, step = address("budgets:application", pk), _say("Adviseren")
    why, step_url = _say("wacht op uw advies"), address("budgets:advise", pk)
    return Line(title, url, area, due_on, why, step, step_url)


LINES = {"ballot": _vote_line, "to open": _open_line, "to advise": _advise_line}
