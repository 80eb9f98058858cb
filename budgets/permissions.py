"""Who may do what with money: each function returns "" or the reason why not."""

from django.utils.translation import gettext as _

from areas.rights import may
from areas.roles import Permission, RoleKind
from initiatives.rights import together_of
from partners.rights import seats_of


def is_own(user, application) -> bool:
    """Whether this person brought the request: alone, together with others, or for somebody."""
    brought_by = {application.initiative.submitter_id, application.asked_by_id}
    return user.pk in brought_by or application.initiative_id in together_of(user)


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
    """Who prepares requests or decides about money in the area of the budget, for a subsidy."""
    if not application.scheme.follows_awb:
        return _("Alleen voor een subsidie loopt er een termijn volgens de wet.")
    area_id = application.budget.area_id
    if may(user, Permission.PREPARE_MONEY, area_id) or may(user, Permission.DECIDE_MONEY, area_id):
        return ""
    return _("Alleen wie aanvragen voorbereidt of erover beslist, kan dit.")


def may_judge_penalty(user, application) -> str:
    """Who keeps the term of a request; not of one's own."""
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom doet een collega dit.")
    return may_keep_term(user, application)


def may_complete(user, application) -> str:
    """The initiator of a request for a subsidy; for what comes on paper who prepares requests."""
    if not application.scheme.follows_awb:
        return _("Alleen voor een subsidie loopt er een termijn volgens de wet.")
    if user.is_authenticated and application.initiative.submitter_id == user.pk:
        return ""
    if may(user, Permission.PREPARE_MONEY, application.budget.area_id):
        return ""
    return _("Alleen de indiener kan deze aanvraag aanvullen.")


def may_decide(user, application) -> str:
    """Who the scheme names for this amount in the area of the budget, else who decides about money
    there; and never on a request of one's own.

    A scheme may name any role: with that the municipality gives it this right, up to its amount.
    """
    area_id = application.budget.area_id
    decider = application.scheme.decider_of(application.asked_cents).decided_by
    named = bool(decider) and user.is_authenticated and _has_role(user, decider, area_id)
    if not named and not may(user, Permission.DECIDE_MONEY, area_id):
        return _("U mag in dit gebied niet over geld besluiten.")
    if decider and not named:
        role = RoleKind(decider).label
        return _("Volgens de regeling beslist de %(role)s.") % {"role": role}
    if application.asked_by_id == user.pk != application.initiative.submitter_id:
        return _("U heeft deze aanvraag zelf ingevoerd. Daarom beslist een collega.")
    if is_own(user, application):
        return _("Dit is uw eigen initiatief. Daarom beslist een collega.")
    # Who advises and who decides are two (domain E4).
    if application.scheme.wants_advice and application.advices.filter(by=user).exists():
        return _("U heeft over deze aanvraag geadviseerd. Daarom beslist een collega.")
    return ""


def may_leave_untreated(user, application) -> str:
    """Who decides on a request for a subsidy: leaving it untreated is a decision too (Awb 4:5)."""
    if not application.scheme.follows_awb:
        return _("Alleen voor een subsidie loopt er een termijn volgens de wet.")
    return may_decide(user, application)


def may_rank(user, budget, scheme) -> str:
    """Who decides about money in the area of a budget, or has the role that the scheme names."""
    area_id, role = budget.area_id, scheme.decided_by
    named = bool(role) and user.is_authenticated and _has_role(user, role, area_id)
    if named or (not role and may(user, Permission.DECIDE_MONEY, area_id)):
        return ""
    return _("Alleen wie over dit geld beslist, vergelijkt de aanvragen.")


def may_open_budgets(user, scheme) -> str:
    """Who prepares money for the whole municipality."""
    root_id = scheme.municipality.root_id
    if root_id and may(user, Permission.PREPARE_MONEY, root_id):
        return ""
    return _("Alleen wie budgetten voor de hele gemeente voorbereidt, kan ze openen.")


def _has_role(user, kind: str, area_id: int) -> bool:
    rows = user.assignments.current().filter(role__kind=kind)
    return rows.filter(area__descendant_rows__area=area_id).exists()


def may_advise(user, application, who: str, table) -> str:
    """Who the scheme names: the role in the area of the budget, or who leads the table (`table`).

    For a table, and for a body that is only named in words (`who`), who prepares requests writes
    down what it said. Never on a request of one's own.
    """
    if not who:
        return _("Deze regeling vraagt hier geen advies.")
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom adviseert een ander.")
    area_id, role = application.budget.area_id, application.scheme.advised_by
    if table is None and role:
        named = user.is_authenticated and _has_role(user, role, area_id)
        words = {"role": RoleKind(role).label}
        return "" if named else _("Volgens de regeling adviseert de %(role)s.") % words
    leads = table is not None and seats_of(user).get(table.pk)
    if leads or may(user, Permission.PREPARE_MONEY, area_id):
        return ""
    return _("Alleen wie de tafel leidt of aanvragen voorbereidt, kan dit.")


def may_run_ballot(user, application, roundtable_id: int) -> str:
    """Who leads the table, or prepares requests in the area; never for a request of one's own."""
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom doet een ander dit.")
    prepares = may(user, Permission.PREPARE_MONEY, application.budget.area_id)
    if seats_of(user).get(roundtable_id) or prepares:
        return ""
    return _("Alleen wie de tafel leidt of aanvragen voorbereidt, kan dit.")


def may_see_ballot(user, ballot) -> str:
    """Who sits at the table, and colleagues who see the money of the area."""
    if ballot.roundtable_id in seats_of(user):
        return ""
    return may_see_internal(user, ballot.application.budget.area_id)


def may_vote(user, ballot) -> str:
    """Who has a seat that votes today, and did not bring the request."""
    application = ballot.application
    if not user.is_authenticated or ballot.roundtable_id not in seats_of(user):
        return _("Alleen wie aan deze tafel zit, stemt mee.")
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom stemt u niet mee.")
    seats = user.seats.current().filter(roundtable=ballot.roundtable_id, votes=True)
    return "" if seats.exists() else _("Uw zetel aan deze tafel heeft geen stem.")


def may_write_letter(user, application) -> str:
    """Who prepares requests or decides about money in the area, for a subsidy (Awb)."""
    return may_keep_term(user, application)


def may_read_letter(user, letter) -> str:
    """Who brought the initiative, and colleagues who see the money of the area."""
    application = letter.application
    if user.is_authenticated and application.initiative.submitter_id == user.pk:
        return ""
    return may_see_internal(user, application.budget.area_id)


def may_object(user, letter) -> str:
    """Who brought the initiative, to a letter that is open to it (Awb 1:2, 6:3)."""
    if letter.objection_until is None:
        return _("Tegen deze brief staat geen bezwaar open.")
    if user.is_authenticated and letter.application.initiative.submitter_id == user.pk:
        return ""
    return _("Alleen wie het geld vroeg, maakt hier bezwaar.")


def may_keep_objections(user, letter) -> str:
    """Who prepares requests in the area; not who brought the request."""
    application = letter.application
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom doet een collega dit.")
    if may(user, Permission.PREPARE_MONEY, application.budget.area_id):
        return ""
    return _("Alleen wie aanvragen voorbereidt, houdt bezwaren bij.")


def may_settle_objection(user, letter) -> str:
    """Who keeps objections, and never who decided what the letter says (Awb 10:3 lid 3)."""
    if refusal := may_keep_objections(user, letter):
        return refusal
    taken = (getattr(letter.application, name, None) for name in ("decision", "settlement"))
    taken = [*taken, *letter.application.revocations.all()]
    if any(one is not None and one.by_id == user.pk for one in taken):
        return _("U heeft hierover besloten. Daarom beslist een ander op het bezwaar (Awb 10:3).")
    return ""


def may_close_year(user, municipality) -> str:
    """Who prepares money for the whole municipality."""
    if municipality.root_id and may(user, Permission.PREPARE_MONEY, municipality.root_id):
        return ""
    return _("Alleen wie geld voor de hele gemeente voorbereidt, kan een jaar afsluiten.")


def may_prioritise(user, area_id: int) -> str:
    """A manager of the area of the action."""
    if user.is_authenticated and _has_role(user, RoleKind.MANAGER, area_id):
        return ""
    return _("Alleen een manager van dit gebied stelt hier prioriteiten.")


def may_allocate(user, area_id: int) -> str:
    """Who decides about money in the area: a budget holder, or who has the mandate."""
    if may(user, Permission.DECIDE_MONEY, area_id):
        return ""
    return _("Alleen wie in dit gebied over geld beslist, kan een budget bij besluit aanpassen.")
