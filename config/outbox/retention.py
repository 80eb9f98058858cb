"""How long the outbox remembers."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib import clock
from config.lib.retention import Rule, delete
from config.outbox.models import DailyRun, Mail, State

SENT, FAILED, RUNS = timedelta(days=30), timedelta(days=90), timedelta(days=90)


def _old_mail():
    """Sent long ago, given up, or still waiting after all that time because no worker ran."""
    now = clock.now()
    sent = Q(state=State.SENT, sent_at__lte=now - SENT)
    stuck = ~Q(state=State.SENT) & Q(created_at__lte=now - FAILED)
    return Mail.objects.filter(sent | stuck)


RULES = [
    Rule(
        name="outbox-mail",
        model=Mail,
        text=_(
            "Adres en tekst van een mail wissen we zodra die is verstuurd. Dat er een mail was, "
            "weten we nog 30 dagen. Een mail die niet aankomt, wissen we na 90 dagen."
        ),
        due=_old_mail,
        act=delete,
    ),
    Rule(
        name="outbox-daily-runs",
        model=DailyRun,
        text=_("Welke dagtaken zijn gedaan, wissen we na 90 dagen."),
        due=lambda: DailyRun.objects.filter(day__lte=clock.today() - RUNS),
        act=delete,
    ),
]
