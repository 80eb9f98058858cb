"""How the pages about money after the decision are looked at."""

from budgets.models import Budget, PaymentBatch
from tests.browser.deeds import send_empty
from tests.browser.visits import HOLDER, asked, visit

# Granted, and not paid yet.
FOUNTAIN = "Een fontein"


def first_batch():
    """A batch that was made by one and approved by another."""
    return PaymentBatch.objects.earliest("pk")


def first_year():
    """The oldest year with budgets."""
    return Budget.objects.order_by("year").values_list("year", flat=True).first()


RECEIVERS = [
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
    visit("batch", "budgets:batch", first_batch, who="Sem"),
    visit("check batch", "budgets:check", first_batch, who=HOLDER),
    visit("check batch empty", "budgets:check", first_batch, who=HOLDER, deeds=(send_empty,)),
    visit("receive", "budgets:receive", asked(FOUNTAIN), who="Sem"),
    visit("receive empty", "budgets:receive", asked(FOUNTAIN), who="Sem", deeds=(send_empty,)),
    visit("close a year", "budgets:close_year", first_year, who="Sem"),
]
NO_PAGE = {"budgets:batch_file"}
