"""Models of partners: organisations, places, tables, meetings, agreements, commitments."""

from partners.models.advice import Advice, Briefing
from partners.models.agreements import Agreement, AgreementState
from partners.models.cases import (
    CaseNote,
    CaseReading,
    CaseReference,
    CaseTally,
    SupportCase,
)
from partners.models.commitments import Commitment, PlanParty
from partners.models.covenants import Covenant, CovenantDocument, CovenantParty
from partners.models.facilities import Facility, FacilityKind
from partners.models.handovers import Handover
from partners.models.meetings import (
    AgendaItem,
    Attendance,
    CalendarAddress,
    Meeting,
    MeetingState,
)
from partners.models.organisations import Contact, Organisation
from partners.models.rhythms import Rhythm, RhythmVisit
from partners.models.tables import Roundtable, RoundtableKind, Seat

__all__ = [
    "Advice",
    "AgendaItem",
    "Agreement",
    "AgreementState",
    "Attendance",
    "Briefing",
    "CalendarAddress",
    "CaseNote",
    "CaseReading",
    "CaseReference",
    "CaseTally",
    "Commitment",
    "Contact",
    "Covenant",
    "CovenantDocument",
    "CovenantParty",
    "Facility",
    "FacilityKind",
    "Handover",
    "Meeting",
    "MeetingState",
    "Organisation",
    "PlanParty",
    "Rhythm",
    "RhythmVisit",
    "Roundtable",
    "RoundtableKind",
    "Seat",
    "SupportCase",
]
