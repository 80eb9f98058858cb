"""How the pages about money after the decision are looked at."""

from datetime import timedelta

from budgets.actions.letter_links import READ
from budgets.models import Budget, Letter, PaymentBatch
from config.intake import tokens
from tests.browser.deeds import send_empty
from tests.browser.visits import HOLDER, asked, visit

# Granted, and not paid yet.
FOUNTAIN = "Een fontein"
# Asked, and not decided yet.
ASKED = "Buurtmoestuin"


def first_batch():
    """A batch that was made by one and approved by another."""
    return PaymentBatch.objects.earliest("pk")


def first_year():
    """The oldest year with budgets."""
    return Budget.objects.order_by("year").values_list("year", flat=True).first()


def a_letter():
    """The letter that grants the fountain."""
    return Letter.objects.get(application__initiative__title__startswith=FOUNTAIN)


def letter_link() -> str:
    """The secret in the mail about that letter, as for who has no account."""
    ref = f"budgets.letter:{a_letter().pk}"
    return tokens.issue(READ, ref, timedelta(days=1), email="buur@bewoners.example")


RECEIVERS = [
    visit("request untreated", "budgets:application", asked("Wilde-bijenkast")),
    visit("own letter", "budgets:own_letter_link", letter_link),
    visit("own letter gone", "budgets:own_letter", status=410),
    visit("own objection", "budgets:own_objection", a_letter, who="Tess"),
    visit(
        "own objection empty",
        "budgets:own_objection",
        a_letter,
        who="Tess",
        deeds=(send_empty,),
    ),
    visit("account number", "budgets:account_number", asked(FOUNTAIN), who="Tess"),
    visit(
        "account number empty",
        "budgets:account_number",
        asked(FOUNTAIN),
        who="Tess",
        deeds=(send_empty,),
    ),
    visit("what came of it", "budgets:report", asked(FOUNTAIN), who="Tess"),
    visit(
        "what came of it empty",
        "budgets:report",
        asked(FOUNTAIN),
        who="Tess",
        deeds=(send_empty,),
    ),
    visit("request settled", "budgets:application", asked("Boomspiegels")),
]
STAFF = [
    visit("request too late", "budgets:application", asked("Picknicktafel"), who=HOLDER),
    visit("notice of default", "budgets:default", asked(ASKED), who=HOLDER),
    visit(
        "notice of default empty", "budgets:default", asked(ASKED), who=HOLDER, deeds=(send_empty,)
    ),
    visit("leave untreated", "budgets:leave", asked(ASKED), who=HOLDER),
    visit("leave untreated empty", "budgets:leave", asked(ASKED), who=HOLDER, deeds=(send_empty,)),
    visit("batch", "budgets:batch", first_batch, who="Sem"),
    visit("check batch", "budgets:check", first_batch, who=HOLDER),
    visit("check batch empty", "budgets:check", first_batch, who=HOLDER, deeds=(send_empty,)),
    visit("receive", "budgets:receive", asked(FOUNTAIN), who="Sem"),
    visit("receive empty", "budgets:receive", asked(FOUNTAIN), who="Sem", deeds=(send_empty,)),
    visit("close a year", "budgets:close_year", first_year, who="Sem"),
]
NO_PAGE = {
    "budgets:batch_file",
    "budgets:transfer_file",
    "budgets:letter_file",
    "budgets:own_letter_file",
}
