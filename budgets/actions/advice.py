"""Advice on a request in words: by a role, or by a table that does not vote (E4).

A ballot that advises is in budgets.actions.votes. Both bind the decision in the same way: another
decision needs a reason that everyone reads (Awb 3:50).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.votes import follows_body, refuse_against_body, rule_of, table_near
from budgets.models import Application, ApplicationState, MoneyAdvice, Says
from budgets.permissions import may_advise
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.money import format_euro
from partners.models import Roundtable


def adviser_of(application: Application) -> tuple[str, Roundtable | None]:
    """Who advises on a request: in words, and the table when it is one.

    Empty words when the scheme asks no advice in words, or its table is not there in this area.
    """
    scheme = application.scheme
    if scheme.advice_kind_id:
        table = table_near(application, scheme.advice_kind_id)
        return (table.name, table) if table else ("", None)
    return scheme.advisor, None


def asks_advice(application: Application) -> bool:
    """Whether a decision waits for an advice in words: of a role or a table that can log in."""
    who, table = adviser_of(application)
    return bool(who) and bool(table or application.scheme.advised_by)


@transaction.atomic
def give_advice(
    *, application: Application, says: str, amount_cents: int = 0, reason: str, by
) -> MoneyAdvice:
    """Advise to grant an amount (cents) or to refuse; a later advice takes its place.

    Raises PermissionDenied, and Refused when it was decided, no reason is given, or more is advised
    than was asked.
    """
    who, table = adviser_of(application)
    require(may_advise(by, application, who, table))
    # The row is held, so that no decision comes in between (on SQLite there is one writer).
    held = Application.objects.select_for_update(of=("self",))
    if not held.filter(pk=application.pk, state=ApplicationState.ASKED).exists():
        raise Refused(_("Over deze aanvraag is al besloten, of ze is ingetrokken."))
    if not reason.strip():
        raise Refused(_("Schrijf op waarom u dit adviseert."))
    amount_cents = amount_cents if says == Says.GRANT else 0
    if not (amount_cents or says == Says.REFUSE) or amount_cents > application.asked_cents:
        asked = {"amount": format_euro(application.asked_cents)}
        raise Refused(_("Vul een bedrag in tot en met wat is gevraagd: %(amount)s.") % asked)
    made = MoneyAdvice.objects.create(
        application=application,
        body=who[:200],
        roundtable=table,
        says=says,
        amount_cents=amount_cents,
        reason=reason.strip(),
        by=by,
    )
    record(made, "application.advised", by=by, area_id=application.initiative.area_id)
    return made


def refuse_against_advice(
    application: Application, *, granted: bool, amount_cents: int, deviation: str
) -> None:
    """Refuse a decision that is not what was advised, or that does not wait for an advice, without
    a reason that everyone reads. What a body decides itself is not set aside. Raises Refused.
    """
    in_full = amount_cents == application.asked_cents
    refuse_against_body(application, in_full=in_full, granted=granted, deviation=deviation)
    if deviation.strip() or not application.scheme.wants_advice:
        return
    advice = application.advices.first()
    if advice is None and asks_advice(application):
        who = {"who": adviser_of(application)[0]}
        text = _("%(who)s heeft nog niet geadviseerd. Wacht daarop, of schrijf op waarom niet.")
        raise Refused(text % who)
    if advice is not None and not advice.is_followed_by(granted, amount_cents):
        text = _("U wijkt af van het advies van %(who)s. Schrijf op waarom.")
        raise Refused(text % {"who": advice.body})


def is_followed(application: Application, *, granted: bool, amount_cents: int) -> bool:
    """Whether a decision is what was advised, by vote and in words, as far as somebody spoke."""
    in_full = amount_cents == application.asked_cents
    advice = application.advices.first()
    in_words = advice is None or advice.is_followed_by(granted, amount_cents)
    return in_words and follows_body(application, in_full=in_full, granted=granted)


def can_deviate(application: Application) -> bool:
    """Whether there is, or should be, an advice from which a decision can differ."""
    rule = rule_of(application)
    by_ballot = rule is not None and not rule.binds
    return by_ballot or asks_advice(application) or application.advices.exists()
