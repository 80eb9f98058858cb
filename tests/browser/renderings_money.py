"""How the pages about money after the decision are looked at."""

from areas.models import User
from budgets.actions.applications import decide
from budgets.models import Application, Budget, PaymentBatch, Ranking
from tests.browser.deeds import send_empty
from tests.browser.visits import ADVISOR, HOLDER, asked, visit
from tests.browser.world import idea
from tests.factories import ApplicationFactory, budget_of

# Granted, and not paid yet.
FOUNTAIN = "Een fontein"


def first_batch():
    """A batch that was made by one and approved by another."""
    return PaymentBatch.objects.earliest("pk")


def first_year():
    """The oldest year with budgets."""
    return Budget.objects.order_by("year").values_list("year", flat=True).first()


def _of_a_scheme(title, name, **rules):
    """What an idea asks from a scheme of its own that is made once."""
    made = Application.objects.filter(scheme__name=name).first()
    if made is None:
        asking = idea(title)
        budget = budget_of(asking.area, name=name, can_apply=False, **rules)
        made = ApplicationFactory(initiative=asking, budget=budget)
    return made


def a_wish():
    """What the municipality carries out itself, and was granted by another than who looks."""
    wish = _of_a_scheme("Fietsbrigade", "Zelf uitvoeren", construction="own")
    if wish.state == "asked":
        bella = User.objects.get(name__startswith=HOLDER)
        decide(application=wish, granted=True, amount_cents=30_000, reason="Goed.", by=bella)
    return wish


def compared():
    """What is compared with others."""
    criteria = [{"name": "Hoeveel mensen doen mee", "most": 10}, {"name": "Blijft het", "most": 5}]
    return _of_a_scheme("Elke woensdag", "Vergelijken", division="ranking", criteria=criteria)


def its_budget():
    """The budget from which it asks."""
    return compared().budget_id


def its_scheme():
    """The scheme from which it asks."""
    return compared().scheme_id


def ranking():
    """The list of the demo."""
    return Ranking.objects.first()


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
    visit("ranking", "budgets:ranking", ranking),
    visit("request settled", "budgets:application", asked("Boomspiegels")),
]
STAFF = [
    visit("batch", "budgets:batch", first_batch, who="Sem"),
    visit("check batch", "budgets:check", first_batch, who=HOLDER),
    visit("check batch empty", "budgets:check", first_batch, who=HOLDER, deeds=(send_empty,)),
    visit("receive", "budgets:receive", asked(FOUNTAIN), who="Sem"),
    visit("receive empty", "budgets:receive", asked(FOUNTAIN), who="Sem", deeds=(send_empty,)),
    visit("carried out", "budgets:fulfil", a_wish, who="Sem"),
    visit("carried out empty", "budgets:fulfil", a_wish, who="Sem", deeds=(send_empty,)),
    visit("advise", "budgets:advise", asked("Buurtmoestuin"), who=ADVISOR),
    visit(
        "advise empty",
        "budgets:advise",
        asked("Buurtmoestuin"),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("points", "budgets:score", compared, who=HOLDER),
    visit("points empty", "budgets:score", compared, who=HOLDER, deeds=(send_empty,)),
    visit("compare", "budgets:rank", its_budget, its_scheme, who=HOLDER),
    visit("close a year", "budgets:close_year", first_year, who="Sem"),
]
NO_PAGE = {"budgets:batch_file"}
