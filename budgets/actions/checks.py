"""The checks of a scheme on a request, each with a tick or the reason, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from areas.models import Area
from budgets.actions.support import Support, support_of
from budgets.conditions import for_whom
from budgets.models import Budget, Scheme
from budgets.models.schemes import share
from config.lib.clock import today
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import date_nl
from initiatives.models import OPEN_STATES


@dataclass(frozen=True)
class Check:
    """One rule with its verdict: yes, no (then it cannot go on) or warning (then it can)."""

    yes: bool
    text: str
    warning: bool = False
    field: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the request cannot go on."""
        return not self.yes and not self.warning

    @property
    def kind(self) -> str:
        """The shape that shows it (the `status` tag)."""
        return "done" if self.yes else "waiting" if self.warning else "stopped"

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return _("Ja") if self.yes else _("Let op") if self.warning else _("Nee")


def budget_for(scheme: Scheme, area, year: int | None = None) -> Budget | None:
    """The budget that an initiative in this area asks from: of the area, else the nearest above."""
    budgets = Budget.objects.of_scheme(scheme).filter(year=year or today().year)
    return budgets.for_area(area).select_related("area", "scheme").first()


def budgets_for(schemes, area) -> dict[int, Budget]:
    """By scheme (id), this year's budget that an initiative in this area asks from (`budget_for`).

    One question for all schemes; they are of the municipality of the area. A scheme without a
    budget is left out.
    """
    rows = Budget.objects.of(area.municipality_id).filter(year=today().year)
    rows = list(rows.for_area(area).select_related("area", "scheme"))
    found = {}
    for scheme in schemes:
        mine = (row for row in rows if _version_of(row.scheme, scheme))
        if (budget := next(mine, None)) is not None:
            found[scheme.pk] = budget
    return found


def _version_of(one: Scheme, other: Scheme) -> bool:
    return one.code == other.code if other.code else one.pk == other.pk


@dataclass(frozen=True)
class Asked:
    """What is asked, as far as it is known: amounts in cents, the area where it happens.

    Empty is not known: the check warns of it, or is left out. `support` is how many people that
    count support it, `codes` are those of the area and all above it (`codes_above`), and `on` is
    the day on which it came in: today for one that is still being written.
    """

    cents: int | None = None
    kind: str = ""
    who: str = ""
    cost_cents: int | None = None
    support: Support | None = None
    area: Area | None = None
    codes: frozenset[str] = frozenset()
    on: date | None = None


def codes_above(area: Area, schemes: Iterable[Scheme]) -> frozenset[str]:
    """The codes of an area and all above it, when one of the schemes is for certain areas only."""
    if not any(scheme.area_codes for scheme in schemes):
        return frozenset()
    above = Area.objects.filter(descendant_rows__area=area).exclude(code="")
    return frozenset(above.values_list("code", flat=True))


def check_request(scheme: Scheme, budget: Budget | None, asked: Asked) -> list[Check]:
    """What the scheme says of this request from this budget, today."""
    found = [_open(scheme), _period(scheme), check_window(scheme, asked.on or today())]
    found += [_who(scheme, asked.who), _place(scheme, asked), _budget(budget)]
    if asked.cents is not None:
        found.append(_limit(scheme, asked))
        found.append(_own_part(scheme, asked))
    found.append(_support(scheme, asked.support))
    if asked.cents is not None and budget is not None:
        found.append(_left(budget, asked.cents))
    return [check for check in found if check]


def check_initiative(initiative, *, running: bool) -> list[Check]:
    """What the state of the initiative says; `running` is whether a request waits already."""
    alive = initiative.state in OPEN_STATES
    return [
        Check(alive, _("Het initiatief loopt."))
        if alive
        else Check(False, _("Het initiatief loopt niet (meer), of is nog niet bevestigd.")),
        Check(False, _("Voor dit initiatief loopt al een aanvraag."))
        if running
        else Check(True, _("Er loopt geen andere aanvraag voor dit initiatief.")),
    ]


def check_application(application) -> list[Check]:
    """The checks that the decider sees beside a request that waits."""
    initiative = application.initiative
    alive, _other = check_initiative(initiative, running=False)
    asked = Asked(
        cents=application.asked_cents,
        kind=application.kind,
        who=application.asked_as,
        cost_cents=application.cost_cents,
        support=support_of(initiative, application.scheme),
        area=initiative.area,
        codes=codes_above(initiative.area, [application.scheme]),
        on=application.received_on,
    )
    return [*check_request(application.scheme, application.budget, asked), alive]


def _open(scheme) -> Check:
    if scheme.can_apply:
        return Check(True, _("De regeling is aan te vragen."))
    reason = scheme.closed_note or _("deze regeling is niet voor aanvragen")
    return Check(False, _("Niet aan te vragen: %(reason)s.") % {"reason": reason.rstrip(".")})


def _period(scheme) -> Check | None:
    day, start, end = today(), scheme.valid_from, scheme.valid_until
    if start and day < start:
        return Check(False, _("De regeling gaat in op %(day)s.") % {"day": date_nl(start)})
    if end and day > end:
        return Check(False, _("De regeling liep tot en met %(day)s.") % {"day": date_nl(end)})
    if not start and not end:
        return None
    return Check(True, _("De regeling geldt vandaag (%(period)s).") % {"period": scheme.period()})


def check_window(scheme: Scheme, day: date) -> Check | None:
    """Whether can be asked on this day, with the days in words; None without a window."""
    first, last = scheme.asked_from, scheme.asked_until
    words = {"first": date_nl(first), "last": date_nl(last)}
    if first and day < first:
        if last:
            text = _("Aanvragen kan van %(first)s tot en met %(last)s. Dat is nog niet begonnen.")
            return Check(False, text % words)
        return Check(False, _("Aanvragen kan vanaf %(first)s.") % words)
    if last and day > last:
        if first:
            text = _("Aanvragen kon van %(first)s tot en met %(last)s. Dat is voorbij.")
            return Check(False, text % words)
        return Check(False, _("Aanvragen kon tot en met %(last)s.") % words)
    return Check(True, _("De aanvraag valt in de periode.")) if first or last else None


def _who(scheme, who: str) -> Check | None:
    if not scheme.audiences:
        return None
    words = {"whom": for_whom(scheme)}
    if not who:
        return Check(False, _("De regeling is alleen voor: %(whom)s.") % words, warning=True)
    if who in scheme.audiences:
        return Check(True, _("De regeling is voor: %(whom)s.") % words)
    return Check(False, _("De regeling is alleen voor: %(whom)s.") % words, field="who")


def _place(scheme, asked: Asked) -> Check | None:
    if not scheme.area_codes or asked.area is None:
        return None
    words = {"area": asked.area.name}
    if asked.codes.intersection(scheme.area_codes):
        return Check(True, _("De regeling geldt in %(area)s.") % words)
    return Check(False, _("De regeling geldt niet in %(area)s.") % words, field="area")


def _budget(budget) -> Check:
    if budget is None:
        return Check(
            False,
            _("Er is voor dit gebied geen budget in %(year)s.") % {"year": today().year},
        )
    words = {"area": budget.area.name, "year": budget.year}
    return Check(True, _("Er is een budget voor %(area)s in %(year)s.") % words)


def _limit(scheme, asked: Asked) -> Check | None:
    limit = scheme.limit_of(asked.kind)
    if limit is None:
        return None
    words = {"asked": format_euro(asked.cents), "limit": format_euro(limit)}
    if asked.cents <= limit:
        text = _("Het bedrag van %(asked)s blijft binnen het hoogste bedrag van %(limit)s.")
        return Check(True, text % words)
    text = _("Het bedrag van %(asked)s is hoger dan mag: hoogstens %(limit)s per aanvraag.")
    return Check(False, text % words, field="asked")


def _own_part(scheme, asked: Asked) -> Check | None:
    """The applicant, or others, pay a part of all the costs (domain E3, E7)."""
    if scheme.own_share is None:
        return None
    words = {"share": share(scheme.own_share)}
    if asked.cost_cents is None:
        text = _("Vul alle kosten in: u betaalt er zelf ten minste %(share)s van.")
        return Check(False, text % words, field="cost")
    most = int(asked.cost_cents * (1 - scheme.own_share))
    words |= {"cost": format_euro(asked.cost_cents), "most": format_euro(most)}
    if asked.cents <= most:
        return Check(True, _("Van de kosten betaalt u zelf ten minste %(share)s.") % words)
    text = _("Bij %(cost)s aan kosten kunt u hoogstens %(most)s vragen: %(share)s betaalt u zelf.")
    return Check(False, text % words, field="cost")


def _support(scheme, support: Support | None) -> Check | None:
    if scheme.min_endorsements is None:
        return None
    where = "" if scheme.support_everywhere else " " + _("uit het gebied")
    words = {"needed": scheme.min_endorsements, "people": _("mensen") + where}
    if support is None:
        text = _("Nodig is de steun van %(needed)s %(people)s.")
        return Check(False, text % words, warning=True)
    words |= {"count": support.count, "day": date_nl(support.until)}
    enough = support.count >= scheme.min_endorsements
    text = _support_text(enough=enough, is_over=support.is_over, until=support.until)
    return Check(enough, text % words, field="" if enough else "support")


def _support_text(*, enough: bool, is_over: bool, until: date | None) -> str:
    """The sentence: who counted until a day is frozen, and who can still come is invited."""
    if enough and is_over:
        return _(
            "%(count)s %(people)s steunden het, geteld tot en met %(day)s; %(needed)s is genoeg."
        )
    if enough:
        return _("%(count)s %(people)s steunen het; %(needed)s is genoeg.")
    if is_over:
        return _(
            "%(count)s %(people)s steunden het, geteld tot en met %(day)s. Nodig waren er"
            " %(needed)s."
        )
    if until:
        return _(
            "%(count)s %(people)s steunen het. Nodig zijn er %(needed)s: vraag uw buren, tot en met"
            " %(day)s."
        )
    return _("%(count)s %(people)s steunen het. Nodig zijn er %(needed)s: vraag uw buren.")


def _left(budget, asked) -> Check:
    words = {"left": format_euro(budget.left_cents), "asked": format_euro(asked)}
    if asked <= budget.left_cents:
        return Check(True, _("Er is genoeg over: %(left)s.") % words)
    text = _("Er is nu minder over dan wordt gevraagd: %(left)s. Aanvragen mag wel.")
    return Check(False, text % words, warning=True)
