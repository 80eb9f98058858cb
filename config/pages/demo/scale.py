"""Many initiatives at once, for measuring: the same every time, and invented."""

import datetime
from collections.abc import Callable
from random import Random

from django.db import transaction

from areas.models import Area, Municipality, Theme, User
from areas.rights import may
from areas.roles import Permission
from config.lib import clock
from config.lib.text import normalise
from config.pages.demo.people import DOMAIN
from initiatives.actions.tally import recount
from initiatives.models import ADVISOR, Initiative, State

MARK = "@schaal.example"
BATCH = 5000
# How often each state occurs in a hundred.
STATES = (
    (State.RECEIVED, 18),
    (State.IN_PROGRESS, 22),
    (State.RUNNING, 24),
    (State.DONE, 24),
    (State.DECLINED, 9),
    (State.WITHDRAWN, 3),
)
WHAT = (
    "Geveltuintjes",
    "Buurtmoestuin",
    "Bankje",
    "Taalcafé",
    "Straatspeeldag",
    "Lampjes in de bomen",
    "AED",
    "Ruilkast voor boeken",
    "Voetbaldoeltjes",
    "Koffieochtend",
    "Schoonmaakdag",
    "Insectenhotel",
    "Buurtpreventie",
    "Jeu-de-boulesbaan",
    "Bloembollen",
    "Muziekmiddag",
    "Repaircafé",
    "Regentonnen",
)
WHERE = (
    "in onze straat",
    "bij het speelveld",
    "op het plein",
    "langs het water",
    "bij de school",
    "achter de flat",
    "bij het buurthuis",
    "aan de dijk",
    "in het park",
    "rond de kerk",
)
WHY = (
    "We willen elkaar weer vaker zien.",
    "Het is er nu kaal en warm in de zomer.",
    "Kinderen hebben hier weinig te doen.",
    "Zo wordt het gezelliger en veiliger.",
    "Veel buren willen helpen met aanleg en onderhoud.",
)


def scale_up(
    municipality: Municipality, wanted: int, *, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Add generated initiatives until there are `wanted`, and return how many were added."""
    have = Initiative.objects.filter(
        municipality=municipality, contact_email__endswith=MARK
    ).count()
    make = _Maker(municipality)
    for start in range(have, wanted, BATCH):
        numbers = range(start, min(start + BATCH, wanted))
        with transaction.atomic():
            Initiative.objects.bulk_create([make.one(number) for number in numbers])
        progress(numbers.stop)
    recount()
    return max(0, wanted - have)


class _Maker:
    """Makes initiative number n: the same one every time."""

    def __init__(self, municipality: Municipality):
        self.municipality = municipality
        self.today, self.now = clock.today(), clock.now()
        self.areas = list(_smallest(municipality))
        self.themes = list(Theme.objects.filter(municipality=municipality).order_by("pk"))
        self.advisors = _advisors(municipality, self.areas)
        self.states = [state for state, weight in STATES for _each in range(weight)]

    def one(self, number: int) -> Initiative:
        """The initiative of this number; recent days have more of them than days long ago."""
        chance = Random(number * 7919 + 17)  # noqa: S311 — the same every time
        state = chance.choice(self.states)
        days = int(chance.random() ** 2 * 1400)
        received = self.today - datetime.timedelta(days=days)
        moved = self.now - datetime.timedelta(days=chance.randint(0, days), minutes=number % 1440)
        area = chance.choice(self.areas)
        waits = state in {State.RECEIVED, State.WITHDRAWN} and chance.random() < 0.15
        title = f"{chance.choice(WHAT)} {chance.choice(WHERE)} ({number + 1})"
        return Initiative(
            municipality=self.municipality,
            area=area,
            theme=chance.choice(self.themes),
            title=title,
            text=" ".join(chance.sample(WHY, 2)),
            place=f"{area.name}, {chance.choice(WHERE)}",
            with_whom="met de buren",
            contact_name="Verzonnen Bewoner",
            contact_email=f"bewoner{number}{MARK}",
            received_on=received,
            state=state,
            moved_at=moved,
            created_at=moved,
            released_at=None if waits else moved,
            released_by=None if waits else self.advisors[area.pk],
            next_step="De gebiedsadviseur neemt contact op." if state == State.RECEIVED else "",
            next_step_by=ADVISOR if state == State.RECEIVED else "",
            search=normalise(title),
        )


def _smallest(municipality: Municipality):
    """Areas of the tree with nothing below them; the municipality itself when there are none."""
    areas = Area.objects.of(municipality).current().in_tree()
    return areas.filter(children__isnull=True).order_by("pk")


def _advisors(municipality: Municipality, areas: list[Area]) -> dict[int, User]:
    """Who released the initiatives of each area."""
    staff = list(User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("pk"))
    return {
        area.pk: next(
            (user for user in staff if may(user, Permission.HANDLE_INITIATIVES, area.pk)), staff[0]
        )
        for area in areas
    }
