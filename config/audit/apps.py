"""Django's registration of the audit trail; guards append-only tables after each migration."""

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from config.audit import append_only


class AuditConfig(AppConfig):
    name = "config.audit"
    label = "audit"
    verbose_name = _("Logboek")

    def ready(self):
        """Connect the guard: after migrations, as SQLite drops triggers when it rebuilds a table.

        The signal comes once for each app, after all migrations; this app's own turn is enough.
        """
        post_migrate.connect(guard_tables, sender=self, dispatch_uid="audit.append_only")
        checks.register(append_only.check, checks.Tags.database)


def guard_tables(using: str, **_kwargs) -> None:
    """Put the triggers of append-only tables (back) in place on one database."""
    append_only.install(connections[using])
