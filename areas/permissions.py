"""Who may do what with places and the agenda: "" when allowed, else the sentence why not."""

from django.utils.translation import gettext as _

from areas.models import (
    Action,
    ActionState,
    Area,
    Municipality,
    Plan,
    PlanState,
    Request,
    RequestState,
)
from areas.models.agenda import OPEN_STATES
from areas.models.asks import WAITING
from areas.rights import areas_where, has_anywhere, may, rights
from areas.roles import Permission


def use_agenda(user, municipality) -> str:
    """Whether the person keeps an agenda of any area of this municipality."""
    mine = areas_where(user, Permission.EDIT_AGENDA)
    if mine is not None and Area.objects.of(municipality).filter(pk__in=mine).exists():
        return ""
    return _("U houdt van geen enkel gebied de agenda bij.")


def edit_portrait(user, area: Area) -> str:
    """Whether the person may write the text about this area."""
    if may(user, Permission.EDIT_PORTRAIT, area.pk):
        return ""
    return _("De tekst over dit gebied schrijft een collega die voor dit gebied werkt.")


def end_area(user, area: Area) -> str:
    """Whether the person may say that an area has ended and what came after it."""
    if may(user, Permission.CONFIGURE, area.pk):
        return ""
    return _("De indeling verandert de beheerder.")


def start_plan(user, area: Area) -> str:
    """Whether the person may make a plan for this area."""
    return _keeps_agenda(user, area.pk)


def edit_plan(user, plan: Plan) -> str:
    """Whether the person may change this plan and its goals."""
    if reason := _keeps_agenda(user, plan.area_id):
        return reason
    if plan.state == PlanState.WITHDRAWN:
        return _("Dit plan is ingetrokken en verandert niet meer.")
    if plan.state == PlanState.ENDED:
        return _("Dit plan is afgerond. Open het eerst weer.")
    if plan.state == PlanState.REPLACED:
        return _("Dit plan is vervangen en verandert niet meer.")
    return ""


def record_deed(user, plan: Plan) -> str:
    """Whether the person may write down a step of this plan: an evaluation comes afterwards."""
    if reason := _keeps_agenda(user, plan.area_id):
        return reason
    if plan.state == PlanState.WITHDRAWN:
        return _("Dit plan is ingetrokken en verandert niet meer.")
    return ""


def look_back_on_plan(user, plan: Plan) -> str:
    """Whether the person may say how the promise to residents was kept: once the plan began."""
    if reason := record_deed(user, plan):
        return reason
    if plan.state == PlanState.DRAFT:
        return _("Dit plan is nog niet ingegaan. Terugkijken kan daarna.")
    return ""


def move_plan(user, plan: Plan) -> str:
    """Whether the person may take a plan to its next state."""
    return _keeps_agenda(user, plan.area_id)


def edit_action(user, action: Action) -> str:
    """Whether the person may change this action, its money and its partners."""
    return _keeps_agenda(user, action.area_id) or _merged(action)


def move_action(user, action: Action) -> str:
    """Whether the person may take an action to its next state."""
    return _keeps_agenda(user, action.area_id)


def merge_action(user, action: Action) -> str:
    """Whether the person may let an action go into another one: while it is open."""
    if reason := edit_action(user, action):
        return reason
    if action.state in OPEN_STATES:
        return ""
    return _("Alleen een actie die nog niet klaar is, kan in een andere opgaan.")


def look_back_on_action(user, action: Action) -> str:
    """Whether the person may say if residents had their say: when it is over (domain B5)."""
    if reason := edit_action(user, action):
        return reason
    if action.promised is None:
        return _("Bij deze actie staat niet wat bewoners te zeggen hebben. Vul dat eerst in.")
    if action.state in OPEN_STATES:
        return _("Kijk terug als de actie gereed is of gestopt.")
    return ""


def add_progress(user, action: Action) -> str:
    """Whether the person may report progress on this action."""
    if may(user, Permission.ADD_PROGRESS, action.area_id):
        return _merged(action)
    return _("Voortgang melden collega's die in dit gebied aan de agenda werken.")


def add_measurement(user, area: Area) -> str:
    """Whether the person may write a figure of this area."""
    return _keeps_agenda(user, area.pk)


def judge_plan(user, plan: Plan) -> str:
    """Whether the person may say how a plan or a goal of it goes; also when it is over."""
    if reason := _keeps_agenda(user, plan.area_id):
        return reason
    if plan.state == PlanState.DRAFT:
        return _("Dit plan is nog in voorbereiding. Hoe het gaat, zegt u als het loopt.")
    if plan.state == PlanState.WITHDRAWN:
        return _("Dit plan is ingetrokken.")
    return ""


def see_unmeasured(user, plan: Plan) -> bool:
    """Whether the person is told which goals cannot be measured yet: makers and the council."""
    keeps = may(user, Permission.EDIT_AGENDA, plan.area_id)
    return keeps or may(user, Permission.SEE_COUNCIL, plan.area_id)


def edit_motions(user, municipality) -> str:
    """Whether the person keeps the motions of the council and the pledges to it."""
    mine = areas_where(user, Permission.EDIT_MOTIONS)
    if mine is not None and Area.objects.of(municipality).filter(pk__in=mine).exists():
        return ""
    return _("Moties en toezeggingen houden de griffie en de gebiedsadviseurs bij.")


def see_requests(user) -> str:
    """Whether the person reads what departments are asked, in any area."""
    if has_anywhere(user, Permission.SEE_INTERNAL):
        return ""
    return _("Deze lijst is voor medewerkers van een gebied.")


def ask_department(user, area_id: int) -> str:
    """Whether the person may ask a department something for this area."""
    return _keeps_agenda(user, area_id)


def edit_request(user, request: Request) -> str:
    """Whether the person may change what is asked: as long as there is no answer."""
    if reason := _keeps_agenda(user, request.area_id):
        return reason
    if request.state in WAITING and not request.answers.exists():
        return ""
    return _("Dit verzoek is al beantwoord of ingetrokken. Stel een nieuwe vraag.")


def withdraw_request(user, request: Request) -> str:
    """Whether the person may withdraw a request, or send its link again: until it is settled."""
    if reason := _keeps_agenda(user, request.area_id):
        return reason
    if request.is_waiting or request.state == RequestState.LATER:
        return ""
    return _("Dit verzoek is al afgehandeld.")


def answer_request(user, request: Request) -> str:
    """Whether the person answers without a link: the manager to whom it went up."""
    if not _went_up_to(user, request):
        return _("Dit verzoek beantwoordt de afdeling, met de link uit de mail.")
    if request.is_waiting or request.state == RequestState.LATER:
        return ""
    return _("Dit verzoek is al afgehandeld.")


def configures(user) -> set[int]:
    """The municipalities (ids) whose settings and people the person manages: where the role is
    given for the whole municipality.
    """
    if not hasattr(user, "_configures"):
        given = rights(user).get(Permission.CONFIGURE, set())
        found = (
            Municipality.objects.filter(root__in=given) if given else Municipality.objects.none()
        )
        user._configures = set(found.values_list("pk", flat=True))
    return user._configures


def _went_up_to(user, request: Request) -> bool:
    """Whether it went up to this person: as manager of the department, or still of the area."""
    if not user.is_authenticated or request.escalated_at is None:
        return False
    if request.department.manager_id == user.pk:
        return True
    return request.went_to_id == user.pk and not _keeps_agenda(user, request.area_id)


def _keeps_agenda(user, area_id: int) -> str:
    if may(user, Permission.EDIT_AGENDA, area_id):
        return ""
    return _("U houdt de agenda van dit gebied niet bij.")


def _merged(action: Action) -> str:
    if action.state == ActionState.MERGED:
        return _("Deze actie is opgegaan in een andere actie en verandert niet meer.")
    return ""
