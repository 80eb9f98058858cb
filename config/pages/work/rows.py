"""What is asked of the database for Mijn werk, by kind of thing."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, Left

from areas.models import Action, Request
from initiatives.models import (
    Compass,
    Gathering,
    Hiding,
    Initiative,
    Outcome,
    Report,
    Signal,
    Story,
)
from partners.models import Agreement

# What the lines print. Made once: naming columns takes longer than asking for them.
INITIATIVES = Initiative.objects.order_by("moved_at").values_list(
    "pk", "title", "area", "moved_at", "next_step"
)
TO_RELEASE, TO_STEP = (
    Initiative.objects.order_by().values_list(
        Value(kind), "pk", "title", "area", "moved_at", "next_step"
    )
    for kind in ("release", "step")
)
STORIES = Story.objects.order_by().values_list(
    Value("story"), "pk", "title", "initiative__area", "moved_at", Value("")
)
OUTCOMES = Outcome.objects.order_by().values_list(
    Value("outcome"), "initiative", "initiative__title", "initiative__area", "said_at", Value("")
)
REPORTS = Report.objects.order_by().values_list(
    Value("report"), "pk", "initiative__title", "initiative__area", "received_at", Value("")
)
HIDINGS = Hiding.objects.order_by().values_list(
    Value("hiding"), "pk", "initiative__title", "initiative__area", "appealed_at", Value("")
)
GATHERINGS = Gathering.objects.order_by().values_list(
    Value("gathering"), "pk", "title", "area", "ends_at", Value("")
)
# What is late comes first, the longest first; then what nobody wrote about.
ACTIONS = Action.objects.order_by(F("ends_on").asc(nulls_last=True), "pk").values_list(
    "pk", "title", "area__name", "ends_on", "updated_at"
)
# Applications, requests, agreements and signals have a day: asked in one question.
REQUESTS = Request.objects.order_by().values_list(
    Value("request"),
    "pk",
    "title",
    "area__name",
    "due_on",
    "department__name",
    "state",
    "department__manager",
    "went_to",
)
AGREEMENTS = Agreement.objects.order_by().values_list(
    Value("agreement"),
    "pk",
    "what",
    "roundtable__name",
    "due_on",
    Value(""),
    "state",
    Value(0),
    Value(0),
)
REQUEST_FOR_MONEY = (
    "pk",
    "initiative__title",
    "initiative__area__name",
    # Only a subsidy has a day; what has none waits since it came in.
    Coalesce("decide_by", "received_on"),
    "scheme__construction",
    "state",
    Value(0),
    Value(0),
)
SIGNALS = Signal.objects.order_by().values_list(
    Value("signal"),
    "pk",
    Cast(Left("text", 80), CharField()),
    "area__name",
    "due_on",
    Value(""),
    "state",
    Value(0),
    Value(0),
)
DECISIONS = Compass.objects.order_by().values_list(
    Value("decision"),
    "initiative",
    "initiative__title",
    "initiative__area__name",
    "due_on",
    Value(""),
    "initiative__state",
    Value(0),
    Value(0),
)
