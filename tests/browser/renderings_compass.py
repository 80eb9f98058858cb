"""Renderings of the compass, for who brought an initiative and for who handles it."""

from initiatives.models import CompassMessage, CompassQuestion, Initiative
from tests.browser.deeds import collide, send_empty
from tests.browser.visits import ADVISOR, visit


def garden():
    """An idea in the third phase of its compass."""
    return Initiative.objects.get(title__startswith="Buurtmoestuin")


def challenge():
    """Somebody who takes over a task of the municipality."""
    return Initiative.objects.get(compass__kind__code="uitdaagrecht")


def without():
    """A running idea of which nobody chose the kind."""
    rows = Initiative.objects.public().filter(compass=None, state="running")
    return rows.filter(area__code="hazerswoude-dorp").first()


def answered():
    """The number of a question that has an answer."""
    return CompassQuestion.objects.get(phase__compasses__initiative=garden(), code="stappen").pk


def not_answered():
    """The number of one that has none."""
    return CompassQuestion.objects.get(phase__compasses__initiative=garden(), code="kosten").pk


def message():
    """The number of a message that is ready."""
    return CompassMessage.objects.filter(phase__compasses__initiative=garden()).first().pk


ADVISORS = [
    visit("compass", "initiatives:detail", garden, who=ADVISOR),
    visit("challenge", "initiatives:detail", challenge, who=ADVISOR),
    visit("choose kind", "initiatives:compass_kind", without, who=ADVISOR),
    visit(
        "choose kind empty", "initiatives:compass_kind", without, who=ADVISOR, deeds=(send_empty,)
    ),
    visit("compass phase", "initiatives:compass_phase", garden, who=ADVISOR),
    visit(
        "compass phase empty", "initiatives:compass_phase", garden, who=ADVISOR, deeds=(send_empty,)
    ),
    visit("compass answer", "initiatives:compass_answer", garden, answered, who=ADVISOR),
    visit(
        "compass answer twice",
        "initiatives:compass_answer",
        garden,
        answered,
        who=ADVISOR,
        deeds=(collide("text", "In april."),),
    ),
    visit(
        "compass answer empty",
        "initiatives:compass_answer",
        garden,
        not_answered,
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("compass message", "initiatives:compass_message", garden, message, who=ADVISOR),
]
INITIATORS = [
    visit("compass initiator", "initiatives:detail", garden, who="Anouk"),
    visit(
        "compass answer initiator", "initiatives:compass_answer", garden, not_answered, who="Anouk"
    ),
]
