"""Who may do what with partners and tables: "" when allowed, else the sentence why not."""

from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Action, Area, Municipality, Plan, User
from areas.rights import areas_where, may
from areas.roles import HANDED_OVER, Permission
from config.lib import sealing
from config.lib.clock import today
from partners.models import (
    Advice,
    AgendaItem,
    Agreement,
    AgreementState,
    Contact,
    Covenant,
    Facility,
    Meeting,
    MeetingState,
    Organisation,
    PlanParty,
    Roundtable,
    Seat,
)
from partners.rights import seats_of


def add_party(user, plan: Plan) -> str:
    """Whether the person may add a partner to this plan."""
    return permissions.edit_plan(user, plan)


def edit_party(user, party: PlanParty) -> str:
    """Whether the person may change what a partner says it does, or that it signed."""
    return permissions.edit_plan(user, party.plan)


def remove_party(user, party: PlanParty) -> str:
    """Whether the person may take a partner out: a signature stays."""
    if reason := edit_party(user, party):
        return reason
    if party.signed_on:
        return _("Deze partner heeft getekend en blijft bij het plan staan.")
    return ""


def edit_commitments(user, action: Action) -> str:
    """Whether the person may say which partners join an action and what they bring."""
    return permissions.edit_action(user, action)


def edit_directory(user, municipality: Municipality) -> str:
    """Whether the person may add organisations and change them: who keeps any agenda here."""
    if not permissions.use_agenda(user, municipality):
        return ""
    return _("Organisaties houden de gebiedsadviseurs bij.")


def edit_organisation(user, organisation: Organisation) -> str:
    """Whether the person may change what stands with an organisation."""
    return edit_directory(user, organisation.municipality)


def edit_contact(user, contact: Contact) -> str:
    """Whether the person may change a contact person: of an area who keeps its agenda."""
    if contact.area_id is None:
        return edit_directory(user, contact.organisation.municipality)
    return _keeps(user, contact.area_id)


def edit_facility(user, facility: Facility) -> str:
    """Whether the person may change a place or network of an area."""
    return _keeps(user, facility.area_id)


def edit_roundtable(user, table: Roundtable) -> str:
    """Whether the person prepares this table: who leads it, and of a table that is not
    confidential also who keeps the agenda of its area.
    """
    if seats_of(user).get(table.pk):
        return ""
    if table.kind.confidential:
        return _("Alleen wie deze tafel leidt, kan dit.")
    if table.area_id is None:
        return edit_directory(user, table.kind.municipality)
    if may(user, Permission.EDIT_AGENDA, table.area_id):
        return ""
    return _("Dit doet wie de tafel leidt, of wie de agenda van het gebied bijhoudt.")


def edit_seats(user, table: Roundtable) -> str:
    """Whether the person says who sits here; of a confidential table only the administrator."""
    if table.kind.confidential:
        return _("Bij een vertrouwelijke tafel geeft de beheerder de zetels.")
    return edit_roundtable(user, table)


def see_inside(user, table: Roundtable) -> bool:
    """Whether the person may read what is said at this table (as models.meetings.inside)."""
    if table.pk in seats_of(user):
        return True
    if table.kind.confidential:
        return False
    if table.area_id is not None:
        return may(user, Permission.SEE_INTERNAL, table.area_id)
    mine = areas_where(user, Permission.SEE_INTERNAL)
    here = Area.objects.of(table.kind.municipality)
    return mine is not None and here.filter(pk__in=mine).exists()


def edit_meeting(user, meeting: Meeting) -> str:
    """Whether the person may change when and where, the agenda, and who was there."""
    if reason := edit_roundtable(user, meeting.roundtable):
        return reason
    if meeting.is_open:
        return ""
    return _("Dit overleg is afgerond en verandert niet meer.")


def move_meeting(user, meeting: Meeting) -> str:
    """Whether the person may close, settle or cancel a meeting."""
    return edit_roundtable(user, meeting.roundtable)


def put_item(user, meeting: Meeting) -> str:
    """Whether the person may put something on the agenda: who sits there, before it."""
    at_the_table = meeting.roundtable_id in seats_of(user)
    if not at_the_table and (reason := edit_roundtable(user, meeting.roundtable)):
        return reason
    if meeting.state == MeetingState.PLANNED or (not at_the_table and meeting.is_open):
        return ""
    if meeting.is_open and not edit_roundtable(user, meeting.roundtable):
        return ""
    return _("De agenda van dit overleg staat vast.")


def edit_item(user, item: AgendaItem) -> str:
    """Whether the person may change a point and write its minutes (who may read it)."""
    return edit_meeting(user, item.meeting)


def make_agreement(user, meeting: Meeting) -> str:
    """Whether the person may write down an agreement in a meeting."""
    return edit_meeting(user, meeting)


def edit_agreement(user, agreement: Agreement) -> str:
    """Whether the person may give an agreement another day or owner: as long as it is open."""
    if reason := edit_roundtable(user, agreement.roundtable):
        return reason
    if agreement.state == AgreementState.OPEN:
        return ""
    return _("Deze afspraak is afgedaan.")


def move_agreement(user, agreement: Agreement) -> str:
    """Whether the person may say that it is done or dropped: its owner, or who leads the table."""
    if user.is_authenticated and agreement.owner.user_id == user.pk:
        return ""
    return edit_roundtable(user, agreement.roundtable)


def see_rhythms(user, municipality: Municipality) -> str:
    """Whether the person sees what is overdue in the areas: who works in one of them."""
    mine = areas_where(user, Permission.SEE_INTERNAL)
    if mine is not None and Area.objects.of(municipality).filter(pk__in=mine).exists():
        return ""
    return _("Deze lijst is voor medewerkers van een gebied.")


def note_visit(user, area: Area) -> str:
    """Whether the person may write down that something happened in this area."""
    return _keeps(user, area.pk)


def hand_over(user, leaver: User, municipality: Municipality) -> str:
    """Whether the person may give all work of `leaver` to somebody else: oneself, or a manager of
    an area where the other works.
    """
    if not leaver.is_active:
        return _("Deze collega werkt hier niet meer.")
    theirs = leaver.assignments.current().filter(
        area__municipality=municipality, role__kind__in=HANDED_OVER
    )
    areas = list(theirs.order_by().values_list("area", flat=True))
    if not areas:
        return _("Deze collega heeft hier geen werk om over te dragen.")
    if leaver.pk == user.pk or any(_manages(user, area) for area in areas):
        return ""
    return _("Werk draagt u zelf over, of uw manager doet het.")


def _manages(user, area_id: int) -> bool:
    return user.is_authenticated and user.assignments.managing(area_id).exists()


def _keeps(user, area_id: int) -> str:
    if may(user, Permission.EDIT_AGENDA, area_id):
        return ""
    return _("U houdt de agenda van dit gebied niet bij.")


def is_at_the_table(user, seat: Seat) -> bool:
    """Whether this seat is the person's own, today."""
    return user.is_authenticated and seat.user_id == user.pk and seat.is_current


def ask_advice(user, table: Roundtable) -> str:
    """Whether the person asks this body for advice, and tells it things: for the municipality."""
    if table.kind.confidential or table.kind.sits == "professionals":
        return _("Advies vraagt u aan een tafel van bewoners.")
    if table.area_id is None:
        return edit_directory(user, table.kind.municipality)
    return _keeps(user, table.area_id)


def give_advice(user, advice: Advice) -> str:
    """Whether the person writes down what the body advises: who leads it, or for it an advisor;
    until it is answered.
    """
    if advice.roundtable.kind.confidential:
        return _("Een vertrouwelijke tafel geeft hier geen advies.")
    if reason := edit_roundtable(user, advice.roundtable):
        return reason
    if advice.answered_on:
        return _("Dit advies is al beantwoord.")
    return ""


def answer_advice(user, advice: Advice) -> str:
    """Whether the person writes down the answer of the municipality: never who gave the advice."""
    return ask_advice(user, advice.roundtable)


def edit_covenant(user, covenant: Covenant) -> str:
    """Whether the person may change a covenant and its parties: who keeps any agenda here."""
    return edit_directory(user, covenant.municipality)


def use_cases(user, table: Roundtable) -> str:
    """Whether the person reads and writes cases of this table: by a seat of today, nothing else."""
    if table.kind.confidential and table.pk in seats_of(user):
        return ""
    return _("Alleen wie aan deze tafel zit, leest dit.")


def add_case(user, table: Roundtable) -> str:
    """Whether the person may bring a case in: once the table has its DPIA and legal basis
    (AVG 6, 9 and 35), and there is a key to seal with.
    """
    if reason := use_cases(user, table):
        return reason
    kind = table.kind
    if not kind.dpia_on or kind.dpia_on > today() or not kind.legal_basis:
        return _(
            "Deze tafel staat nog uit: de beheerder vult eerst in wanneer de DPIA is vastgesteld en"
            " wat de grondslag is."
        )
    if not sealing.ready():
        return _("Deze tafel staat nog uit: op de server is nog geen sleutel voor de teksten.")
    return ""
