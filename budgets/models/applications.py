"""Applications: an initiative asks money, and what was decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from areas.rights import areas_where
from areas.roles import Permission, RoleKind
from budgets.models.budgets import Budget
from budgets.models.grounds import FIXED_GROUNDS, RefusalGround
from budgets.models.rules import Audience, Construction, Route
from budgets.models.schemes import Scheme
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from initiatives.models import SHOWN_STATES, CoInitiator, Initiative


class ApplicationState(models.TextChoices):
    """Where a request for money is."""

    ASKED = "asked", _("aangevraagd")
    GRANTED = "granted", _("toegekend")
    REFUSED = "refused", _("afgewezen")
    # Not completed in time (Awb 4:5).
    UNTREATED = "untreated", _("niet in behandeling genomen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


A = ApplicationState
APPLICATION_MACHINE = Machine(
    ApplicationState,
    {
        A.ASKED: {
            A.GRANTED: Step(_("Toekennen"), needs_reason=True),
            A.REFUSED: Step(_("Afwijzen"), needs_reason=True),
            A.UNTREATED: Step(_("Niet in behandeling nemen"), needs_reason=True),
            A.WITHDRAWN: Step(_("Intrekken")),
        },
    },
    start=A.ASKED,
    final={A.GRANTED, A.REFUSED, A.UNTREATED, A.WITHDRAWN},
)


_ROUTES = {
    Construction.SUBSIDY: Route.APPLICANT,
    Construction.HOLDER: Route.HOLDER,
    Construction.OWN: Route.CARRIED_OUT,
    Construction.COUNCIL: Route.CARRIED_OUT,
    Construction.IN_KIND: Route.DELIVERED,
}
_SHAPES = {
    A.ASKED: "waiting",
    A.GRANTED: "done",
    A.REFUSED: "stopped",
    A.UNTREATED: "stopped",
    A.WITHDRAWN: "neutral",
}


def own_of(user, path: str = "") -> Q:
    """Requests that this person brought: alone, together with others, or for somebody; `path`
    leads to the request.
    """
    together = CoInitiator.objects.taking_part().filter(user=user).order_by()
    own = Q(**{f"{path}initiative__submitter": user}) | Q(**{f"{path}asked_by": user})
    return own | Q(**{f"{path}initiative__in": together.values("initiative")})


class ApplicationQuerySet(models.QuerySet):
    """Applications."""

    def public(self):
        """Applications with an initiative that everyone may see."""
        return self.filter(
            initiative__released_at__isnull=False, initiative__state__in=SHOWN_STATES
        )

    def visible_to(self, user):
        """Public ones, one's own, and those in areas where the user may see the money."""
        shown = Q(initiative__released_at__isnull=False, initiative__state__in=SHOWN_STATES)
        if user.is_authenticated:
            shown |= Q(initiative__submitter=user)
        areas = areas_where(user, Permission.SEE_MONEY)
        if areas is not None:
            shown |= Q(budget__area__in=areas)
        return self.filter(shown)

    def of(self, municipality):
        """Applications of one municipality."""
        return self.filter(scheme__municipality=municipality)

    def for_page(self):
        """With what the page of one application shows."""
        return self.select_related(
            "initiative__area", "scheme__holder", "budget__area", "decision__by", "asked_by"
        ).prefetch_related("revocations")

    def waiting(self):
        """Applications that wait for a decision."""
        return self.filter(state=ApplicationState.ASKED)

    def waiting_for(self, user):
        """Applications that this person may decide on, by area; the page knows the finer rules."""
        areas = areas_where(user, Permission.DECIDE_MONEY)
        if areas is None:
            return self.none()
        rows = self.waiting().filter(budget__area__in=areas)
        return rows.exclude(own_of(user))


class Application(Versioned):
    """An initiative asks an amount from a budget.

    `scheme` is the version of the rules under which it was asked; the budget may have been opened
    under an earlier one.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="applications")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="applications")
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, related_name="applications", verbose_name=_("regeling")
    )
    asked_cents = models.PositiveBigIntegerField(_("gevraagd bedrag"))
    purpose = models.CharField(_("waarvoor is het geld"), max_length=300)
    # What the scheme asks of it: which of its kinds, for whom, all the costs, and goods or money.
    kind = models.CharField(_("soort aanvraag"), max_length=80, blank=True)
    asked_as = models.CharField(_("voor wie"), max_length=12, choices=Audience, blank=True)
    cost_cents = models.PositiveBigIntegerField(_("kosten in totaal"), null=True, blank=True)
    in_kind = models.BooleanField(_("hulp in natura"), default=False)
    state = models.CharField(
        max_length=20, choices=ApplicationState, default=ApplicationState.ASKED, editable=False
    )
    received_on = models.DateField(_("ontvangen op"), default=today)
    # From when it counts in the order of receipt (Awb 4:26); empty while something is missing.
    complete_on = models.DateField(_("compleet op"), null=True, default=today, editable=False)
    # Follows from the scheme and the steps (budgets.term_clock), kept so that lists can ask for it.
    # Only a subsidy has such a day.
    decide_by = models.DateField(_("beslissen uiterlijk"), null=True, editable=False)
    # The role that the scheme names for this amount, kept so that lists can ask for it.
    decided_by = models.CharField(
        _("wie beslist"), max_length=30, choices=RoleKind, blank=True, editable=False
    )
    created_at = models.DateTimeField(default=now, editable=False)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ApplicationQuerySet.as_manager()
    privacy = classify(
        public="version initiative budget scheme asked_cents purpose kind asked_as cost_cents"
        " in_kind state received_on complete_on decide_by decided_by",
        internal="created_at asked_by",
    )

    class Meta:
        verbose_name = _("aanvraag")
        verbose_name_plural = _("aanvragen")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["budget", "state"], name="application_by_budget"),
            models.Index(fields=["budget", "-received_on", "-id"], name="application_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_cents__gt=0),
                name="application_asks_something",
                violation_error_message=_("Vul een bedrag in van meer dan €\xa00."),
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=ApplicationState.ASKED),
                name="application_one_at_a_time",
                violation_error_message=_("Voor dit initiatief loopt al een aanvraag."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative} {self.pk}"

    def get_absolute_url(self):
        """The page of the application."""
        return address("budgets:application", self.pk)

    @property
    def decider(self) -> str:
        """Who decides on this amount, in words; empty when the scheme does not say."""
        return self.scheme.decider_of(self.asked_cents).decider

    @property
    def route(self) -> str:
        """How a grant on it ends: paid, carried out or delivered (a `Route`)."""
        if self.in_kind:
            return Route.DELIVERED
        return _ROUTES[self.scheme.construction]

    @property
    def route_name(self) -> str:
        """How it ends, in words: "uitgevoerd door de gemeente"."""
        return str(Route(self.route).label)

    @property
    def is_paid_out(self) -> bool:
        """Whether money goes to somebody's account."""
        return self.route in {Route.APPLICANT, Route.HOLDER}

    @property
    def payee(self) -> str:
        """Who is paid when that is not who asked, in words."""
        return self.scheme.holder_name if self.route == Route.HOLDER else ""

    @property
    def granted_cents(self) -> int:
        """What is left of a grant: as decided, or lower since it was changed; 0 when withdrawn."""
        later = (one.amount_cents for one in self.revocations.all())
        return min([self.decision.amount_cents, *later])

    @property
    def state_name(self) -> str:
        """The state in words. `get_state_display` goes through all choices anew for each row."""
        return ApplicationState(self.state).label

    @property
    def state_kind(self) -> str:
        """The shape that goes with the state (the `status` tag)."""
        return _SHAPES[self.state]


class Decision(models.Model):
    """What was decided on an application; never edited or deleted."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    granted = models.BooleanField(_("toegekend"))
    amount_cents = models.PositiveBigIntegerField(_("bedrag"), default=0)
    reason = models.TextField(_("reden"), max_length=2000)
    # Of a subsidy for which less was granted than asked. It can say much of a person (Awb 4:35
    # lid 2 b), so that only they and colleagues read it.
    ground = models.CharField(_("grond"), max_length=8, choices=RefusalGround, blank=True)
    ground_text = models.CharField(_("welke andere grond"), max_length=300, blank=True)
    # A follow-up: of who had a subsidy for the same during three years or more (Awb 4:51).
    follow_up = models.BooleanField(_("vervolgaanvraag"), default=False)
    # Before less was granted the applicant could react, until this day, and said this (Awb 4:7).
    heard_until = models.DateField(_("reageren kon tot en met"), null=True, blank=True)
    heard = models.TextField(_("wat de aanvrager zei"), max_length=2000, blank=True)
    # Why another decision than the body advised; everyone reads it (Awb 3:50).
    deviation = models.TextField(_("waarom anders dan het advies"), max_length=2000, blank=True)
    # The paper it rests on: of a pot of the council its own decision, with number and day.
    reference = models.CharField(_("raadsbesluit"), max_length=200, blank=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(
        public="application granted amount_cents reason deviation reference at",
        internal="ground ground_text follow_up heard_until heard by",
    )

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True, amount_cents__gt=0) | Q(granted=False, amount_cents=0),
                name="decision_amount_fits",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=(Q(ground="other") & ~Q(ground_text=""))
                | Q(ground__in=["", *FIXED_GROUNDS], ground_text=""),
                name="decision_ground_known",
            ),
            models.CheckConstraint(
                condition=Q(heard="", heard_until__isnull=True)
                | (Q(heard_until__isnull=False) & ~Q(heard="") & ~Q(ground="")),
                name="decision_heard_before_less",
            ),
            models.CheckConstraint(
                condition=Q(follow_up=False) | Q(ground="") | ~Q(heard=""),
                name="decision_follow_up_heard",
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.granted}"

    def get_absolute_url(self):
        """The page of its application."""
        return self.application.get_absolute_url()

    @property
    def ground_words(self) -> str:
        """On which ground less was granted than asked, with its article; empty for none."""
        if not self.ground:
            return ""
        return f"{RefusalGround(self.ground).label} {self.ground_text}".strip()
