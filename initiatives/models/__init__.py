"""Models of what residents bring: initiatives, and signals that get an answer."""

from initiatives.models.compass import (
    Compass,
    CompassAnswer,
    CompassMessage,
    CompassPhase,
    CompassQuestion,
    InitiativeKind,
    StandstillNotice,
)
from initiatives.models.endorsements import Endorsement
from initiatives.models.initiatives import (
    ADVISOR,
    BY_INITIATOR,
    ENDED_STATES,
    MACHINE,
    OPEN_STATES,
    RESIDENT,
    SHOWN_STATES,
    STATE_KINDS,
    Initiative,
    Note,
    Picture,
    State,
    Tally,
)
from initiatives.models.signal import SIGNAL_MACHINE, Signal, SignalState

__all__ = [
    "ADVISOR",
    "BY_INITIATOR",
    "ENDED_STATES",
    "MACHINE",
    "OPEN_STATES",
    "RESIDENT",
    "SHOWN_STATES",
    "SIGNAL_MACHINE",
    "STATE_KINDS",
    "Compass",
    "CompassAnswer",
    "CompassMessage",
    "CompassPhase",
    "CompassQuestion",
    "Endorsement",
    "Initiative",
    "InitiativeKind",
    "Note",
    "Picture",
    "Signal",
    "SignalState",
    "StandstillNotice",
    "State",
    "Tally",
]
