"""Where an initiative can be, and which steps lead from one state to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.lib.states import Machine, Step


class State(models.TextChoices):
    """Where an initiative is. Whether it is public is another matter: see `released_at`."""

    UNCONFIRMED = "unconfirmed", _("wacht op bevestiging per mail")
    RECEIVED = "received", _("ontvangen")
    IN_PROGRESS = "in_progress", _("we werken het samen uit")
    RUNNING = "running", _("wordt uitgevoerd")
    DONE = "done", _("gereed")
    DECLINED = "declined", _("gaat niet door")
    TAKEN_UP = "taken_up", _("overgenomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


S = State
# Who takes it up has to be said too (initiatives.actions.taking_up).
_TAKEN_UP = Step(_("Laten overnemen"), needs_reason=True, pressed=False)
MACHINE = Machine(
    State,
    {
        S.UNCONFIRMED: {
            S.RECEIVED: Step(_("Bevestigen")),
            S.WITHDRAWN: Step(_("Intrekken")),
        },
        S.RECEIVED: {
            S.IN_PROGRESS: Step(_("Samen uitwerken")),
            S.DECLINED: Step(_("Niet doorgaan"), needs_reason=True),
            S.TAKEN_UP: _TAKEN_UP,
            S.WITHDRAWN: Step(_("Intrekken")),
        },
        S.IN_PROGRESS: {
            S.RUNNING: Step(_("Uitvoeren")),
            S.DECLINED: Step(_("Niet doorgaan"), needs_reason=True),
            S.TAKEN_UP: _TAKEN_UP,
            S.WITHDRAWN: Step(_("Intrekken")),
        },
        S.RUNNING: {
            S.DONE: Step(_("Afronden")),
            S.DECLINED: Step(_("Niet doorgaan"), needs_reason=True),
            S.TAKEN_UP: _TAKEN_UP,
            S.WITHDRAWN: Step(_("Intrekken")),
        },
        S.DONE: {S.RUNNING: Step(_("Weer openen"), needs_reason=True)},
        S.DECLINED: {S.IN_PROGRESS: Step(_("Weer oppakken"), needs_reason=True)},
        S.TAKEN_UP: {S.IN_PROGRESS: Step(_("Weer oppakken"), needs_reason=True)},
    },
    start=S.UNCONFIRMED,
    final={S.WITHDRAWN},
)
# Steps that only the initiator takes, and steps that only staff takes.
BY_INITIATOR = {S.WITHDRAWN}
OPEN_STATES = (S.RECEIVED, S.IN_PROGRESS, S.RUNNING)
ENDED_STATES = (S.DONE, S.DECLINED, S.TAKEN_UP, S.WITHDRAWN)
SHOWN_STATES = (S.RECEIVED, S.IN_PROGRESS, S.RUNNING, S.DONE, S.DECLINED, S.TAKEN_UP)
# The shape that goes with the word of a state (template tag `status`).
STATE_KINDS = {
    S.UNCONFIRMED: "waiting",
    S.RECEIVED: "waiting",
    S.IN_PROGRESS: "active",
    S.RUNNING: "active",
    S.DONE: "done",
    S.DECLINED: "stopped",
    S.TAKEN_UP: "done",
    S.WITHDRAWN: "stopped",
}
RESIDENT, ADVISOR = "resident", "advisor"
