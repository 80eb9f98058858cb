"""What a letter about a request for a subsidy says: one template; every part must be there."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from budgets.models import Application, LetterKind, TermStep
from config.lib.money import format_euro
from config.terms.term import Term, Unit, end_of
from config.terms.words import day_in_words

# Goes up with every change of the words below.
VERSION = 1
_SIX_WEEKS = 6


def six_weeks_after(day: date) -> date:
    """The last day of a term of six weeks after this day (Awb 4:87, 6:7 and 7:10)."""
    return end_of(Term(day, _SIX_WEEKS, Unit.WEEKS)).legal


def kind_of(application: Application, steps: Sequence[TermStep] | None = None) -> str:
    """What there is to write now; empty when nothing is. `steps` of the term, where known."""
    decision = getattr(application, "decision", None)
    if decision is None:
        known = application.term_steps.all() if steps is None else steps
        put_off = any(step.kind == TermStep.Kind.PUT_OFF for step in known)
        return LetterKind.EXTENDED if put_off else ""
    if not decision.granted:
        return LetterKind.REFUSED
    whole = decision.amount_cents == application.asked_cents
    return LetterKind.GRANTED if whole else LetterKind.PARTLY


def parts_of(application: Application, given: dict[str, str], on: date) -> list[list[str]]:
    """The letter as headings with texts. `given` is what its sender fills in."""
    kind = kind_of(application)
    number = {"number": application.pk, "day": day_in_words(application.received_on)}
    parts = [[_("Waarover gaat deze brief?"), _("Uw aanvraag %(number)s van %(day)s.") % number]]
    if kind == LetterKind.EXTENDED:
        parts += _extended(application)
    else:
        parts += _decided(application, kind, given, on)
    parts.append([_("Namens wie"), f"{given['signed_for']}\n{given['signed_as']}"])
    if kind != LetterKind.EXTENDED:
        parts.append([_("Bent u het niet met dit besluit eens?"), _objection(given, on)])
    help_text = _("%(contact)s helpt u ook als u hier zelf niet uitkomt.")
    parts.append([_("Vragen en hulp"), help_text % {"contact": given["contact"]}])
    return parts


def missing(application: Application, parts: list[list[str]], given: dict[str, str]) -> list[str]:
    """What keeps the letter from being sent, in words; empty when it is whole."""
    found = [heading for heading, text in parts if not text.strip()]
    if not application.scheme.legal_basis:
        found.append(_("de grondslag van de regeling"))
    granted = kind_of(application) in {LetterKind.GRANTED, LetterKind.PARTLY}
    if granted and not given.get("duties", "").strip():
        found.append(_("de verplichtingen"))
    return found


def _extended(application: Application) -> list[list[str]]:
    step = application.term_steps.filter(kind=TermStep.Kind.PUT_OFF).last()
    day = {"day": day_in_words(application.decide_by)}
    basis = _("%(scheme)s: %(basis)s. Algemene wet bestuursrecht, artikel 4:14.")
    return [
        [_("Wij beslissen later"), _("Wij beslissen uiterlijk op %(day)s.") % day],
        [_("Waarom"), step.text],
        [_("Waarop dit rust"), basis % _scheme(application)],
    ]


def _decided(application, kind: str, given: dict[str, str], on: date) -> list[list[str]]:
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
    why = "\n\n".join(text for text in (decision.reason, decision.deviation) if text)
    parts = [
        [_("Ons besluit"), said % amount],
        [_("Voor welke activiteit"), application.purpose],
        [_("Waarom"), why],
        [_("Waarop dit besluit rust"), _("%(scheme)s: %(basis)s.") % _scheme(application)],
    ]
    if decision.granted:
        day = {"day": day_in_words(six_weeks_after(on))}
        paid = _("Wij betalen uiterlijk op %(day)s (Algemene wet bestuursrecht, artikel 4:87).")
        settled = {"how": application.scheme.get_settlement_display()}
        parts += [
            [_("Wat u moet doen"), given.get("duties", "")],
            [_("Betaling"), paid % day],
            [_("Hoe het afloopt"), _("De subsidie wordt %(how)s.") % settled],
        ]
    return parts


def _scheme(application: Application) -> dict[str, str]:
    return {"scheme": application.scheme.name, "basis": application.scheme.legal_basis}


def _objection(given: dict[str, str], on: date) -> str:
    words = {
        "day": day_in_words(six_weeks_after(on)),
        "post": given["objection_post"],
        "digital": given["objection_digital"],
    }
    return (
        _("U kunt bezwaar maken tot en met %(day)s (Awb 6:7). Stuur het naar %(post)s, of ")
        + _("digitaal via %(digital)s. Schrijf erin: uw naam en adres, de datum, tegen welk ")
        + _("besluit u bezwaar maakt en waarom, en zet uw handtekening.")
    ) % words
