"""Django's registration of the outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "config.outbox"
    label = "outbox"
    verbose_name = _("Uitgaande post")
