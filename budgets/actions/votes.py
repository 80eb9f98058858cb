"""Voting on a request for money at a table: opening, voting or standing aside, closing (E4).

Each of them takes the row of the ballot first, so that a vote comes before the closing and counts,
or after it and is refused: on PostgreSQL by the lock of the row, on SQLite by its one writer.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from areas.models import User
from budgets.actions.letters_votes import tell_opened
from budgets.models import (
    Application,
    ApplicationState,
    Ballot,
    BallotRule,
    Choice,
    Outcome,
    Tie,
    Vote,
)
from budgets.models.votes import RULE_FIELDS, SAYS_SOMETHING
from budgets.permissions import may_run_ballot, may_vote
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now, today
from config.look.templatetags.gebiedswerk import date_nl
from partners.models import Roundtable


def rule_of(application: Application) -> BallotRule | None:
    """The rule of its scheme; None where no body has a say."""
    return BallotRule.objects.filter(scheme=application.scheme_id).select_related("kind").first()


def body_of(application: Application, rule: BallotRule) -> Roundtable | None:
    """The table that votes on it under this rule."""
    return table_near(application, rule.kind_id)


def table_near(application: Application, kind_id: int) -> Roundtable | None:
    """The table of that kind for the area of the budget: the nearest one that meets."""
    return tables_near(application.budget.area_id, kind_id).first()


def tables_near(area, kind):
    """The tables of a kind for an area (numbers, or columns of an outer query), nearest first.

    Never a confidential one: colleagues who see the money would read who sits there.
    """
    rows = Roundtable.objects.awake().filter(kind=kind, kind__confidential=False)
    near = rows.filter(area__descendant_rows__area=area)
    return near.order_by("area__descendant_rows__distance", "pk")


@transaction.atomic
def open_ballot(*, application: Application, by) -> Ballot:
    """Let the table of the scheme vote on a request, under the rule as it is today.

    Raises PermissionDenied, and Refused when no table votes on it, it is not public, was decided,
    or a ballot is open or gave an outcome already.
    """
    rule = rule_of(application)
    table = body_of(application, rule) if rule else None
    if table is None:
        raise Refused(_("Voor deze aanvraag is er geen tafel die stemt."))
    require(may_run_ballot(by, application, table.pk))
    # The row is held, so that no decision comes in between (on SQLite there is one writer).
    held = Application.objects.select_for_update(of=("self",)).public()
    if not held.filter(pk=application.pk, state=ApplicationState.ASKED).exists():
        raise Refused(_("Dit kan alleen als de aanvraag openbaar is en er nog niet is besloten."))
    if application.ballots.filter(outcome__in=["", *SAYS_SOMETHING]).exists():
        raise Refused(_("Over deze aanvraag is of wordt al gestemd."))
    copied = {name: getattr(rule, name) for name in RULE_FIELDS}
    try:
        with transaction.atomic():
            ballot = Ballot.objects.create(
                application=application,
                roundtable=table,
                opened_by=by,
                until=today() + timedelta(days=rule.days),
                **copied,
            )
    except IntegrityError:
        raise Refused(_("Over deze aanvraag is of wordt al gestemd.")) from None
    _record(ballot, "ballot.opened", by, {"roundtable": [None, table.pk]})
    tell_opened(ballot, members_of(ballot))
    return ballot


@transaction.atomic
def vote(*, ballot: Ballot, choice: str, reason: str = "", by) -> Vote:
    """Say for, against or abstain with a reason, or stand aside for one's own interest.

    A later vote replaces an earlier one. Raises PermissionDenied, and Refused when the ballot is
    closed, the reason is missing, or the member stood aside.
    """
    require(may_vote(by, ballot))
    if today() > ballot.until:
        raise Refused(_("Stemmen kon tot en met %(day)s.") % {"day": date_nl(ballot.until)})
    if choice != Choice.ASIDE and not reason.strip():
        raise Refused(_("Schrijf op waarom u dit stemt."))
    _take(ballot)
    if stands_aside(by, ballot):
        raise Refused(_("U heeft gezegd dat u er zelf belang bij heeft. U stemt niet mee."))
    reason = "" if choice == Choice.ASIDE else reason.strip()
    made = Vote.objects.create(ballot=ballot, choice=choice, reason=reason, by=by)
    # What somebody voted is in no trail.
    verb = "ballot.stood_aside" if choice == Choice.ASIDE else "ballot.voted"
    _record(ballot, verb, by, {})
    return made


def close_ballot(*, ballot: Ballot, by) -> Ballot:
    """End the vote and write down its tally for good. Raises PermissionDenied or Refused."""
    require(may_run_ballot(by, ballot.application, ballot.roundtable_id))
    if stands_aside(by, ballot):
        raise Refused(_("U doet aan deze stemming niet mee. Daarom sluit een ander haar."))
    return end_ballot(ballot, by=by)


@transaction.atomic
def end_ballot(ballot: Ballot, *, by) -> Ballot:
    """Write the tally of a ballot down; `by` None is the end of its last day. Raises Refused."""
    _take(ballot)
    tally = count(ballot)
    Ballot.objects.filter(pk=ballot.pk).update(
        **tally, outcome=_outcome(ballot, tally), closed_at=now(), closed_by=by
    )
    ballot.refresh_from_db()
    _record(ballot, "ballot.closed", by, {"outcome": ["", ballot.outcome]})
    return ballot


def stands_aside(user, ballot: Ballot) -> bool:
    """Whether this member said to have an interest of their own."""
    return user.is_authenticated and ballot.votes.filter(by=user, choice=Choice.ASIDE).exists()


def last_votes(ballot: Ballot) -> dict[int, Vote]:
    """What counts now, by voter: the last word of each, and "aside" of who ever said that."""
    found: dict[int, Vote] = {}
    for one in ballot.votes.select_related("by").order_by("pk"):
        known = found.get(one.by_id)
        if known is None or known.choice != Choice.ASIDE:
            found[one.by_id] = one
    return found


def count(ballot: Ballot) -> dict[str, int]:
    """The tally among who has a voting seat today; who stands aside is not counted as a voter."""
    seats = set(_voting_seats(ballot).values_list("user", flat=True))
    votes = [one.choice for who, one in last_votes(ballot).items() if who in seats]
    aside = votes.count(Choice.ASIDE)
    return {
        "voters": len(seats) - aside,
        "votes_for": votes.count(Choice.FOR),
        "votes_against": votes.count(Choice.AGAINST),
        "abstained": votes.count(Choice.ABSTAIN),
        "stood_aside": aside,
    }


def members_of(ballot: Ballot) -> list[User]:
    """Who can vote and be mailed, each once."""
    seats = _voting_seats(ballot).exclude(user__email="").select_related("user")
    return list({seat.user_id: seat.user for seat in seats}.values())


def _voting_seats(ballot: Ballot):
    """The seats that vote, of people with an account who did not bring the request themselves."""
    rows = ballot.roundtable.seats.current().filter(votes=True, user__isnull=False)
    application = ballot.application
    own = Q(user=application.initiative.submitter_id) | Q(user=application.asked_by_id)
    together = application.initiative.together.taking_part().filter(user__isnull=False)
    return rows.exclude(own | Q(user__in=together.order_by().values("user")))


def _outcome(ballot: Ballot, tally: dict[str, int]) -> str:
    """Who abstains counts for the quorum, not for the majority."""
    yes, no = tally["votes_for"], tally["votes_against"]
    taken = yes + no + tally["abstained"]
    if taken == 0 or 100 * taken <= ballot.quorum_percent * tally["voters"]:
        return Outcome.NO_QUORUM
    if yes == no:
        return _tied(ballot)
    over = 100 * yes > ballot.majority_percent * (yes + no)
    return Outcome.FOR if over else Outcome.AGAINST


def _tied(ballot: Ballot) -> str:
    if ballot.tie == Tie.AGAINST:
        return Outcome.AGAINST
    if ballot.tie == Tie.LEADS:
        leads = set(_voting_seats(ballot).filter(leads=True).values_list("user", flat=True))
        said = {one.choice for who, one in last_votes(ballot).items() if who in leads}
        said &= {Choice.FOR, Choice.AGAINST}
        if len(said) == 1:
            return Outcome.FOR if Choice.FOR in said else Outcome.AGAINST
    return Outcome.TIED


def _take(ballot: Ballot) -> None:
    """Hold the row of an open ballot until the end of the transaction.

    Its own columns only: what a join asks, PostgreSQL does not ask again after it waited.
    """
    rows = Ballot.objects.filter(pk=ballot.pk, outcome="")
    waits = Application.objects.filter(pk=ballot.application_id, state=ApplicationState.ASKED)
    if not rows.update(version=F("version") + 1) or not waits.exists():
        raise Refused(_("Deze stemming is gesloten."))


def _record(ballot: Ballot, verb: str, by, changes: dict) -> None:
    area_id = ballot.application.initiative.area_id
    record(ballot, verb, by=by, area_id=area_id, changes=changes)


def refuse_against_body(application: Application, *, in_full: bool, granted: bool, deviation: str):
    """Refuse a decision before the body spoke, or that is another than it said.

    An advice may be set aside with a reason that everyone reads (Awb 3:50); what a body decides
    itself may not. `in_full` says whether all that was asked is granted. Raises Refused.
    """
    ballot = application.ballots.first()
    if ballot is None or ballot.outcome not in SAYS_SOMETHING:
        _refuse_while_silent(application, ballot)
        return
    # What a table said holds, also when it sleeps by now or the scheme has another rule.
    if _follows(ballot, in_full=in_full, granted=granted):
        return
    if ballot.binds:
        raise Refused(_("De tafel besloot anders. Leg vast wat de tafel besloot."))
    if not deviation.strip():
        raise Refused(_("U wijkt af van het advies van de tafel. Schrijf op waarom."))


def _refuse_while_silent(application: Application, ballot: Ballot | None) -> None:
    """Refuse while a table votes, or can still vote and must."""
    if ballot is not None and ballot.is_open:
        raise Refused(_("De tafel heeft nog niet gestemd over deze aanvraag."))
    if (rule := rule_of(application)) is None or body_of(application, rule) is None:
        return
    if ballot is None:
        raise Refused(_("De tafel heeft nog niet gestemd over deze aanvraag."))
    if ballot.binds:
        raise Refused(_("De stemming gaf geen uitkomst. Laat de tafel opnieuw stemmen."))


def _follows(ballot: Ballot, *, in_full: bool, granted: bool) -> bool:
    return in_full if ballot.outcome == Outcome.FOR else not granted


def follows_body(application: Application, *, in_full: bool, granted: bool) -> bool:
    """Whether a decision is what a table voted, as far as it said something."""
    ballot = application.ballots.first()
    silent = ballot is None or ballot.outcome not in SAYS_SOMETHING
    return silent or _follows(ballot, in_full=in_full, granted=granted)
