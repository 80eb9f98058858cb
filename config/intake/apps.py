"""Django's registration of the gate."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "config.intake"
    label = "intake"
    verbose_name = _("Ontvangst")
