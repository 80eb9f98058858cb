"""What each kind of letter says of its decision: what, for which activity, why and on what basis.

Each function takes the request, the kind, what the sender filled in and the day of the letter.
"""

from datetime import date

from django.utils.translation import gettext as _

from budgets.models import (
    Account,
    Application,
    BankAccount,
    Entry,
    LetterKind,
    PaymentState,
    Revocation,
    Says,
    SettlementRoute,
    TermStep,
)
from budgets.models.votes import SAYS_SOMETHING
from budgets.proviso import proviso_clause
from budgets.term_clock import ends
from config.lib.money import format_euro
from config.terms.term import Term, Unit
from config.terms.words import day_in_words

_SIX_WEEKS = 6


def six_weeks_after(day: date) -> date:
    """The last day of a term of six weeks after this day (Awb 4:87, 6:7 and 7:10)."""
    return ends(Term(day, _SIX_WEEKS, Unit.WEEKS)).legal


def _extended(application, kind, given, on) -> list[list[str]]:
    step = application.term_steps.filter(kind=TermStep.Kind.PUT_OFF).last()
    day = {"day": day_in_words(application.decide_by)}
    return [
        [_("Wij beslissen later"), _("Wij beslissen uiterlijk op %(day)s.") % day],
        [_("Voor welke activiteit"), application.purpose],
        [_("Waarom"), step.text],
        _basis(application, _("Algemene wet bestuursrecht, artikel 4:14.")),
    ]


def _decided(application, kind, given, on) -> list[list[str]]:
    decision = application.decision
    amount = {
        "amount": format_euro(decision.amount_cents),
        "asked": format_euro(application.asked_cents),
    }
    said = {
        LetterKind.GRANTED: _("Wij kennen uw aanvraag toe. U krijgt %(amount)s."),
        LetterKind.PARTLY: _("Wij kennen %(amount)s toe van de %(asked)s die u vroeg."),
        LetterKind.REFUSED: _("Wij wijzen uw aanvraag van %(asked)s af."),
    }[kind]
    parts = [
        [_("Ons besluit"), said % amount],
        _activity(application, given),
        [_("Waarom"), "\n\n".join(text for text in (decision.reason, _ground(decision)) if text)],
        *_heard(decision),
        *_advice(application),
        _basis(application),
    ]
    if kind == LetterKind.REFUSED:
        return parts
    day = {"day": day_in_words(six_weeks_after(on))}
    paid = _("Wij betalen uiterlijk op %(day)s (Algemene wet bestuursrecht, artikel 4:87).") % day
    clause = proviso_clause(application)
    return [
        *parts,
        [_("Wat u moet doen"), given.get("duties", "")],
        [_("Betaling"), f"{paid} {_where(application)}"],
        *([[_("Onder welke voorwaarde"), clause]] if clause else []),
        [_("Hoe het afloopt"), _outcome(application, given)],
    ]


def _untreated(application, kind, given, on) -> list[list[str]]:
    steps = application.term_steps
    asked = steps.filter(kind=TermStep.Kind.ASKED).last()
    days = {"asked": day_in_words(asked.on), "until": day_in_words(asked.until)}
    why = _("Wij vroegen u op %(asked)s om een aanvulling. Dat kon tot en met %(until)s.") % days
    left = steps.filter(kind=TermStep.Kind.LEFT).last()
    said = _("Wij nemen uw aanvraag van %(asked)s niet in behandeling.")
    return [
        [_("Ons besluit"), said % {"asked": format_euro(application.asked_cents)}],
        _activity(application, given),
        [_("Waarom"), f"{left.text}\n\n{why}"],
        _basis(application, _("Algemene wet bestuursrecht, artikel 4:5.")),
    ]


def _settled(application, kind, given, on) -> list[list[str]]:
    settlement = application.settlement
    amount = {
        "amount": format_euro(settlement.amount_cents),
        "granted": format_euro(settlement.granted_cents),
    }
    said = _("Wij stellen uw subsidie vast op %(amount)s. Wij kenden %(granted)s toe.") % amount
    ground = settlement.get_ground_display() if settlement.ground else ""
    law = _("Algemene wet bestuursrecht, artikel 4:46.")
    if settlement.ex_officio:
        law = _("Algemene wet bestuursrecht, artikelen 4:46 en 4:47 (ambtshalve).")
    return [
        [_("Ons besluit"), said],
        _activity(application, given),
        [_("Waarom"), "\n\n".join(text for text in (settlement.reason, ground) if text)],
        *_heard(settlement),
        _basis(application, law),
        [_("Betaling"), _paid(application, on)],
        [_("Hoe het afloopt"), _("Met deze brief is uw subsidie afgerond.")],
    ]


def lowered_since(application: Application) -> Revocation | None:
    """The last time that the subsidy was lowered or withdrawn, if that is the last decision."""
    last = list(application.revocations.all())[-1:]
    settled = hasattr(application, "settlement")
    return last[0] if last and (last[0].after_settlement or not settled) else None


def claimed_back(application: Application) -> int:
    """What the receiver is to pay back, in cents: by the books, or of a closed year beside them."""
    change = lowered_since(application)
    if change and change.outside_books:
        return change.before_cents - change.amount_cents
    return Entry.objects.held(application)[Account.CLAIMED]


def _revoked(application, kind, given, on) -> list[list[str]]:
    change = lowered_since(application)
    amount = {
        "amount": format_euro(change.amount_cents),
        "before": format_euro(change.before_cents),
    }
    said = _("Wij trekken uw subsidie van %(before)s in.")
    ends = _("U hoeft over dit geld niets meer te vertellen.")
    if change.amount_cents:
        said = _("Wij verlagen uw subsidie van %(before)s naar %(amount)s.")
        ends = _("Verder verandert er niets aan wat wij met u afspraken.")
    since = _("Dit geldt vanaf de dag waarop wij de subsidie verleenden.")
    law = _("Algemene wet bestuursrecht, artikel 4:48.")
    if change.after_settlement:
        since = _("Dit geldt vanaf de dag waarop wij de subsidie vaststelden.")
        law = _("Algemene wet bestuursrecht, artikel 4:49.")
    return [
        [_("Ons besluit"), f"{said % amount} {since}"],
        _activity(application, given),
        [_("Waarom"), f"{change.reason}\n\n{change.get_ground_display()}"],
        *_heard(change),
        _basis(application, law),
        [_("Betaling"), _paid(application, on)],
        [_("Hoe het afloopt"), ends],
    ]


def _reclaimed(application, kind, given, on) -> list[list[str]]:
    change = lowered_since(application)
    lower = change or application.settlement
    back = {
        "back": format_euro(claimed_back(application)),
        "amount": format_euro(lower.amount_cents),
        "day": day_in_words(six_weeks_after(on)),
        "number": application.pk,
    }
    why = _("U kreeg meer dan de %(amount)s waarop wij uw subsidie hebben vastgesteld.")
    if change:
        why = _("U kreeg meer dan de %(amount)s die er van uw subsidie over is.")
    pay = _("Betaal uiterlijk op %(day)s (Awb 4:87). Noem daarbij aanvraag %(number)s. Lukt dat ")
    pay += _("niet in een keer? Neem dan contact met ons op.")
    return [
        [_("Ons besluit"), _("Wij vragen %(back)s van u terug.") % back],
        _activity(application, given),
        [_("Waarom"), f"{why % back}\n\n{lower.reason}"],
        _basis(application, _("Algemene wet bestuursrecht, artikel 4:57.")),
        [_("Betaling"), f"{pay % back} {_paid_before(application)}".strip()],
    ]


SAYS = {
    LetterKind.GRANTED: _decided,
    LetterKind.PARTLY: _decided,
    LetterKind.REFUSED: _decided,
    LetterKind.UNTREATED: _untreated,
    LetterKind.EXTENDED: _extended,
    LetterKind.SETTLED: _settled,
    LetterKind.RECLAIMED: _reclaimed,
    LetterKind.REVOKED: _revoked,
}


def _activity(application: Application, given: dict) -> list[str]:
    period = (given.get("period") or "").strip()
    when = _("Periode: %(period)s") % {"period": period} if period else ""
    return [_("Voor welke activiteit"), f"{application.purpose}\n{when}".strip()]


def _basis(application: Application, law: str = "") -> list[str]:
    scheme = application.scheme
    words = {"scheme": scheme.name, "basis": scheme.legal_basis}
    return [_("Waarop dit rust"), f"{_('%(scheme)s: %(basis)s.') % words} {law}".strip()]


def _ground(decision) -> str:
    """On which ground less was granted than asked, with its article (Awb 4:25, 4:35)."""
    words = {"ground": decision.ground_words}
    return _("De grond: %(ground)s") % words if decision.ground else ""


def _advice(application: Application) -> list[list[str]]:
    """What was advised, by vote and in words, and what was done with it (Awb 3:49, 3:50)."""
    ballot = application.ballots.exclude(outcome="").select_related("roundtable").first()
    said, is_clear = [], False
    if ballot is not None and not ballot.binds:
        words = {"table": ballot.roundtable.name, "outcome": ballot.get_outcome_display()}
        said.append(_("%(table)s stemde: %(outcome)s.") % words)
        is_clear = ballot.outcome in SAYS_SOMETHING
    if (advice := application.advices.first()) is not None:
        words = {"who": advice.body, "what": advice.get_says_display()}
        words |= {"amount": format_euro(advice.amount_cents)}
        granting = advice.says == Says.GRANT
        text = (
            _("%(who)s adviseerde: %(what)s, %(amount)s.")
            if granting
            else _("%(who)s adviseerde: %(what)s.")
        )
        said.append(text % words)
        is_clear = True
    deviation = application.decision.deviation
    said.append(deviation or (_("Wij volgen dat advies.") if is_clear else ""))
    found = " ".join(text for text in said if text)
    return [[_("Advies"), found]] if found else []


def _heard(decided) -> list[list[str]]:
    """What the receiver said before a decision to their detriment (Awb 4:7 and 4:8)."""
    if decided.heard_until is None:
        return []
    until = {"day": day_in_words(decided.heard_until)}
    said = _("U kon reageren tot en met %(day)s.") % until
    return [[_("Uw reactie"), f"{said} {decided.heard}"]]


def _outcome(application: Application, given: dict) -> str:
    route = SettlementRoute(application.scheme.settlement or SettlementRoute.ACCOUNT)
    said = _("De subsidie wordt %(how)s.") % {"how": route.label}
    if day := given.get("account_by"):
        words = {"day": day_in_words(day)}
        said += " " + _("Vertel ons uiterlijk op %(day)s wat ervan terechtkwam.") % words
    return said


def _where(application: Application) -> str:
    """To which account, masked to its last four signs."""
    account = BankAccount.objects.filter(application=application).first()
    if account is None:
        return _("Wij vragen u daarvoor nog om uw rekeningnummer.")
    return _("Wij betalen op rekening %(number)s.") % {"number": account.masked}


def _paid(application: Application, on: date) -> str:
    """What was paid, what is still to be paid, and what is to come back."""
    held = Entry.objects.held(application)
    said = [_paid_before(application)]
    if left := held[Account.RESERVED] + held[Account.COMMITTED]:
        words = {"amount": format_euro(left), "day": day_in_words(six_weeks_after(on))}
        said += [_("Wij betalen nog %(amount)s, uiterlijk op %(day)s (Awb 4:87).") % words]
        said += [_where(application)]
    if back := claimed_back(application):
        words = {"amount": format_euro(back)}
        said += [_("U betaalt %(amount)s terug. Daarover krijgt u een eigen brief.") % words]
    found = [text for text in said if text]
    return " ".join(found) or _("Er is niets betaald, en er wordt niets meer betaald.")


def _paid_before(application: Application) -> str:
    """Each payment with its day: an advance and the rest are two."""
    paid = application.payments.filter(state=PaymentState.PAID)
    parts = [
        _("%(amount)s op %(day)s")
        % {"amount": format_euro(one.amount_cents), "day": day_in_words(one.settled_on)}
        for one in paid
    ]
    if not parts:
        return ""
    account = BankAccount.objects.filter(application=application).first()
    words = {"parts": _(" en ").join(parts), "number": account.masked if account else ""}
    if account is None:
        return _("Wij betaalden %(parts)s.") % words
    return _("Wij betaalden %(parts)s, op rekening %(number)s.") % words
