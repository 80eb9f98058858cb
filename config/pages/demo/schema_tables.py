"""What a demo file may say of contact persons, seats and meetings. All is invented."""

from config.pages.practice.schema import Key, Table
from partners.models import Contact, Meeting, MeetingState, Seat

_WHEN = {"kind": "number", "least": -3000, "most": 3000}
_AGREEMENTS = (
    Key("wat", required=True),
    Key("wie", required=True),
    Key("klaar", required=True, **_WHEN),
    Key("gedaan", **_WHEN),
)
_POINTS = (
    Key("punt", required=True),
    Key("verslag"),
    Key("besluit"),
    Key("besloten", kind="yes_no"),
    Key("afspraken", kind="small_rows", keys=_AGREEMENTS),
)

CONTACTS = Table(
    "contacten",
    Contact,
    (
        Key("organisatie", kind="reference", to="organisaties", required=True),
        Key("naam", "name", required=True),
        Key("functie", "role"),
        Key("gebied", kind="reference", to="gebieden"),
        Key("telefoon", "phone"),
        Key("openbaar", kind="yes_no"),
    ),
    identity=("organisatie", "naam"),
)
SEATS = Table(
    "zetels",
    Seat,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("naam", "name", required=True),
        Key("organisatie", kind="reference", to="organisaties"),
        Key("rol", "role"),
        Key("openbaar", kind="yes_no"),
    ),
    identity=("tafel", "naam"),
)
MEETINGS = Table(
    "overleggen",
    Meeting,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("dag", required=True, **_WHEN),
        Key("stand", kind="choice", choices=MeetingState),
        Key("openbaar", kind="yes_no"),
        Key("punten", kind="small_rows", keys=_POINTS),
    ),
    identity=("tafel", "dag"),
)
AT_TABLES = (CONTACTS, SEATS, MEETINGS)
