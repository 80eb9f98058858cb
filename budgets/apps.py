"""Django's registration of budgets; guards the books after each migration."""

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from budgets import book_rules


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = _("Geld")

    def ready(self):
        """Connect the guard; its own turn after all migrations is enough."""
        post_migrate.connect(guard_books, sender=self, dispatch_uid="budgets.book_rules")
        checks.register(book_rules.check, checks.Tags.database)


def guard_books(using: str, **_kwargs) -> None:
    """Put the trigger of the books (back) in place on one database."""
    book_rules.install(connections[using])
