"""How long the gate remembers."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from config.intake.models import MailToken, RateCounter, UsedKey
from config.lib import clock
from config.lib.retention import Rule, delete

KEYS, COUNTERS, TOKENS = timedelta(days=2), timedelta(days=1), timedelta(days=30)

RULES = [
    Rule(
        name="intake-keys",
        model=UsedKey,
        text=_("Sleutels van verstuurde formulieren wissen we na 2 dagen."),
        due=lambda: UsedKey.objects.filter(at__lte=clock.now() - KEYS),
        act=delete,
    ),
    Rule(
        name="intake-counters",
        model=RateCounter,
        text=_("Tellers tegen misbruik, zonder adres, wissen we na 1 dag."),
        due=lambda: RateCounter.objects.filter(window_start__lte=clock.now() - COUNTERS),
        act=delete,
    ),
    Rule(
        name="intake-tokens",
        model=MailToken,
        text=_("Links uit mails, met het adres, wissen we 30 dagen nadat ze zijn verlopen."),
        due=lambda: MailToken.objects.filter(expires_at__lte=clock.now() - TOKENS),
        act=delete,
    ),
]
