"""What a letter about a request for a subsidy says: one template; every part must be there."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from budgets import letter_kinds
from budgets.actions.accounts import is_settled_at_once
from budgets.letter_kinds import claimed_back, lowered_since, six_weeks_after
from budgets.models import (
    Application,
    ApplicationState,
    LetterKind,
    SettlementRoute,
    TermStep,
)
from config.terms.words import day_in_words
from initiatives.actions.mails import url

# Goes up with every change of the words of a letter.
VERSION = 5
GRANTS = (LetterKind.GRANTED, LetterKind.PARTLY)
# What the sender fills in besides what every letter has.
NEEDS = {
    LetterKind.GRANTED: ("duties", "period"),
    LetterKind.PARTLY: ("duties", "period"),
    LetterKind.SETTLED: ("period",),
    LetterKind.REVOKED: ("period",),
}


def kinds_of(application: Application, steps: Sequence[TermStep] | None = None) -> list[str]:
    """What there is to write now, the most likely first; `steps` of the term, where known."""
    decision = getattr(application, "decision", None)
    if application.state == ApplicationState.UNTREATED:
        return [LetterKind.UNTREATED]
    if decision is None:
        if application.state != ApplicationState.ASKED:
            return []
        known = application.term_steps.all() if steps is None else steps
        put_off = any(step.kind == TermStep.Kind.PUT_OFF for step in known)
        return [LetterKind.EXTENDED] if put_off else []
    if not decision.granted:
        return [LetterKind.REFUSED]
    settlement = getattr(application, "settlement", None)
    if lowered_since(application):
        back = claimed_back(application) > 0
        return [LetterKind.REVOKED, LetterKind.RECLAIMED] if back else [LetterKind.REVOKED]
    # What is settled with the decision itself (Awb 4:42) has one letter, that of the grant.
    if settlement is None or is_settled_at_once(application):
        whole = decision.amount_cents == application.asked_cents
        return [LetterKind.GRANTED if whole else LetterKind.PARTLY]
    lower = settlement.amount_cents < settlement.granted_cents
    back = lower and claimed_back(application) > 0
    return [LetterKind.SETTLED, LetterKind.RECLAIMED] if back else [LetterKind.SETTLED]


def accounts_later(application: Application, kind: str) -> bool:
    """Whether the letter says until when the receiver accounts for the money: of a scheme that
    does not settle at once.
    """
    return kind in GRANTS and application.scheme.settlement != SettlementRoute.AT_ONCE


def parts_of(application: Application, kind: str, given: dict, on: date) -> list[list[str]]:
    """The letter as headings with texts. `given` is what its sender fills in; `on` the day on
    which it goes out.
    """
    words = {
        "number": application.pk,
        "asked": day_in_words(application.received_on),
        "day": day_in_words(on),
    }
    about = _("Deze brief is van %(day)s. Hij gaat over uw aanvraag %(number)s van %(asked)s.")
    parts = [[_("Waarover gaat deze brief?"), about % words]]
    parts += letter_kinds.SAYS[kind](application, kind, given, on)
    parts.append([_("Namens wie"), _signed(given)])
    if kind != LetterKind.EXTENDED:
        parts.append([_("Bent u het niet met dit besluit eens?"), _objection(given, on)])
    help_text = _(
        "%(contact)s helpt u ook als u hier zelf niet uitkomt. U mag ook iemand anders vragen om "
        "u te helpen (Awb 2:1)."
    )
    parts.append([_("Vragen en hulp"), help_text % {"contact": given["contact"]}])
    return [*parts, *_sender(application)]


def missing(application: Application, kind: str, parts: list[list[str]], given: dict) -> list[str]:
    """What keeps the letter from being sent, in words; empty when it is whole."""
    found = [heading for heading, text in parts if not text.strip()]
    if not application.scheme.legal_basis:
        found.append(_("de grondslag van de regeling"))
    names = {"duties": _("de verplichtingen"), "period": _("de periode")}
    for name in NEEDS.get(kind, ()):
        if not (given.get(name) or "").strip():
            found.append(names[name])
    if accounts_later(application, kind) and not given.get("account_by"):
        found.append(_("de dag waarop u de verantwoording wilt hebben"))
    return found


def _signed(given: dict) -> str:
    words = _("Namens %(who)s, dat hiervoor mandaat gaf (Awb 10:10):")
    return f"{words % {'who': given['signed_for']}}\n{given['signed_as']}"


def _objection(given: dict, on: date) -> str:
    words = {
        "day": day_in_words(six_weeks_after(on)),
        "who": given["signed_for"],
        "post": given["objection_post"],
        "digital": given["objection_digital"],
    }
    return (
        _("U kunt bezwaar maken tot en met %(day)s. Dat is binnen zes weken (Awb 6:7). Richt het ")
        + _("aan %(who)s. Stuur het naar %(post)s, of digitaal via %(digital)s. ")
        + _("Schrijf erin: uw naam en adres, de datum, tegen welk ")
        + _("besluit u bezwaar maakt en waarom, en zet uw handtekening.")
    ) % words


def _sender(application: Application) -> list[list[str]]:
    """Who the municipality is, where it sits, and what it does with personal data."""
    initiative = application.initiative
    town = initiative.municipality
    name = _("Gemeente %(name)s") % {"name": town.name}
    lines = [name, town.address, town.phone, town.email]
    link = {"link": url(initiative, reverse("pages:privacy"))}
    privacy = _("Lees hoe wij met uw gegevens omgaan: %(link)s")
    return [
        [_("Ons adres"), "\n".join(line for line in lines if line)],
        [_("Uw gegevens"), privacy % link],
    ]
