"""The agenda: the actions that carry out plans, and their progress."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.people import User
from areas.models.places import Area
from areas.models.plans import SHOWN_PLANS, Goal, Plan, Theme
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


ACTION_MACHINE = Machine(
    ActionState,
    {
        ActionState.PLANNED: {
            ActionState.RUNNING: Step(_("Starten")),
            ActionState.STOPPED: Step(_("Stoppen"), needs_reason=True),
        },
        ActionState.RUNNING: {
            ActionState.DONE: Step(_("Afronden")),
            ActionState.STOPPED: Step(_("Stoppen"), needs_reason=True),
        },
        ActionState.DONE: {ActionState.RUNNING: Step(_("Weer openen"), needs_reason=True)},
        ActionState.STOPPED: {ActionState.PLANNED: Step(_("Weer plannen"), needs_reason=True)},
    },
    start=ActionState.PLANNED,
    final=set(),
)
ACTION_KINDS = {
    ActionState.PLANNED: "neutral",
    ActionState.RUNNING: "active",
    ActionState.DONE: "done",
    ActionState.STOPPED: "stopped",
}
OPEN_STATES = (ActionState.PLANNED, ActionState.RUNNING)


class ActionQuerySet(models.QuerySet):
    """Actions."""

    def public(self):
        """Actions that anyone may read: marked public, and their plan (if any) is public too."""
        return self.filter(_public_action())

    def visible_to(self, user):
        """Public actions; internal ones where the user works; agreed ones for the council."""
        internal = areas_where(user, Permission.SEE_INTERNAL)
        council = areas_where(user, Permission.SEE_COUNCIL)
        shown = _public_action()
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

    def search(self, text):
        """Actions with these words, blind for case and accents."""
        return self.filter(search__contains=normalise(text[:200]))


def _agreed(action=""):
    """Without a plan, or in a plan that is no draft and past its embargo."""
    begun = {f"{action}plan__state__in": SHOWN_PLANS, f"{action}plan__public_from__lte": today()}
    return Q(**{f"{action}plan__isnull": True}) | Q(**begun)


def _public_action(action=""):
    """Marked public, and agreed; `action` is the way to it, with its underscores."""
    return Q(**{f"{action}public": True}) & _agreed(action)


class Action(Versioned):
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
    updated_at = models.DateTimeField(default=now, editable=False)
    search = models.CharField(max_length=400, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()
    privacy = classify(
        public="version area plan goal theme title text lead_label state starts_on ends_on"
        " cost_cents public updated_at",
        internal="lead_user search",
    )

    class Meta:
        verbose_name = _("actie")
        verbose_name_plural = _("acties")
        ordering = ["ends_on", "pk"]
        indexes = [models.Index(fields=["area", "state", "ends_on"], name="action_by_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="action_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
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
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return ACTION_KINDS[self.state]

    def clean_fields(self, exclude=None):
        """Keep in step what follows from other fields: the plan of the goal, the search text."""
        self.plan = self.goal.plan if self.goal else self.plan
        self.search = normalise(self.title, self.lead_label)[:400]
        super().clean_fields(exclude=exclude)


class ProgressQuerySet(models.QuerySet):
    """Progress notes."""

    def visible_to(self, user):
        """Public notes on actions that the user may see, and all notes where the user works."""
        public = Q(public=True, action__in=Action.objects.visible_to(user).order_by())
        internal = areas_where(user, Permission.SEE_INTERNAL)
        return self.filter(public if internal is None else public | Q(action__area__in=internal))

    def visible_to_everyone(self):
        """Public notes on actions that anyone may read."""
        return self.filter(Q(public=True) & _public_action("action__"))


class ProgressUpdate(models.Model):
    """A dated note on an action; never edited or deleted (the database refuses it)."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="updates", verbose_name=_("actie")
    )
    text = models.TextField(_("wat is er gebeurd"), max_length=2000)
    state = models.CharField(_("nieuwe stand"), max_length=20, choices=ActionState, blank=True)
    public = models.BooleanField(_("voor iedereen te zien"), default=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=_("door")
    )

    objects = ProgressQuerySet.as_manager()
    append_only = True
    privacy = classify(public="action text state public at", internal="by")

    class Meta:
        verbose_name = _("voortgang")
        verbose_name_plural = _("voortgang")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action_id} {self.at:%Y-%m-%d}"

    def get_absolute_url(self):
        """The page of its action."""
        return self.action.get_absolute_url()
