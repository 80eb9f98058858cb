"""Requests to a department: what the area asks, the answer, and who answers when it stays away."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.agenda import Action
from areas.models.people import User
from areas.models.places import Area, Municipality, Provenance
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step


class Department(Provenance):
    """Who can be asked something: a department of the municipality, or a partner."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="departments", verbose_name=_("gemeente")
    )
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("postbus van de afdeling"))
    manager = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("manager"),
        help_text=_(
            "Blijft antwoord uit, dan gaat het verzoek naar deze persoon. Leeg: naar de manager "
            "van het gebied."
        ),
    )
    answer_days = models.PositiveSmallIntegerField(_("werkdagen om te antwoorden"), default=10)

    privacy = classify(
        public="code source assumed municipality name answer_days",
        personal="email manager",
        retention="person",
    )

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelingen")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="department_code_once")
        ]

    def __str__(self):
        return self.name


class RequestState(models.TextChoices):
    """Where a request is."""

    ASKED = "asked", _("gevraagd")
    ESCALATED = "escalated", _("bij de manager")
    UNANSWERED = "unanswered", _("geen antwoord")
    YES = "yes", _("ja")
    NO = "no", _("nee")
    LATER = "later", _("later")
    WITHDRAWN = "withdrawn", _("ingetrokken")


R = RequestState
_ANSWERS = {
    R.YES: Step(_("Ja, we doen het")),
    R.NO: Step(_("Nee"), needs_reason=True),
    R.LATER: Step(_("Later"), needs_reason=True),
}
# Silence goes up, also after a promised day; where nobody is answerable it shows as unanswered.
# From one manager to the next, when the first is no longer the one who answers.
_OPEN = {
    **_ANSWERS,
    R.ESCALATED: Step(_("Naar de manager")),
    R.UNANSWERED: Step(_("Niemand geeft antwoord")),
    R.WITHDRAWN: Step(_("Intrekken")),
}
REQUEST_MACHINE = Machine(
    RequestState,
    {
        R.ASKED: _OPEN,
        R.ESCALATED: _OPEN,
        R.UNANSWERED: {to: step for to, step in _OPEN.items() if to != R.UNANSWERED},
        R.LATER: _OPEN,
    },
    start=R.ASKED,
    final={R.YES, R.NO, R.WITHDRAWN},
)
WAITING = (R.ASKED, R.ESCALATED, R.UNANSWERED)
ANSWERED = (R.YES, R.NO, R.LATER)
REQUEST_SHAPES = {
    R.ASKED: "waiting",
    R.ESCALATED: "late",
    R.UNANSWERED: "late",
    R.YES: "done",
    R.NO: "stopped",
    R.LATER: "active",
    R.WITHDRAWN: "stopped",
}


class RequestQuerySet(models.QuerySet):
    """Requests."""

    def visible_to(self, user):
        """Answered and public ones for everyone, unless the action is hidden; all of them where
        the user works; and what the user has to answer as the manager of a department.

        What was promised stays readable when the day went by and the request waits again.
        """
        answered = Q(pk__in=RequestAnswer.objects.order_by().values("request"))
        shown = Q(state__in=ANSWERED) | Q(state__in=WAITING) & answered
        shown &= Q(public=True)
        shown &= Q(action__isnull=True) | Q(action__in=Action.objects.public().order_by())
        if user.is_authenticated:
            shown |= Q(department__manager=user, escalated_at__isnull=False)
        internal = areas_where(user, Permission.SEE_INTERNAL)
        if internal is not None:
            shown |= Q(area__in=internal)
        return self.filter(shown)

    def of(self, municipality):
        """Requests in the areas of one municipality."""
        return self.filter(area__municipality=municipality)

    def waiting(self):
        """Requests without an answer, or with a promise whose day went by."""
        return self.filter(Q(state__in=WAITING) | Q(state=R.LATER, due_on__lt=today()))

    def answered(self):
        """Requests with an answer that still holds."""
        return self.filter(state__in=ANSWERED).exclude(state=R.LATER, due_on__lt=today())

    def overdue(self):
        """Requests that should have been answered before today."""
        return self.waiting().filter(due_on__lt=today())


class Request(Versioned):
    """What the area asks of a department or partner, to be answered before a day.

    `due_on` is the day on which something is expected: the answer, or what was promised for later.
    `went_to` is who is answerable, once silence went up.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="requests", verbose_name=_("gebied")
    )
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("bij actie"),
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="requests", verbose_name=_("aan wie")
    )
    title = models.CharField(_("wat vraagt u"), max_length=150)
    text = models.TextField(_("toelichting"), max_length=2000, blank=True)
    public = models.BooleanField(_("iedereen mag het antwoord lezen"), default=True)
    state = models.CharField(
        _("stand"), max_length=10, choices=RequestState, default=RequestState.ASKED, editable=False
    )
    asked_on = models.DateField(_("gevraagd op"), default=today, editable=False)
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=_("gevraagd door")
    )
    due_on = models.DateField(_("antwoord uiterlijk op"))
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(null=True, blank=True, editable=False)
    went_to = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("ligt bij"),
    )

    objects = RequestQuerySet.as_manager()
    privacy = classify(
        public="version area action department title text public state asked_on due_on",
        internal="asked_by reminded_at escalated_at went_to",
    )

    class Meta:
        verbose_name = _("verzoek aan een afdeling")
        verbose_name_plural = _("verzoeken aan afdelingen")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="request_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("asked_on")),
                name="request_due_after_asked",
                violation_error_message=_("De dag voor het antwoord ligt in het verleden."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page."""
        return address("areas:request", self.pk)

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return REQUEST_SHAPES[self.state]

    @property
    def is_waiting(self) -> bool:
        """Whether there is no answer yet, or one that no longer holds (as waiting)."""
        return self.state in WAITING or self.is_promise_passed

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been answered before today (as RequestQuerySet.overdue)."""
        return self.is_waiting and self.due_on < today()

    @property
    def is_promise_passed(self) -> bool:
        """Whether it was promised for a day that went by."""
        return self.state == R.LATER and self.due_on < today()

    @property
    def holder(self) -> "User | Department":
        """Who is to answer: the department, or the person to whom it went up."""
        return self.went_to or self.department


class RequestAnswer(models.Model):
    """What was answered, by whom as a function, never edited; the newest one counts."""

    request = models.ForeignKey(
        Request, models.PROTECT, related_name="answers", verbose_name=_("verzoek")
    )
    state = models.CharField(_("antwoord"), max_length=10, choices=RequestState)
    text = models.TextField(_("waarom, of hoe"), max_length=2000, blank=True)
    promised_on = models.DateField(_("wanneer"), null=True, blank=True)
    answered_as = models.CharField(_("namens"), max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    append_only = True
    privacy = classify(public="request state text promised_on answered_as at")

    class Meta:
        verbose_name = _("antwoord op een verzoek")
        verbose_name_plural = _("antwoorden op verzoeken")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.request_id} {self.state}"
