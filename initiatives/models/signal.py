"""Signals: a resident's question or remark, which gets an answer within a promised term (D5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, Theme, User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from initiatives.models.initiatives import Initiative


class SignalState(models.TextChoices):
    """Where a signal is."""

    RECEIVED = "received", _("ontvangen")
    TAKEN_UP = "taken_up", _("in behandeling")
    ANSWERED = "answered", _("beantwoord")
    PASSED_ON = "passed_on", _("doorgegeven")
    FORWARDED = "forwarded", _("doorgestuurd")
    COMBINED = "combined", _("samengevoegd")
    # More at once from one place than people send: waits until somebody has looked.
    ASIDE = "aside", _("opzij gezet")
    PUT_AWAY = "put_away", _("weggelegd als reclame")


S = SignalState
_STEPS = {
    S.ANSWERED: Step(_("Beantwoorden")),
    S.PASSED_ON: Step(_("Doorgeven")),
    S.FORWARDED: Step(_("Doorsturen")),
    S.COMBINED: Step(_("Samenvoegen")),
}
SIGNAL_MACHINE = Machine(
    SignalState,
    {
        S.RECEIVED: {S.TAKEN_UP: Step(_("Oppakken")), **_STEPS},
        S.TAKEN_UP: _STEPS,
        S.ANSWERED: {S.TAKEN_UP: Step(_("Weer oppakken"))},
        S.PASSED_ON: {S.TAKEN_UP: Step(_("Weer oppakken"))},
        S.ASIDE: {S.RECEIVED: Step(_("Behandelen")), S.PUT_AWAY: Step(_("Wegleggen"))},
        S.PUT_AWAY: {S.RECEIVED: Step(_("Toch behandelen"))},
    },
    # Nearly all come in as received; what is set aside first is one step earlier.
    start=S.ASIDE,
    final={S.FORWARDED, S.COMBINED},
)
OPEN_SIGNALS = (S.RECEIVED, S.TAKEN_UP)
NOT_COUNTED = (S.ASIDE, S.PUT_AWAY)
SIGNAL_SHAPES = {
    S.RECEIVED: "waiting",
    S.TAKEN_UP: "active",
    S.ANSWERED: "done",
    S.PASSED_ON: "done",
    S.FORWARDED: "done",
    S.COMBINED: "stopped",
    S.ASIDE: "waiting",
    S.PUT_AWAY: "stopped",
}


class SignalQuerySet(models.QuerySet):
    """Signals."""

    def visible_to(self, user):
        """Those in areas where the person sees what residents bring; nobody else reads them."""
        areas = areas_where(user, Permission.SEE_INITIATIVES)
        return self.none() if areas is None else self.filter(area__in=areas)

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)

    def within(self, area):
        """Those of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def open(self):
        """Those that wait for an answer."""
        return self.filter(state__in=OPEN_SIGNALS)

    def waiting(self):
        """Open, or set aside until somebody has looked."""
        return self.filter(state__in=(*OPEN_SIGNALS, S.ASIDE))

    def aside(self):
        """Those that wait until somebody has looked whether they are meant."""
        return self.filter(state=S.ASIDE)

    def not_counted(self):
        """Those that are set aside or were put away."""
        return self.filter(state__in=NOT_COUNTED)

    def counted(self):
        """Those that are told in figures: not what is set aside or put away."""
        return self.exclude(state__in=NOT_COUNTED)

    def late(self):
        """Open, and the promised day has passed."""
        return self.open().filter(due_on__lt=today())


class Signal(Versioned):
    """A question or remark about an area. Its text is for colleagues; counts are for everyone."""

    class Kind(models.TextChoices):
        """What it is."""

        QUESTION = "question", _("een vraag")
        REMARK = "remark", _("iets dat u ons wilt laten weten")
        COMPLIMENT = "compliment", _("iets dat goed gaat")

    class Helped(models.TextChoices):
        """Whether the answer helped, in the words of who asked."""

        YES = "yes", _("ja")
        PARTLY = "partly", _("een beetje")
        NO = "no", _("nee")

    class Forwarded(models.TextChoices):
        """What it is in truth, so that it goes another way (Awb 2:3, domain D13)."""

        COMPLAINT = "complaint", _("een klacht over de gemeente")
        OBJECTION = "objection", _("een bezwaar tegen een besluit")
        INFORMATION = "information", _("een verzoek om informatie (Woo)")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="signals")
    area = models.ForeignKey(Area, models.PROTECT, related_name="signals", verbose_name=_("gebied"))
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signals",
        verbose_name=_("thema"),
    )
    kind = models.CharField(_("wat is het"), max_length=12, choices=Kind)
    text = models.TextField(_("uw vraag of opmerking"), max_length=2000)
    place = models.CharField(_("waar precies"), max_length=200, blank=True)
    contact_email = models.EmailField(_("uw e-mailadres"), blank=True)
    received_on = models.DateField(_("ontvangen op"), default=today)
    due_on = models.DateField(_("antwoord beloofd op"))
    state = models.CharField(
        _("stand"), max_length=10, choices=SignalState, default=SignalState.RECEIVED
    )
    moved_at = models.DateTimeField(default=now, editable=False)
    handler = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signals",
        verbose_name=_("wie pakt het op"),
    )
    answer = models.TextField(_("het antwoord"), max_length=4000, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    passed_to = models.CharField(_("aan wie"), max_length=120, blank=True)
    forwarded_as = models.CharField(
        _("wat is het eigenlijk"), max_length=12, choices=Forwarded, blank=True
    )
    outcome = models.CharField(_("wat is ermee gedaan"), max_length=150, blank=True)
    helped = models.CharField(_("heeft dit geholpen"), max_length=10, choices=Helped, blank=True)
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signals",
        verbose_name=_("actie op de agenda"),
    )
    initiative = models.ForeignKey(
        Initiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signals",
        verbose_name=_("initiatief"),
    )
    combined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="combined"
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SignalQuerySet.as_manager()
    privacy = classify(
        public="municipality area theme kind received_on due_on answered_on state outcome helped"
        " action initiative",
        internal="version moved_at handler passed_to forwarded_as combined_into erased_at",
        personal="text place contact_email answer",
        retention="signals",
    )

    class Meta:
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["area", "state", "due_on"], name="signal_to_answer"),
            models.Index(fields=["municipality", "received_on"], name="signal_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="forwarded") | ~Q(forwarded_as=""),
                name="signal_forwarded_as_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="combined") | Q(combined_into__isnull=False),
                name="signal_combined_into_another",
            ),
        ]

    def __str__(self):
        # What a resident wrote is not named where others meet its row.
        return f"{_('signaal')} {self.pk}"

    def get_absolute_url(self):
        """Its page for colleagues."""
        return address("signals:signal", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN_SIGNALS

    @property
    def is_late(self) -> bool:
        """Whether the promised day has passed without an answer."""
        return self.is_open and self.due_on < today()

    @property
    def shape(self) -> str:
        """The shape that goes with the word of its state."""
        return "late" if self.is_late else SIGNAL_SHAPES[self.state]

    @property
    def helps_to_ask(self) -> bool:
        """Whether to ask if the answer helped: once, after there is one."""
        return self.state in {S.ANSWERED, S.PASSED_ON} and not self.helped
