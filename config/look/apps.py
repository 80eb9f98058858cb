"""Django's registration of how things are shown."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "config.look"
    label = "look"
