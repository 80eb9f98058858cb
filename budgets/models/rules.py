"""What a rule of a scheme may be: its fixed choices, and the small lists it is made of."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.roles import RoleKind


class Construction(models.TextChoices):
    """In what way the money goes out (domain E13). Only a subsidy follows the Awb route."""

    SUBSIDY = "subsidy", _("subsidie")
    HOLDER = "holder", _("via een budgetbeheerder")
    OWN = "own", _("de gemeente voert het zelf uit")
    IN_KIND = "in_kind", _("in natura")
    COUNCIL = "council", _("besluit van de gemeenteraad")


class Route(models.TextChoices):
    """How a grant ends: who gets the money, or what is done for it (domain E13)."""

    APPLICANT = "applicant", _("betaald aan wie vroeg")
    HOLDER = "holder", _("betaald aan de budgetbeheerder")
    CARRIED_OUT = "carried_out", _("uitgevoerd door de gemeente")
    DELIVERED = "delivered", _("geleverd in natura")


class Audience(models.TextChoices):
    """For whom a scheme is."""

    RESIDENT = "resident", _("bewoners")
    COUNCIL = "council", _("bewonersorganisatie")
    SCHOOL = "school", _("school")
    ASSOCIATION = "association", _("vereniging of stichting")


class Rounding(models.TextChoices):
    """How the outcome of a formula becomes an amount; once, at the end, for each budget."""

    CENT = "cent", _("op hele centen, een halve cent naar boven")
    CENT_DOWN = "cent_down", _("op hele centen, naar beneden")
    EURO = "euro", _("op hele euro's, een halve euro naar boven")

    def cents(self, exact: Decimal) -> int:
        """Round an amount in cents that may have decimals."""
        step = 100 if self == Rounding.EURO else 1
        how = ROUND_DOWN if self == Rounding.CENT_DOWN else ROUND_HALF_UP
        return int((exact / step).quantize(Decimal(1), rounding=how)) * step


class SettlementRoute(models.TextChoices):
    """When the amount of a subsidy is final (Awb 4:42–4:47)."""

    AT_ONCE = "at_once", _("meteen vastgesteld")
    ACCOUNT = "account", _("eerst verleend, na verantwoording vastgesteld")


class Division(models.TextChoices):
    """How money is divided when more is asked than there is (Awb 4:26)."""

    ORDER = "order", _("volgorde van binnenkomst")
    RANKING = "ranking", _("rangschikking")


@dataclass(frozen=True)
class KindLimit:
    """The highest amount of one kind of request, in cents."""

    kind: str
    cents: int


@dataclass(frozen=True)
class Criterion:
    """What is looked at in a ranking, and the most points that it gives."""

    name: str
    most: int


@dataclass(frozen=True)
class Mandate:
    """Who decides on requests up to an amount (cents, that amount included)."""

    up_to_cents: int
    decided_by: str
    decided_by_text: str

    @property
    def decider(self) -> str:
        """Who decides, in words."""
        return self.decided_by_text or role_name(self.decided_by)


def role_name(kind: str) -> str:
    """The word for a kind of role; empty for none."""
    return str(RoleKind(kind).label) if kind else ""
