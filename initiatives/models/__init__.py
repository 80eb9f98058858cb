"""Models of what residents bring: initiatives, their stories, and signals that get an answer."""

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
from initiatives.models.outcome import Outcome
from initiatives.models.report import Report
from initiatives.models.signal import SIGNAL_MACHINE, Signal, SignalState
from initiatives.models.story import STORY_MACHINE, Story, StoryState

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
    "STORY_MACHINE",
    "Endorsement",
    "Initiative",
    "Note",
    "Outcome",
    "Picture",
    "Report",
    "Signal",
    "SignalState",
    "State",
    "Story",
    "StoryState",
    "Tally",
]
