"""Who may do what with money: each function returns "" or the reason why not."""

from django.utils.translation import gettext as _

from areas.rights import may
from areas.roles import Permission, RoleKind


def may_see_internal(user, area_id: int) -> str:
    """Who asked, who prepared and who decided, by name."""
    if may(user, Permission.SEE_MONEY, area_id):
        return ""
    return _("Dit zien alleen medewerkers die over geld in dit gebied gaan.")


def may_apply(user, initiative) -> str:
    """The initiator asks money; a colleague who prepares requests may do so on their behalf."""
    if user.is_authenticated and initiative.submitter_id == user.pk:
        return ""
    if may(user, Permission.PREPARE_MONEY, initiative.area_id):
        return ""
    return _("Alleen de indiener van het initiatief kan geld aanvragen.")


def may_withdraw(user, application) -> str:
    """The initiator; for an initiative without account a colleague who prepares requests."""
    submitter_id = application.initiative.submitter_id
    if user.is_authenticated and submitter_id == user.pk:
        return ""
    on_behalf = submitter_id is None
    if on_behalf and may(user, Permission.PREPARE_MONEY, application.initiative.area_id):
        return ""
    return _("Alleen de indiener kan deze aanvraag intrekken.")


def may_keep_term(user, application) -> str:
    """Who prepares requests or decides about money in the area of the budget."""
    area_id = application.budget.area_id
    if may(user, Permission.PREPARE_MONEY, area_id) or may(user, Permission.DECIDE_MONEY, area_id):
        return ""
    return _("Alleen wie aanvragen voorbereidt of erover beslist, kan dit.")


def may_complete(user, application) -> str:
    """The initiator; for what comes on paper who prepares requests."""
    if user.is_authenticated and application.initiative.submitter_id == user.pk:
        return ""
    if may(user, Permission.PREPARE_MONEY, application.budget.area_id):
        return ""
    return _("Alleen de indiener kan deze aanvraag aanvullen.")


def may_decide(user, application) -> str:
    """Who the scheme names, for the area of the budget, and never on a request of one's own."""
    area_id, decider = application.budget.area_id, application.scheme.decided_by
    if not may(user, Permission.DECIDE_MONEY, area_id):
        return _("U mag in dit gebied niet over geld besluiten.")
    if decider and not _has_role(user, decider, area_id):
        role = RoleKind(decider).label
        return _("Volgens de regeling beslist de %(role)s.") % {"role": role}
    if application.initiative.submitter_id == user.pk:
        return _("Dit is uw eigen initiatief. Daarom beslist een collega.")
    if application.asked_by_id == user.pk:
        return _("U heeft deze aanvraag zelf ingevoerd. Daarom beslist een collega.")
    return ""


def may_open_budgets(user, scheme) -> str:
    """Who prepares money for the whole municipality."""
    root_id = scheme.municipality.root_id
    if root_id and may(user, Permission.PREPARE_MONEY, root_id):
        return ""
    return _("Alleen wie budgetten voor de hele gemeente voorbereidt, kan ze openen.")


def _has_role(user, kind: str, area_id: int) -> bool:
    rows = user.assignments.current().giving(Permission.DECIDE_MONEY).filter(role__kind=kind)
    return rows.filter(area__descendant_rows__area=area_id).exists()


def may_close_year(user, municipality) -> str:
    """Who prepares money for the whole municipality."""
    if municipality.root_id and may(user, Permission.PREPARE_MONEY, municipality.root_id):
        return ""
    return _("Alleen wie geld voor de hele gemeente voorbereidt, kan een jaar afsluiten.")
