"""Django's registration of the shared pieces (template tags live here)."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "config.lib"
    label = "lib"
