"""The agenda: the actions that carry out plans, and their progress."""

from datetime import timedelta

from django.db import models
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from areas.models.kinds import Theme
from areas.models.motions import Motion
from areas.models.participation import PROMISE, Promise
from areas.models.people import User
from areas.models.places import Area
from areas.models.plans import SHOWN_PLANS, Goal, Plan
from areas.models.spots import SPOT, Spot
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from config.lib.text import normalise


class ActionState(models.TextChoices):
    """Where an action is."""

    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("loopt")
    DONE = "done", _("gereed")
    STOPPED = "stopped", _("gestopt")
    MERGED = "merged", _("opgegaan in een andere actie")


class Origin(models.TextChoices):
    """Where an action came from; what has a row of its own is linked beside it."""

    SIGNAL = "signal", _("signaal van een bewoner")
    INITIATIVE = "initiative", _("initiatief van bewoners")
    ADVICE = "advice", _("advies van een bewonersorganisatie")
    MEETING = "meeting", _("overleg")
    PLAN = "plan", _("plan")
    MOTION = "motion", _("motie van de raad")
    PLEDGE = "pledge", _("toezegging aan de raad")


ACTION_MACHINE = Machine(
    ActionState,
    {
        ActionState.PLANNED: {
            ActionState.RUNNING: Step(_("Starten")),
            ActionState.STOPPED: Step(_("Stoppen"), needs_reason=True),
            ActionState.MERGED: Step(_("Samenvoegen"), needs_reason=True, pressed=False),
        },
        ActionState.RUNNING: {
            ActionState.DONE: Step(_("Afronden")),
            ActionState.STOPPED: Step(_("Stoppen"), needs_reason=True),
            ActionState.MERGED: Step(_("Samenvoegen"), needs_reason=True, pressed=False),
        },
        ActionState.DONE: {ActionState.RUNNING: Step(_("Weer openen"), needs_reason=True)},
        ActionState.STOPPED: {ActionState.PLANNED: Step(_("Weer plannen"), needs_reason=True)},
    },
    start=ActionState.PLANNED,
    final={ActionState.MERGED},
)
ACTION_KINDS = {
    ActionState.PLANNED: "neutral",
    ActionState.RUNNING: "active",
    ActionState.DONE: "done",
    ActionState.STOPPED: "stopped",
    ActionState.MERGED: "neutral",
}
OPEN_STATES = (ActionState.PLANNED, ActionState.RUNNING)


class ActionQuerySet(models.QuerySet):
    """Actions."""

    def public(self):
        """Actions that anyone may read: marked public, and their plan (if any) is public too."""
        return self.filter(shown_to_everyone())

    def visible_to(self, user):
        """Public actions; internal ones where the user works; agreed ones for the council."""
        internal = areas_where(user, Permission.SEE_INTERNAL)
        council = areas_where(user, Permission.SEE_COUNCIL)
        shown = shown_to_everyone()
        if internal is not None:
            shown |= Q(area__in=internal)
        if council is not None:
            shown |= Q(area__in=council) & _agreed()
        return self.filter(shown)

    def of(self, municipality):
        """Actions in the areas of one municipality."""
        return self.filter(area__municipality=municipality)

    def within(self, area):
        """Actions of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def late(self):
        """Actions that should have been ready before today and are not."""
        return self.filter(state__in=OPEN_STATES, ends_on__lt=today())

    def counted(self):
        """Actions that count in a total: what was merged counts as the action it went into."""
        return self.exclude(state=ActionState.MERGED)

    def not_updated(self, municipality):
        """Open actions of a municipality that nobody wrote about for its number of weeks (B3)."""
        return self.of(municipality).filter(_quiet(municipality), state__in=OPEN_STATES)

    def late_or_quiet(self, municipality):
        """Open actions that are late, or that nobody wrote about for too long."""
        late = Q(ends_on__lt=today())
        return self.of(municipality).filter(late | _quiet(municipality), state__in=OPEN_STATES)

    def without_money(self):
        """Actions with a known cost that is not fully covered, by sure and unsure money (B3)."""
        covered = _sum_of("funding") + _sum_of("commitments")
        return self.alias(covered=covered).filter(cost_cents__gt=F("covered"))

    def search(self, text):
        """Actions with these words, blind for case and accents."""
        return self.filter(search__contains=normalise(text[:200]))


def _quiet(municipality) -> Q:
    """Nobody wrote about it for the number of weeks of the municipality."""
    return Q(updated_at__lt=now() - timedelta(weeks=municipality.progress_weeks))


def _sum_of(relation: str) -> Coalesce:
    """The cents that hang on an action by this relation, 0 without any; each is summed by itself,
    so that rows of one do not count the rows of the other twice.
    """
    rows = Action._meta.get_field(relation).related_model._default_manager
    rows = rows.filter(action=OuterRef("pk")).order_by().values("action")
    sums = rows.annotate(cents=Sum("amount_cents")).values("cents")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def _agreed(action=""):
    """Without a plan, or in a plan that is no draft and past its embargo."""
    begun = {f"{action}plan__state__in": SHOWN_PLANS, f"{action}plan__public_from__lte": today()}
    return Q(**{f"{action}plan__isnull": True}) | Q(**begun)


def shown_to_everyone(action=""):
    """Marked public, and agreed; `action` is the way to it, with its underscores."""
    return Q(**{f"{action}public": True}) & _agreed(action)


class Action(Spot, Promise, Versioned):
    """Something that will be done in an area: by whom, when, at what cost."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="actions", verbose_name=_("gebied"))
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        editable=False,
        verbose_name=_("plan"),
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("doel")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="actions", verbose_name=_("thema")
    )
    title = models.CharField(_("wat gaan we doen"), max_length=150)
    text = models.TextField(_("toelichting"), max_length=4000, blank=True)
    lead_user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trekker")
    )
    lead_label = models.CharField(
        _("trekker zoals iedereen die ziet"),
        max_length=100,
        blank=True,
        help_text=_("Bijvoorbeeld een afdeling, een partner of een dorpsoverleg."),
    )
    state = models.CharField(
        _("stand"), max_length=20, choices=ActionState, default=ActionState.PLANNED, editable=False
    )
    starts_on = models.DateField(_("van"), null=True, blank=True)
    ends_on = models.DateField(_("klaar op"), null=True, blank=True)
    cost_cents = models.PositiveBigIntegerField(_("kosten"), null=True, blank=True)
    public = models.BooleanField(_("voor iedereen te zien"), default=True)
    origin = models.CharField(_("waar komt het vandaan"), max_length=12, choices=Origin, blank=True)
    origin_text = models.CharField(_("toelichting op de herkomst"), max_length=200, blank=True)
    motion = models.ForeignKey(
        Motion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("motie of toezegging"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("opgegaan in"),
    )
    # The mark of its row in a spreadsheet, by which a second import finds it again.
    import_key = models.CharField(max_length=100, blank=True, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)
    search = models.CharField(max_length=400, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()
    privacy = classify(
        public="version area plan goal theme title text lead_label state starts_on ends_on"
        " cost_cents public origin origin_text motion merged_into updated_at"
        f" {SPOT} {PROMISE}",
        internal="lead_user import_key search",
    )

    class Meta(Spot.Meta):
        abstract = False
        verbose_name = _("actie")
        verbose_name_plural = _("acties")
        ordering = ["ends_on", "pk"]
        indexes = [
            models.Index(fields=["area", "state", "ends_on"], name="action_by_area"),
            # The overview, newest change first, read page by page from the last row seen.
            models.Index(fields=["-updated_at", "-id"], name="action_by_change"),
            # The same for what is open: what is late changed long ago, behind all that is ready.
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(state__in=OPEN_STATES),
                name="action_open_by_change",
            ),
        ]
        constraints = [
            *Spot.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "import_key"],
                condition=~Q(import_key=""),
                name="action_import_key_once",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="action_merged_into_another",
                violation_error_message=_("Zeg in welke actie deze is opgegaan."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="action_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the action."""
        return address("areas:action", self.pk)

    @property
    def is_late(self) -> bool:
        """Whether it should have been ready before today (as ActionQuerySet.late)."""
        return bool(self.state in OPEN_STATES and self.ends_on and self.ends_on < today())

    @property
    def lacks_explanation(self) -> bool:
        """Whether it is late and nobody wrote about it since the day it should have been ready."""
        return self.is_late and not self.updates.filter(at__date__gte=self.ends_on).exists()

    @property
    def promised(self) -> Promise | None:
        """What residents are promised here: by the action itself, else by its plan."""
        if self.has_promise:
            return self
        return self.plan if self.plan and self.plan.has_promise else None

    def is_quiet(self, weeks: int) -> bool:
        """Whether nobody wrote about it for this many weeks (as ActionQuerySet.not_updated)."""
        return self.state in OPEN_STATES and self.updated_at < now() - timedelta(weeks=weeks)

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return ACTION_KINDS[self.state]

    def clean_fields(self, exclude=None):
        """Keep in step what follows from other fields: the plan of the goal, the search text."""
        self.plan = self.goal.plan if self.goal else self.plan
        self.search = normalise(self.title, self.lead_label)[:400]
        super().clean_fields(exclude=exclude)


class Funding(Versioned):
    """Money of the municipality for an action: from which budget line, and whether it is sure."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="funding", verbose_name=_("actie")
    )
    source = models.CharField(_("waaruit"), max_length=120)
    amount_cents = models.PositiveBigIntegerField(_("bedrag"))
    sure = models.BooleanField(_("toegezegd"), default=False)

    privacy = classify(public="version action source amount_cents sure")

    class Meta:
        verbose_name = _("geld voor een actie")
        verbose_name_plural = _("geld voor acties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0),
                name="funding_above_zero",
                violation_error_message=_("Vul een bedrag in van meer dan €\xa00."),
            )
        ]

    def __str__(self):
        return self.source

    def get_absolute_url(self):
        """The page of its action."""
        return self.action.get_absolute_url()

    @property
    def area_id(self) -> int:
        """The area of its action, for the trail."""
        return self.action.area_id
