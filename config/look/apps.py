"""Django's registration of how things are shown."""

from django.apps import AppConfig
from django.core import validators
from django.utils.translation import gettext_lazy as _


class LookConfig(AppConfig):
    name = "config.look"
    label = "look"

    def ready(self):
        """Say in plain words what Django says of every field that is too long, low or high."""
        validators.MaxLengthValidator.message = _(
            "Maak dit korter: het zijn %(show_value)d tekens en er passen er %(limit_value)d."
        )
        validators.MinValueValidator.message = _("Vul %(limit_value)s in, of meer.")
        validators.MaxValueValidator.message = _("Vul %(limit_value)s in, of minder.")
