"""Plans: what is agreed for an area over a period, and the goals it has."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models.indicators import Indicator
from areas.models.kinds import PlanKind, Theme
from areas.models.participation import PROMISE, Promise
from areas.models.places import Area
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step


class PlanState(models.TextChoices):
    """Where a plan is in its life."""

    DRAFT = "draft", _("in voorbereiding")
    RUNNING = "running", _("loopt")
    ENDED = "ended", _("afgerond")
    REPLACED = "replaced", _("vervangen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


PLAN_MACHINE = Machine(
    PlanState,
    {
        PlanState.DRAFT: {
            PlanState.RUNNING: Step(_("Laten ingaan")),
            PlanState.WITHDRAWN: Step(_("Intrekken"), needs_reason=True),
        },
        PlanState.RUNNING: {
            PlanState.ENDED: Step(_("Afronden")),
            PlanState.REPLACED: Step(_("Vervangen"), pressed=False),
            PlanState.WITHDRAWN: Step(_("Intrekken"), needs_reason=True),
        },
        PlanState.ENDED: {
            PlanState.RUNNING: Step(_("Weer openen"), needs_reason=True),
            PlanState.REPLACED: Step(_("Vervangen"), pressed=False),
        },
    },
    start=PlanState.DRAFT,
    final={PlanState.REPLACED, PlanState.WITHDRAWN},
)


# What others may read once its embargo is over: all but a plan in the making.
SHOWN_PLANS = tuple(state for state in PlanState if state != PlanState.DRAFT)
PLAN_KINDS = {
    PlanState.DRAFT: "waiting",
    PlanState.RUNNING: "active",
    PlanState.ENDED: "done",
    PlanState.REPLACED: "neutral",
    PlanState.WITHDRAWN: "stopped",
}


class PlanQuerySet(models.QuerySet):
    """Plans."""

    def of(self, municipality):
        """Plans for the areas of one municipality."""
        return self.filter(area__municipality=municipality)

    def public(self):
        """Plans that anyone may read: in force or later, and past their embargo."""
        return self.filter(state__in=SHOWN_PLANS, public_from__lte=today())

    def visible_to(self, user):
        """Public plans, and all plans of areas where the user may see internal work."""
        internal = areas_where(user, Permission.SEE_INTERNAL)
        if internal is None:
            return self.public()
        return self.filter(
            Q(state__in=SHOWN_PLANS, public_from__lte=today()) | Q(area__in=internal)
        )


class Plan(Promise, Versioned):
    """What is agreed for an area over a period."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="plans", verbose_name=_("gebied"))
    kind = models.ForeignKey(
        PlanKind, models.PROTECT, related_name="plans", verbose_name=_("soort")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("werkt uit"),
    )
    replaces = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("vervangt"),
    )
    title = models.CharField(_("titel"), max_length=150)
    summary = models.TextField(_("in het kort"), max_length=2000, blank=True)
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    state = models.CharField(_("stand"), max_length=20, choices=PlanState, default=PlanState.DRAFT)
    public_from = models.DateField(_("openbaar vanaf"), null=True, blank=True)
    adopted_by = models.CharField(_("vastgesteld door"), max_length=200, blank=True)
    state_reason = models.TextField(
        _("waarom deze stand"), max_length=1000, blank=True, editable=False
    )

    objects = PlanQuerySet.as_manager()
    privacy = classify(
        public="version area kind parent replaces title summary starts_on ends_on state"
        " public_from adopted_by state_reason " + PROMISE
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plannen")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="plan_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the plan."""
        return address("areas:plan", self.pk)

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return PLAN_KINDS[self.state]

    @property
    def years(self) -> str:
        """The years in which it runs, in words."""
        first, last = self.starts_on.year, self.ends_on and self.ends_on.year
        if last is None:
            return _say("%(year)d en verder") % {"year": first}
        return str(first) if first == last else f"{first}–{last}"

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it (as PlanQuerySet.public)."""
        past_embargo = bool(self.public_from and self.public_from <= today())
        return self.state != PlanState.DRAFT and past_embargo

    def covers(self, area_id: int) -> bool:
        """Whether an area is the plan's area, lies below it, or belongs to it as a division."""
        return (
            Area.objects.filter(pk=area_id)
            .filter(
                Q(ancestor_rows__ancestor=self.area_id)
                | Q(ancestor_rows__ancestor__groups__group=self.area_id)
            )
            .exists()
        )


def _figure(name) -> models.DecimalField:
    """A column for a figure of an indicator."""
    return models.DecimalField(name, max_digits=14, decimal_places=4, null=True, blank=True)


class GoalQuerySet(models.QuerySet):
    """Goals."""

    def without_measure(self):
        """Goals that nothing tells the end of: no target, and nobody who judges."""
        return self.filter(
            Q(indicator__isnull=True) | Q(target__isnull=True),
            Q(judged_by="") | Q(judged_when="") | Q(measured_by=""),
        )

    def visible_to(self, user):
        """Goals of plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user).order_by())


class Goal(Versioned):
    """What a plan wants to reach, on a theme."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name=_("plan"))
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="goals", verbose_name=_("thema"))
    title = models.CharField(_("doel"), max_length=200)
    text = models.TextField(_("toelichting"), max_length=2000, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("gemeten met"),
    )
    baseline = _figure(_("beginwaarde"))
    baseline_year = models.PositiveSmallIntegerField(_("in het jaar"), null=True, blank=True)
    target = _figure(_("streefwaarde"))
    target_year = models.PositiveSmallIntegerField(_("voor het eind van"), null=True, blank=True)
    expected = models.TextField(_("wat verwachten we"), max_length=1000, blank=True)
    measured_by = models.CharField(_("waaraan zien we dat het lukt"), max_length=300, blank=True)
    judged_by = models.CharField(_("wie beoordeelt het"), max_length=200, blank=True)
    judged_when = models.CharField(_("wanneer"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    objects = GoalQuerySet.as_manager()
    privacy = classify(
        public="version plan theme title text indicator baseline baseline_year target target_year"
        " expected measured_by judged_by judged_when order"
    )

    class Meta:
        verbose_name = _("doel")
        verbose_name_plural = _("doelen")
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_year__isnull=True)
                | Q(baseline__isnull=False, baseline_year__isnull=False),
                name="goal_baseline_and_year",
                violation_error_message=_("Geef de beginwaarde en het jaar allebei, of geen."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, target_year__isnull=True)
                | Q(target__isnull=False, target_year__isnull=False, indicator__isnull=False),
                name="goal_target_with_year_and_indicator",
                violation_error_message=_("Bij een streefwaarde horen een jaar en een indicator."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its place on the page of the plan."""
        return f"{address('areas:plan', self.plan_id)}#doel-{self.pk}"

    @property
    def is_measured(self) -> bool:
        """Whether a figure tells that it was reached: an indicator with a target (domain B2)."""
        return self.indicator_id is not None and self.target is not None

    @property
    def is_judged(self) -> bool:
        """Whether people tell: by whom, when and by what."""
        return bool(self.judged_by and self.judged_when and self.measured_by)

    @property
    def area_id(self) -> int:
        """The area of its plan, for the trail."""
        return self.plan.area_id
