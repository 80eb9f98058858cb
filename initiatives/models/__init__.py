"""Models of what residents bring and where one meets them: initiatives, signals, gatherings."""

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
from initiatives.models.following import Follower, Following, Frequency
from initiatives.models.gathering import MOST_PEOPLE, Gathering, SignUp
from initiatives.models.hiding import Hiding
from initiatives.models.initiatives import Initiative, about
from initiatives.models.letter import Letter
from initiatives.models.notes import Note
from initiatives.models.outcome import Outcome
from initiatives.models.pictures import Picture
from initiatives.models.reasons import StopReason
from initiatives.models.report import Report
from initiatives.models.saved import SavedIdea
from initiatives.models.signal import SIGNAL_MACHINE, Signal, SignalState
from initiatives.models.states import (
    ADVISOR,
    BY_INITIATOR,
    ENDED_STATES,
    MACHINE,
    OPEN_STATES,
    RESIDENT,
    SHOWN_STATES,
    STATE_KINDS,
    State,
)
from initiatives.models.story import STORY_MACHINE, Story, StoryState
from initiatives.models.taking_up import TakeUp
from initiatives.models.tally import Tally
from initiatives.models.together import CoInitiator

__all__ = [
    "ADVISOR",
    "BY_INITIATOR",
    "ENDED_STATES",
    "MACHINE",
    "MOST_PEOPLE",
    "OPEN_STATES",
    "RESIDENT",
    "SHOWN_STATES",
    "SIGNAL_MACHINE",
    "STATE_KINDS",
    "STORY_MACHINE",
    "CoInitiator",
    "Compass",
    "CompassAnswer",
    "CompassMessage",
    "CompassPhase",
    "CompassQuestion",
    "Endorsement",
    "Gathering",
    "Follower",
    "Following",
    "Frequency",
    "Hiding",
    "Initiative",
    "InitiativeKind",
    "Letter",
    "Note",
    "Outcome",
    "Picture",
    "SignUp",
    "Report",
    "SavedIdea",
    "Signal",
    "SignalState",
    "StandstillNotice",
    "State",
    "StopReason",
    "Story",
    "StoryState",
    "TakeUp",
    "Tally",
    "about",
]
