"""What the page of a request says after the decision, and the next step of who reads it."""

from areas.models import Action
from budgets.models import Account, ApplicationState, Entry, PaymentBatch, PaymentState
from budgets.permissions import may_decide
from budgets.permissions_paid import may_give_account, may_pay

STORIES = 5


def after_decision(user, application, *, inside: bool) -> dict | None:
    """The payment, the account and the settlement of a grant; None when nothing was granted.

    `inside` is whether this person is the receiver or handles money here: they also see the masked
    account number, and what was told before it was settled.
    """
    if application.state != ApplicationState.GRANTED:
        return None
    settlement = getattr(application, "settlement", None)
    account = getattr(application, "bank_account", None) if inside else None
    payments = list(application.payments.order_by("-pk"))
    payment = next((one for one in payments if one.state != PaymentState.FAILED), None)
    held = Entry.objects.held(application)
    told = inside or settlement is not None
    report = application.spending_reports.first() if told else None
    claimed = held[Account.CLAIMED]
    files = list(application.receipts.all()) if inside else []
    batches = PaymentBatch.objects.visible_to(user)
    batch = batches.filter(payments=payment.pk).first() if payment and inside else None
    gives = not may_give_account(user, application)
    return {
        "settlement": settlement,
        "account": account,
        "payment": payment,
        "report": report,
        "receipts": files,
        "batch": batch,
        **_came_of_it(user, application.initiative),
        "claimed": claimed,
        "inside": inside,
        "gives_account": gives and payment is None and held[Account.RESERVED] > 0,
        "reports": gives and settlement is None,
        "sets_ready": account and payment is None and not may_pay(user, application),
        "settles": settlement is None
        and not held[Account.COMMITTED]
        and not may_decide(user, application),
        "receives": claimed > 0 and not may_pay(user, application),
    }


def _came_of_it(user, initiative) -> dict:
    """Where the euro went on: the action on the agenda, and what the initiator told."""
    actions = Action.objects.visible_to(user).filter(pk=initiative.action_id)
    stories = initiative.stories.visible_to(user).order_by("-released_at", "-pk")
    return {
        "action": actions.first() if initiative.action_id else None,
        "stories": list(stories[:STORIES]),
    }
