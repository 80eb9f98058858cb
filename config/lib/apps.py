"""Django's registration of the shared pieces."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "config.lib"
    label = "lib"
