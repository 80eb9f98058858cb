"""Django's registration of budgets; guards the books after each migration."""

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from budgets import book_rules


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = _("Geld")

    def ready(self):
        """Connect the guard; its own turn after all migrations is enough."""
        pre_migrate.connect(step_aside, sender=self, dispatch_uid="budgets.book_rules")
        post_migrate.connect(guard_books, sender=self, dispatch_uid="budgets.book_rules")
        checks.register(book_rules.check, checks.Tags.database)


def step_aside(using: str, **_kwargs) -> None:
    """SQLite remakes no table that a trigger of another table reads, so there they go first."""
    if connections[using].vendor == "sqlite":
        book_rules.drop(connections[using])


def guard_books(using: str, **_kwargs) -> None:
    """Put the trigger of the books (back) in place on one database."""
    book_rules.install(connections[using])
