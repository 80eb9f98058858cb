"""The checks of a scheme on a request, each with a tick or the reason, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.models import Budget, Scheme
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


def check_request(scheme: Scheme, budget: Budget | None, asked_cents: int | None) -> list[Check]:
    """What the scheme says of this amount from this budget, today."""
    found = [_open(scheme), _period(scheme)]
    found.append(_budget(budget))
    if asked_cents is not None:
        found.append(_limit(scheme, asked_cents))
        if budget is not None:
            found.append(_left(budget, asked_cents))
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
    budget = application.budget
    alive, _other = check_initiative(application.initiative, running=False)
    return [*check_request(application.scheme, budget, application.asked_cents), alive]


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


def _budget(budget) -> Check:
    if budget is None:
        return Check(
            False,
            _("Er is voor dit gebied geen budget in %(year)s.") % {"year": today().year},
        )
    words = {"area": budget.area.name, "year": budget.year}
    return Check(True, _("Er is een budget voor %(area)s in %(year)s.") % words)


def _limit(scheme, asked) -> Check | None:
    if scheme.limit_cents is None:
        return None
    words = {"asked": format_euro(asked), "limit": format_euro(scheme.limit_cents)}
    if asked <= scheme.limit_cents:
        text = _("Het bedrag van %(asked)s blijft binnen het hoogste bedrag van %(limit)s.")
        return Check(True, text % words)
    text = _("Het bedrag van %(asked)s is hoger dan mag: hoogstens %(limit)s per aanvraag.")
    return Check(False, text % words, field="asked")


def _left(budget, asked) -> Check:
    words = {"left": format_euro(budget.left_cents), "asked": format_euro(asked)}
    if asked <= budget.left_cents:
        return Check(True, _("Er is genoeg over: %(left)s.") % words)
    text = _("Er is nu minder over dan wordt gevraagd: %(left)s. Aanvragen mag wel.")
    return Check(False, text % words, warning=True)
