"""How long areas keep what may point at a person."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from areas.models import Sheet
from config.lib.clock import now
from config.lib.retention import Rule, delete

SHEETS_KEPT = timedelta(days=7)

RULES = [
    Rule(
        name="sheets",
        model=Sheet,
        text=_("Een rekenblad dat een collega inleest, wissen we na 7 dagen."),
        due=lambda: Sheet.objects.filter(at__lt=now() - SHEETS_KEPT),
        act=delete,
    ),
]
