"""Registration of demo mode, and its refusal to run where others could reach it."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "[::1]"})
# Names that are this machine too, wherever they are asked (RFC 6761).
NAMES = LOOPBACK | {".localhost"}


class DemoConfig(AppConfig):
    name = "config.demo"
    label = "demo"

    def ready(self):
        """Refuse to start anywhere but on this machine itself."""
        if not settings.DEMO:
            raise ImproperlyConfigured("config.demo is installed without DEMO.")
        if settings.BIND not in LOOPBACK or not set(settings.ALLOWED_HOSTS) <= NAMES:
            raise ImproperlyConfigured("DEMO runs on 127.0.0.1 only: it lets anyone in as anyone.")
