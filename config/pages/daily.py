"""What the worker does once a day; the setting WORKER_DAILY names these."""

from budgets.actions.books import check_books_daily
from config.lib.retention import run
from config.pages.erasing import RULES


def clean_up() -> None:
    """Let personal data go by the rules."""
    run(RULES)


def compare_books() -> None:
    """Compare the running columns of every budget with the sum of its entries; log differences."""
    check_books_daily()
