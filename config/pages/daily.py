"""What the worker does once a day or each minute; the settings WORKER_DAILY and WORKER_OFTEN name
these.
"""

from datetime import timedelta

from areas.actions.requests import chase
from budgets.actions.accounts import remind_of_reports
from budgets.actions.books import check_books_daily
from budgets.actions.support import freeze_all
from budgets.actions.voting_days import close_ended, remind_voters
from config.lib.clock import now
from config.lib.retention import run
from config.pages.digest import tell_at_once, tell_followers
from config.pages.erasing import RULES
from initiatives.actions.outcome import ask_outcomes
from initiatives.actions.pictures import remove_strays
from initiatives.actions.sign_up import remind_of_gatherings
from initiatives.actions.standstill import tell_who_waits
from initiatives.actions.tally import recount
from partners.actions.agreements import remind
from partners.actions.covenants import remind_covenants
from partners.actions.readings import check_chains


def clean_up() -> None:
    """Let personal data go by the rules, and pictures that no longer belong to anything."""
    run(RULES)
    remove_strays(before=now() - timedelta(days=1))


def compare_books() -> None:
    """Compare the running columns of every budget with the sum of its entries; log differences."""
    check_books_daily()


def remind_who_received_money() -> None:
    """Ask who was paid a while ago what came of it, once."""
    remind_of_reports()


def remind_who_votes() -> None:
    """Remind who did not vote yet, once, and close the ballots of which the last day is over."""
    remind_voters()
    close_ended()


def count_support() -> None:
    """Write down how many people supported an initiative when the time for it is over."""
    freeze_all()


def chase_requests() -> None:
    """Remind departments that did not answer in time, and let what stays silent go up."""
    chase()


def remind_agreements() -> None:
    """Remind who promised something at a table, some days before and once when it is late."""
    remind()


def remind_of_covenants() -> None:
    """Remind who keeps a covenant that ends soon or is to be evaluated."""
    remind_covenants()


def remind_who_comes() -> None:
    """Remind who has a seat at a gathering of tomorrow."""
    remind_of_gatherings()


def tell_of_standstill() -> None:
    """Tell whose initiative stood still that it is not forgotten, once until it moves again."""
    tell_who_waits()


def check_readings() -> None:
    """Look whether the lists of who read what at confidential tables hold; log what does not."""
    check_chains()


def ask_what_came_of_it() -> None:
    """Ask who brought what was done four weeks or a year ago whether it worked out."""
    ask_outcomes()


def recount_initiatives() -> None:
    """Make the numbers of initiatives per area follow the rows again; what was wrong is logged."""
    recount()


def mail_followers() -> None:
    """Mail who follows something what is new, each as often as they chose."""
    tell_followers()


def mail_at_once() -> None:
    """Mail who follows something and wants to know at once."""
    tell_at_once()
