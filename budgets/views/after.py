"""What the page of a request says after the decision, and the next step of who reads it."""

from areas.models import Action
from budgets.actions.accounts import is_settled_at_once
from budgets.actions.revocations import can_revoke
from budgets.models import Account, ApplicationState, Entry, PaymentBatch, PaymentState, Route
from budgets.permissions import may_decide
from budgets.permissions_paid import may_fulfil, may_give_account, may_pay, may_report
from budgets.proviso import proviso_words

STORIES = 5


def after_decision(user, application, *, inside: bool) -> dict | None:
    """The payments, what was done, the account and the settlement of a grant; None when nothing
    was granted.

    `inside` is whether this person is the receiver or handles money here: they also see the masked
    account number, and what was told before it was settled.
    """
    if application.state != ApplicationState.GRANTED:
        return None
    settlement = getattr(application, "settlement", None)
    fulfilment = getattr(application, "fulfilment", None)
    known = application.payments.exclude(state=PaymentState.FAILED)
    payments = list(known.order_by("pk")) if application.is_paid_out else []
    held = Entry.objects.held(application)
    withdrawn = not application.granted_cents
    final = settlement is not None or fulfilment is not None or withdrawn
    told = inside or final
    batches = PaymentBatch.objects.visible_to(user).filter(payments__in=payments).distinct()
    return {
        "settlement": settlement,
        "fulfilment": fulfilment,
        "revocations": list(application.revocations.all()),
        "payments": payments,
        "report": application.spending_reports.first() if told else None,
        "receipts": list(application.receipts.all()) if inside else [],
        "batches": list(batches) if payments and inside else [],
        **_came_of_it(user, application.initiative),
        "claimed": held[Account.CLAIMED],
        "proviso": proviso_words(application) if inside else "",
        "inside": inside,
        "reports": _reports(user, application, final=final),
        **_paying(user, application, payments, held, inside=inside),
        **_ending(user, application, held, final=final),
    }


def _reports(user, application, *, final: bool) -> bool:
    """Whether this person can still tell what came of it."""
    open_ = not final or (is_settled_at_once(application) and application.granted_cents > 0)
    return open_ and not may_report(user, application)


def _paying(user, application, payments, held, *, inside: bool) -> dict:
    """The account number, and who gives it or sets a payment ready."""
    account = getattr(application, "bank_account", None) if inside else None
    runs = any(one.state == PaymentState.READY for one in payments)
    owed = held[Account.RESERVED] > 0 and not runs
    started = bool(payments) and application.scheme.advance_share is None
    return {
        "account": account,
        "gives_account": owed and not started and not may_give_account(user, application),
        "sets_ready": account and owed and not started and not may_pay(user, application),
    }


def _ending(user, application, held, *, final: bool) -> dict:
    """Who settles a subsidy, writes down what was done, or what came back."""
    waits = bool(held[Account.COMMITTED])
    free = not final and not waits
    subsidy = application.route == Route.APPLICANT
    return {
        "settles": free and subsidy and not may_decide(user, application),
        "fulfils": free and not subsidy and not may_fulfil(user, application),
        "revokes": not waits and can_revoke(application) and not may_decide(user, application),
        "receives": held[Account.CLAIMED] > 0 and not may_pay(user, application),
    }


def _came_of_it(user, initiative) -> dict:
    """Where the euro went on: the action on the agenda, and what the initiator told."""
    actions = Action.objects.visible_to(user).filter(pk=initiative.action_id)
    stories = initiative.stories.visible_to(user).order_by("-released_at", "-pk")
    return {
        "action": actions.first() if initiative.action_id else None,
        "stories": list(stories[:STORIES]),
    }
