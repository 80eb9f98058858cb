"""The rules of a scheme as sentences that an applicant reads (domain E1, E13)."""

from django.utils.translation import gettext as _

from budgets.models import Audience, Construction, Division, Rounding, Scheme, SettlementRoute
from budgets.models.schemes import share
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import date_nl


def how_paid(scheme: Scheme) -> str:
    """In what way the money goes out, and so to whom."""
    words = {"holder": scheme.holder_name}
    return {
        Construction.SUBSIDY: _("Dit is een subsidie: u krijgt het geld zelf."),
        Construction.HOLDER: _(
            "U krijgt het geld niet zelf. Wie het beheert en de rekeningen betaalt: %(holder)s."
        )
        % words,
        Construction.OWN: _(
            "U krijgt geen geld. De gemeente voert het zelf uit en betaalt de kosten."
        ),
        Construction.IN_KIND: _("U krijgt geen geld, maar hulp in natura."),
        Construction.COUNCIL: _("De gemeenteraad besluit zelf waar dit geld naartoe gaat."),
    }[Construction(scheme.construction)]


def for_whom(scheme: Scheme) -> str:
    """For whom the scheme is, in words; empty when the source does not say."""
    return ", ".join(str(Audience(one).label) for one in scheme.audiences)


def conditions(scheme: Scheme) -> list[str]:
    """What a request must meet, each in one sentence."""
    return [*_amounts(scheme), *_support(scheme), *_days(scheme), *_afterwards(scheme)]


def _amounts(scheme: Scheme) -> list[str]:
    said = []
    if scheme.limit_cents is not None:
        most = {"amount": format_euro(scheme.limit_cents)}
        said.append(_("U vraagt hoogstens %(amount)s.") % most)
    for one in scheme.limits:
        words = {"kind": one.kind, "amount": format_euro(one.cents)}
        said.append(_("Voor de soort “%(kind)s” vraagt u hoogstens %(amount)s.") % words)
    if scheme.own_share is not None:
        words = {"share": share(scheme.own_share)}
        said.append(
            _("Zelf, of met anderen, betaalt u ten minste %(share)s van alle kosten.") % words
        )
    if scheme.in_kind_text:
        said.append(_("In plaats van geld kan ook: %(what)s.") % {"what": scheme.in_kind_text})
    return said


def _support(scheme: Scheme) -> list[str]:
    said = []
    if scheme.min_endorsements is not None:
        words = {"count": scheme.min_endorsements, "weeks": scheme.support_weeks}
        text = _("Ten minste %(count)s mensen uit het gebied steunen uw initiatief op deze site.")
        if scheme.support_everywhere:
            text = _("Ten minste %(count)s mensen steunen uw initiatief op deze site.")
        said.append(text % words)
        if scheme.support_weeks:
            period = _("Daarvoor heeft u %(weeks)s weken, vanaf de dag dat het op de site staat.")
            said.append(period % words)
    if scheme.endorsement_text:
        said.append(scheme.endorsement_text)
    return said


def _days(scheme: Scheme) -> list[str]:
    words = {"first": date_nl(scheme.asked_from), "last": date_nl(scheme.asked_until)}
    if words["first"] and words["last"]:
        return [_("U vraagt aan van %(first)s tot en met %(last)s.") % words]
    if words["first"]:
        return [_("U vraagt aan vanaf %(first)s.") % words]
    return [_("U vraagt aan tot en met %(last)s.") % words] if words["last"] else []


def _afterwards(scheme: Scheme) -> list[str]:
    said = {
        Division.ORDER: _("Wie het eerst een volledige aanvraag heeft, gaat voor."),
        Division.RANKING: _ranking(scheme),
        SettlementRoute.AT_ONCE: _("Bij toekenning staat het bedrag meteen vast."),
        SettlementRoute.ACCOUNT: _(
            "Na afloop laat u zien wat u deed. Pas dan staat het bedrag definitief vast."
        ),
    }
    found = [said[one] for one in (scheme.division, scheme.settlement) if one]
    if scheme.advance_share is not None:
        words = {"share": share(scheme.advance_share)}
        text = _("Vooraf krijgt u %(share)s, en de rest als het bedrag definitief vaststaat.")
        found.append(text % words)
    return found


def _ranking(scheme: Scheme) -> str:
    """How requests are compared, and what happens with the last one."""
    points = ", ".join(
        _("%(name)s (hoogstens %(most)s)") % {"name": one.name, "most": one.most}
        for one in scheme.scored_on
    )
    said = _("Na de laatste dag krijgen alle aanvragen punten. Wie de meeste heeft, gaat voor")
    said = f"{said}: {points}." if points else f"{said}."
    if scheme.last_in_part:
        return said + " " + _("De laatste krijgt wat er nog is.")
    return said + " " + _("Is er voor een aanvraag niet genoeg meer, dan krijgt die niets.")


def reckoning(scheme: Scheme) -> list[str]:
    """How the size of a budget comes about beside its formula: the day, the rounding, the most."""
    said = []
    if scheme.per_inhabitant is not None and scheme.counted_on:
        day = {"day": date_nl(scheme.counted_on)}
        said.append(_("Geteld worden de inwoners op %(day)s.") % day)
    elif scheme.per_inhabitant is not None:
        said.append(_("Geteld worden de inwoners in het nieuwste jaar dat bekend is."))
    if scheme.per_inhabitant is not None or scheme.partner_share is not None:
        how = {"how": Rounding(scheme.rounding).label}
        said.append(_("De uitkomst is per budget afgerond %(how)s.") % how)
    if scheme.partner_share is not None:
        words = {"share": share(scheme.partner_share), "partner": scheme.partner.name}
        said.append(_("%(partner)s betaalt %(share)s mee, buiten dit budget.") % words)
    if scheme.ceiling_cents is not None:
        most = {"amount": format_euro(scheme.ceiling_cents)}
        said.append(_("Alle budgetten samen zijn per jaar hoogstens %(amount)s.") % most)
    return said
