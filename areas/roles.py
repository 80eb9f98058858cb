"""The closed list of roles with their permissions; a municipality only names and groups them.

Closed in code so that the access matrix can be complete. Rights come from role × area (and all
below it) through an Assignment; a seat at a table gives rights through partners.Seat only.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """What somebody may do in an area and all below it."""

    SEE_INTERNAL = "see_internal", _("interne acties en plannen zien")
    EDIT_AGENDA = "edit_agenda", _("de agenda bijhouden")
    ADD_PROGRESS = "add_progress", _("voortgang melden")
    EDIT_PORTRAIT = "edit_portrait", _("de tekst over het gebied schrijven")
    SEE_INITIATIVES = "see_initiatives", _("alle initiatieven zien, ook voor ze openbaar zijn")
    SEE_CONTACT = "see_contact", _("naam en adres van indieners zien")
    HANDLE_INITIATIVES = "handle_initiatives", _("initiatieven behandelen")
    ENTER_ON_PAPER = "enter_on_paper", _("initiatieven op papier invoeren")
    SEE_MONEY = "see_money", _("aanvragen en boekingen zien")
    PREPARE_MONEY = "prepare_money", _("aanvragen en budgetten voorbereiden")
    DECIDE_MONEY = "decide_money", _("over geld besluiten")
    AUDIT = "audit", _("de boeken, besluiten en betalingen controleren")
    EDIT_MOTIONS = "edit_motions", _("moties en toezeggingen bijhouden")
    SEE_COUNCIL = "see_council", _("ook de niet-openbare cijfers zien")
    CONFIGURE = "configure", _("instellingen en mensen beheren")


class RoleKind(models.TextChoices):
    """Who somebody is for an area."""

    ADVISOR_SOCIAL = "advisor_social", _("gebiedsadviseur sociaal")
    ADVISOR_PHYSICAL = "advisor_physical", _("gebiedsadviseur fysiek")
    MANAGER = "manager", _("manager")
    INSPECTOR = "inspector", _("opzichter")
    PARTNER = "partner", _("professional van een partner")
    ALDERMAN = "alderman", _("wethouder")
    COUNCILLOR = "councillor", _("raadslid")
    CLERK = "clerk", _("griffier")
    COMMUNICATIONS = "communications", _("communicatie")
    FRONT_DESK = "front_desk", _("balie en telefoon")
    SUBSIDY = "subsidy", _("subsidiemedewerker")
    BUDGET_HOLDER = "budget_holder", _("budgethouder")
    AUDITOR = "auditor", _("lezer voor de accountant")
    ADMINISTRATOR = "administrator", _("beheerder")


P = Permission
_ADVISOR = frozenset(
    {
        P.SEE_INTERNAL,
        P.EDIT_AGENDA,
        P.ADD_PROGRESS,
        P.EDIT_PORTRAIT,
        P.SEE_INITIATIVES,
        P.SEE_CONTACT,
        P.HANDLE_INITIATIVES,
        P.ENTER_ON_PAPER,
        P.SEE_MONEY,
        P.PREPARE_MONEY,
        P.EDIT_MOTIONS,
        P.SEE_COUNCIL,
    }
)
PERMISSIONS: dict[str, frozenset[str]] = {
    RoleKind.ADVISOR_SOCIAL: _ADVISOR,
    RoleKind.ADVISOR_PHYSICAL: _ADVISOR,
    RoleKind.MANAGER: _ADVISOR,
    RoleKind.INSPECTOR: frozenset({P.SEE_INTERNAL, P.ADD_PROGRESS, P.SEE_INITIATIVES}),
    RoleKind.PARTNER: frozenset({P.SEE_INTERNAL}),
    RoleKind.ALDERMAN: frozenset({P.SEE_INTERNAL, P.SEE_INITIATIVES, P.SEE_MONEY, P.SEE_COUNCIL}),
    RoleKind.COUNCILLOR: frozenset({P.SEE_COUNCIL}),
    RoleKind.CLERK: frozenset({P.SEE_COUNCIL, P.EDIT_MOTIONS}),
    RoleKind.COMMUNICATIONS: frozenset({P.SEE_INTERNAL, P.EDIT_PORTRAIT, P.SEE_INITIATIVES}),
    RoleKind.FRONT_DESK: frozenset(
        {P.SEE_INTERNAL, P.SEE_INITIATIVES, P.SEE_CONTACT, P.ENTER_ON_PAPER}
    ),
    RoleKind.SUBSIDY: frozenset({P.SEE_INITIATIVES, P.SEE_CONTACT, P.SEE_MONEY, P.PREPARE_MONEY}),
    RoleKind.BUDGET_HOLDER: frozenset(
        {P.SEE_INTERNAL, P.SEE_INITIATIVES, P.SEE_MONEY, P.DECIDE_MONEY, P.SEE_COUNCIL}
    ),
    # Reads, and does nothing else.
    RoleKind.AUDITOR: frozenset({P.SEE_MONEY, P.AUDIT}),
    RoleKind.ADMINISTRATOR: frozenset({P.CONFIGURE, P.SEE_COUNCIL}),
}

# Shown on the area page under “Wie werkt hier”, in this order.
SHOWN_IN_TEAM = [
    RoleKind.ADVISOR_SOCIAL,
    RoleKind.ADVISOR_PHYSICAL,
    RoleKind.INSPECTOR,
    RoleKind.ALDERMAN,
]

# What goes along when somebody's work is handed over; rights over money and settings are given by
# hand.
HANDED_OVER = [
    RoleKind.ADVISOR_SOCIAL,
    RoleKind.ADVISOR_PHYSICAL,
    RoleKind.MANAGER,
    RoleKind.INSPECTOR,
]


def kinds_with(permission: str) -> list[str]:
    """The role kinds that carry a permission."""
    return [kind for kind, allowed in PERMISSIONS.items() if permission in allowed]
