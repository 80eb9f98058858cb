"""Asking money, deciding about it, withdrawing: each moves the application and leaves a trail."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from budgets.actions.accounts import Heard, is_settled_at_once, refuse_unheard
from budgets.actions.advice import refuse_against_advice
from budgets.actions.books import book, refuse_too_little
from budgets.actions.checks import (
    Asked,
    budget_for,
    check_initiative,
    check_request,
    codes_above,
)
from budgets.actions.division import refuse_out_of_turn
from budgets.actions.letters import tell_decided, tell_received
from budgets.actions.support import freeze, support_of
from budgets.models import (
    APPLICATION_MACHINE,
    Account,
    Application,
    ApplicationState,
    Construction,
    Decision,
    Division,
    RefusalGround,
    Scheme,
    Settlement,
)
from budgets.permissions import may_apply, may_decide, may_withdraw
from budgets.term_clock import ends, term_of
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro
from initiatives.models import OPEN_STATES, Initiative

_GRANT = (Account.AVAILABLE, Account.RESERVED)


@transaction.atomic
def apply_for_money(
    *,
    initiative: Initiative,
    scheme: Scheme,
    asked_cents: int,
    purpose: str,
    kind: str = "",
    asked_as: str = "",
    cost_cents: int | None = None,
    in_kind: bool = False,
    by,
) -> Application:
    """Ask an amount (cents) for an initiative from the scheme's nearest budget of this year.

    `kind` and `asked_as` are of the scheme's own kinds and audiences, `cost_cents` is what it all
    costs, and `in_kind` asks goods of that value. More than is left may be asked; it is shown.
    Only a subsidy gets a day on which must be decided. Raises Refused with the first check that
    fails.
    """
    require(may_apply(by, initiative))
    budget = budget_for(scheme, initiative.area)
    asked = {"kind": kind, "cost_cents": cost_cents}
    _refuse_request(initiative, scheme, budget, Asked(asked_cents, who=asked_as, **asked), in_kind)
    application = Application(
        initiative=initiative,
        budget=budget,
        scheme=scheme,
        asked_cents=asked_cents,
        purpose=purpose,
        asked_as=asked_as,
        in_kind=in_kind or scheme.construction == Construction.IN_KIND,
        asked_by=by,
        decide_by=ends(term_of(scheme, today())).legal if scheme.follows_awb else None,
        decided_by=scheme.decider_of(asked_cents).decided_by,
        **asked,
    )
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        # Of two at the same moment the database lets one in (application_one_at_a_time).
        raise Refused(_("Voor dit initiatief loopt al een aanvraag.")) from None
    if scheme.min_endorsements is not None:
        freeze(initiative, scheme)
    changes = {"asked_cents": [None, asked_cents]}
    record(application, "application.asked", by=by, area_id=initiative.area_id, changes=changes)
    tell_received(application)
    return application


def decide(
    *,
    application: Application,
    granted: bool,
    amount_cents: int = 0,
    reason: str,
    ground: str = "",
    ground_text: str = "",
    follow_up: bool = False,
    heard: Heard | None = None,
    deviation: str = "",
    reference: str = "",
    ranked: bool = False,
    by,
) -> Decision:
    """Grant (part of) what was asked, in cents, or refuse it; the reason is public.

    `ground` (a RefusalGround, with `ground_text` where it is another one) is why a subsidy is
    refused in whole or in part, and `heard` what the applicant said before that: asked for a
    `follow_up`, of who had a subsidy for the same during three years or more. `deviation` says,
    also in public, why another decision than was advised; `reference` names the decision of the
    council where that is who decides; `ranked` says that it follows from a ranking.
    A grant is reserved in the books in the same transaction, and is final at once where the scheme
    says so (Awb 4:42). Raises PermissionDenied when this person may not decide, and Refused when it
    was decided already, the reason is missing, more is granted than asked, the initiative stopped,
    too little money is left (also for who goes first), the applicant was not heard, or a table or
    adviser did not speak yet or spoke otherwise (budgets.actions.advice).
    """
    require(may_decide(by, application))
    _refuse_scheme(application.scheme, reference, granted=granted, ranked=ranked)
    amount_cents = amount_cents if granted else 0
    _refuse_ground(application, amount_cents, ground, ground_text.strip())
    # For a follow-up the exception of Awb 4:12 does not hold; else who decides may hear them.
    heard = heard if ground else None
    if ground and (follow_up or heard):
        refuse_unheard(heard, since=application.received_on, asking=True)
    if granted:
        _refuse_amount(application, amount_cents)
        # A look beforehand, so that what has no chance does not wait for SQLite's only write
        # lock. What counts is the conditional UPDATE in `book`.
        refuse_too_little(application.budget_id, *_GRANT, amount_cents)
    with transaction.atomic():
        words = {"reason": reason, "deviation": deviation, "reference": reference}
        words |= {
            "ground": ground,
            "ground_text": ground_text,
            "heard": heard.said if heard else "",
        }
        given = {"follow_up": follow_up, "heard_until": heard.until if heard else None, "by": by}
        decision = _decide(application, granted, amount_cents, words, given)
        if granted:
            _reserve(application, amount_cents, by)
            refuse_out_of_turn(application)
            if is_settled_at_once(application):
                _settle_at_once(decision)
        _record_move(application, by, {"amount_cents": [None, amount_cents]})
        tell_decided(application, decision)
    return decision


def needs_ground(application: Application, amount_cents: int) -> bool:
    """Whether granting this amount, or nothing, refuses (a part of) a subsidy."""
    return application.scheme.follows_awb and amount_cents < application.asked_cents


@transaction.atomic
def withdraw(*, application: Application, by) -> Application:
    """Take back a request that was not decided yet. Raises PermissionDenied or Refused."""
    require(may_withdraw(by, application))
    _move(application, ApplicationState.WITHDRAWN)
    _record_move(application, by, {})
    return application


def _refuse_request(initiative, scheme, budget, asked: Asked, in_kind: bool) -> None:
    area = initiative.area
    asked = replace(
        asked,
        support=support_of(initiative, scheme),
        area=area,
        codes=codes_above(area, [scheme]),
    )
    running = initiative.applications.waiting().exists()
    checks = check_initiative(initiative, running=running)
    for check in [*checks, *check_request(scheme, budget, asked)]:
        if check.blocks:
            raise Refused(check.text)
    if asked.kind and asked.kind not in {one.kind for one in scheme.limits}:
        raise Refused(_("Deze soort aanvraag kent de regeling niet."))
    if in_kind and not scheme.in_kind_text:
        raise Refused(_("Hulp in natura kent deze regeling niet."))


def _refuse_scheme(scheme: Scheme, reference: str, *, granted: bool, ranked: bool) -> None:
    if scheme.construction == Construction.COUNCIL and not reference.strip():
        raise Refused(_("Noem het raadsbesluit: nummer en datum."))
    if granted and not ranked and scheme.division == Division.RANKING:
        raise Refused(
            _("Deze regeling vergelijkt alle aanvragen. Toekennen gaat via de ranglijst.")
        )


def _refuse_amount(application: Application, amount_cents: int) -> None:
    if amount_cents <= 0:
        raise Refused(_("Vul een bedrag in van meer dan €\xa00."))
    if amount_cents > application.asked_cents:
        asked = {"amount": format_euro(application.asked_cents)}
        raise Refused(_("U kunt niet meer toekennen dan is gevraagd: %(amount)s.") % asked)


def _refuse_ground(application: Application, amount_cents: int, ground: str, text: str) -> None:
    """Less than was asked needs a ground of the law or the scheme (Awb 4:25, 4:35)."""
    if bool(ground) != needs_ground(application, amount_cents):
        raise Refused(
            _("Kies een grond als u minder subsidie toekent dan is gevraagd, en anders niet.")
        )
    if bool(text) != (ground == RefusalGround.OTHER):
        raise Refused(_("Schrijf op welke andere grond er is, en bij een vaste grond niets."))


def _decide(application: Application, granted, amount_cents, words, given) -> Decision:
    """Move the request and write the decision down. Raises Refused when it cannot move."""
    words = {name: text.strip() for name, text in words.items()}
    if granted:
        rows = Initiative.objects.filter(pk=application.initiative_id)
        if not rows.filter(state__in=OPEN_STATES).exists():
            raise Refused(_("Het initiatief loopt niet meer. U kunt de aanvraag alleen afwijzen."))
    state = ApplicationState.GRANTED if granted else ApplicationState.REFUSED
    _move(application, state, words["reason"])
    # After the move: from here on no ballot opens, and none closes.
    refuse_against_advice(
        application, granted=granted, amount_cents=amount_cents, deviation=words["deviation"]
    )
    return Decision.objects.create(
        application=application, granted=granted, amount_cents=amount_cents, **words, **given
    )


def _settle_at_once(decision: Decision) -> None:
    Settlement.objects.create(
        application=decision.application,
        granted_cents=decision.amount_cents,
        amount_cents=decision.amount_cents,
        reason=decision.reason,
        by=decision.by,
    )


def _move(application: Application, state: str, reason: str = "") -> None:
    """Of two moves at the same moment one finds the state it came for, on either database."""
    APPLICATION_MACHINE.check(application.state, state, reason)
    rows = Application.objects.filter(pk=application.pk, state=application.state)
    if not rows.update(state=state, version=F("version") + 1):
        raise Refused(_("Over deze aanvraag is intussen al besloten, of ze is ingetrokken."))
    application.refresh_from_db(fields=["state", "version"])


def _reserve(application: Application, amount_cents: int, by) -> None:
    book(
        budget=application.budget,
        source=_GRANT[0],
        target=_GRANT[1],
        amount_cents=amount_cents,
        key=f"grant:{application.pk}",
        # No title: the initiative may not be public, and the books are.
        text=_("Toegekend op aanvraag %(number)s") % {"number": application.pk},
        application=application,
        by=by,
    )


def _record_move(application: Application, by, changes: dict) -> None:
    record(
        application,
        f"application.{application.state}",
        by=by,
        area_id=application.initiative.area_id,
        changes={"state": [ApplicationState.ASKED, application.state], **changes},
    )
