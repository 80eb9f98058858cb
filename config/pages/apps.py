"""Django's registration of the pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "config.pages"
    label = "pages"
