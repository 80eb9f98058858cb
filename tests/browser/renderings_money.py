"""How the pages about money after the decision are looked at."""

from datetime import timedelta

from areas.models import User
from budgets.actions.applications import decide
from budgets.actions.letter_links import READ
from budgets.models import (
    Application,
    Budget,
    Letter,
    PaymentBatch,
    Ranking,
    Receipt,
    RoomPriority,
    Scheme,
)
from config.intake import tokens
from config.lib.clock import today
from tests.browser.deeds import send_empty
from tests.browser.visits import ADVISOR, HOLDER, asked, visit
from tests.browser.world import idea
from tests.factories import ApplicationFactory, budget_of

# Granted, and not paid yet.
FOUNTAIN = "Een fontein"
# Asked, and not decided yet.
ASKED = "Buurtmoestuin"
# Granted, paid, and lowered later.
LOWERED = "Vier avonden"
MANAGER = "Ingrid"


def first_batch():
    """A batch that was made by one and approved by another."""
    return PaymentBatch.objects.earliest("pk")


def first_receipt():
    """A file that the receiver sent."""
    return Receipt.objects.earliest("pk")


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


def this_budget():
    """A budget of this year."""
    return Budget.objects.filter(year=today().year).earliest("pk")


def room_budget():
    """A budget of free room with actions on its list."""
    return RoomPriority.objects.earliest("pk").budget


def open_priority():
    """An action of the free room that is not done yet."""
    return RoomPriority.objects.filter(state="agreed").earliest("pk")


def council_fund():
    """A scheme without a formula that the council decides on."""
    return Scheme.objects.filter(construction="council", fixed_cents=None).earliest("pk")


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
    visit("receipts", "budgets:receipts", asked(FOUNTAIN), who="Tess"),
    visit("receipts empty", "budgets:receipts", asked(FOUNTAIN), who="Tess", deeds=(send_empty,)),
    visit("receipt removed", "budgets:receipt_remove", first_receipt, who="Tess"),
    visit("what came of it", "budgets:report", asked(FOUNTAIN), who="Tess"),
    visit(
        "what came of it empty",
        "budgets:report",
        asked(FOUNTAIN),
        who="Tess",
        deeds=(send_empty,),
    ),
    visit("where the money went", "budgets:spread"),
    visit("register of subsidies", "budgets:register"),
    visit("ranking", "budgets:ranking", ranking),
    visit("request settled", "budgets:application", asked("Boomspiegels")),
    visit("request lowered", "budgets:application", asked(LOWERED)),
    visit("request lowered, inside", "budgets:application", asked(LOWERED), who="Sem"),
]
STAFF = [
    visit("request too late", "budgets:application", asked("Picknicktafel"), who=HOLDER),
    visit("pause the term", "budgets:pause", asked(ASKED), who=HOLDER),
    visit("pause empty", "budgets:pause", asked(ASKED), who=HOLDER, deeds=(send_empty,)),
    visit("penalty", "budgets:judge_penalty", asked("Picknicktafel"), who=HOLDER),
    visit(
        "penalty empty",
        "budgets:judge_penalty",
        asked("Picknicktafel"),
        who=HOLDER,
        deeds=(send_empty,),
    ),
    visit("notice of default", "budgets:default", asked(ASKED), who=HOLDER),
    visit(
        "notice of default empty", "budgets:default", asked(ASKED), who=HOLDER, deeds=(send_empty,)
    ),
    visit("leave untreated", "budgets:leave", asked(ASKED), who=HOLDER),
    visit("leave untreated empty", "budgets:leave", asked(ASKED), who=HOLDER, deeds=(send_empty,)),
    visit("lower once more", "budgets:revoke", asked(LOWERED), who=HOLDER),
    visit("batch", "budgets:batch", first_batch, who="Sem"),
    visit("check batch", "budgets:check", first_batch, who=HOLDER),
    visit("check batch empty", "budgets:check", first_batch, who=HOLDER, deeds=(send_empty,)),
    visit("receive", "budgets:receive", asked(FOUNTAIN), who="Sem"),
    visit("receive empty", "budgets:receive", asked(FOUNTAIN), who="Sem", deeds=(send_empty,)),
    visit("budget by decision", "budgets:allocate", this_budget, who=HOLDER),
    visit(
        "budget by decision empty",
        "budgets:allocate",
        this_budget,
        who=HOLDER,
        deeds=(send_empty,),
    ),
    visit("free room", "budgets:budget", room_budget),
    visit("put on the list", "budgets:room_add", room_budget, who=MANAGER),
    visit(
        "put on the list empty", "budgets:room_add", room_budget, who=MANAGER, deeds=(send_empty,)
    ),
    visit("finish on the list", "budgets:room_finish", open_priority, who=MANAGER),
    visit("open by decision", "budgets:open_by_decision", council_fund, who=HOLDER),
    visit("audit", "budgets:audit", who="Abel"),
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
NO_PAGE = {
    "budgets:batch_file",
    "budgets:transfer_file",
    "budgets:letter_file",
    "budgets:own_letter_file",
    "budgets:receipt",
    "budgets:register_csv",
    "budgets:register_json",
    "budgets:audit_file",
}
