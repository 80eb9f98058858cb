"""Paying what was granted: the account number, what is paid, and the batch in which it goes."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality, User
from areas.models.places import Provenance
from areas.rights import areas_where
from areas.roles import Permission
from budgets.models.applications import Application
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step

_BIC = RegexValidator(r"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$", _("Dit is geen BIC."))


class PayingRules(Provenance):
    """What the municipality's ledger calls a scheme, and how its receivers account for the money.

    For a scheme in all its versions: `code` is that of the scheme.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="paying_rules")
    cost_centre = models.CharField(_("kostenplaats"), max_length=40, blank=True)
    commitment = models.CharField(_("verplichtingnummer"), max_length=40, blank=True)
    picture_until_cents = models.PositiveBigIntegerField(
        _("een kort verhaal tot en met"), default=50_000
    )
    receipts_until_cents = models.PositiveBigIntegerField(
        _("een lijst van kosten tot en met"), default=500_000
    )

    # Whether a file of SEPA credit transfers may be made, and from which account of the town.
    transfers = models.BooleanField(_("overschrijfbestand"), default=False)
    pays_from = models.CharField(_("van rekening"), max_length=34, blank=True)
    pays_as = models.CharField(_("op naam van"), max_length=70, blank=True)
    bank = models.CharField(_("BIC van de bank"), max_length=11, blank=True, validators=[_BIC])

    privacy = classify(
        public="municipality code source assumed picture_until_cents receipts_until_cents",
        internal="cost_centre commitment transfers pays_from pays_as bank",
    )

    class Meta:
        verbose_name = _("regels voor betalen")
        verbose_name_plural = _("regels voor betalen")
        ordering = ["municipality", "code"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="paying_rules_once"),
            models.CheckConstraint(
                condition=Q(transfers=False) | ~(Q(pays_from="") | Q(pays_as="")),
                name="paying_rules_name_the_account",
            ),
        ]

    def __str__(self):
        return self.code

    @classmethod
    def of(cls, scheme) -> "PayingRules":
        """The rules of a scheme, else the usual ones."""
        mine = cls.objects.filter(municipality_id=scheme.municipality_id, code=scheme.code)
        return mine.exclude(code="").first() or cls(code=scheme.code)


class BankAccount(models.Model):
    """The account to which one grant is paid: sealed, and gone some weeks after the payment."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="bank_account", primary_key=True
    )
    # Account number and holder, as config.lib.sealing makes them unreadable.
    sealed = models.TextField(editable=False)
    last_four = models.CharField(_("laatste vier tekens"), max_length=4, editable=False)
    at = models.DateTimeField(default=now, editable=False)

    privacy = classify(
        personal="application sealed last_four at",
        retention="bank-accounts",
    )

    class Meta:
        verbose_name = _("rekeningnummer")
        verbose_name_plural = _("rekeningnummers")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.pk}"

    @property
    def masked(self) -> str:
        """The number as pages show it."""
        return f"•••• {self.last_four}"


class BatchState(models.TextChoices):
    """Where a batch of payments is."""

    MADE = "made", _("wacht op goedkeuring")
    APPROVED = "approved", _("goedgekeurd")
    TURNED_DOWN = "turned_down", _("niet goedgekeurd")


BATCH_MACHINE = Machine(
    BatchState,
    {
        BatchState.MADE: {
            BatchState.APPROVED: Step(_("Goedkeuren")),
            BatchState.TURNED_DOWN: Step(_("Niet goedkeuren")),
        },
    },
    start=BatchState.MADE,
    final={BatchState.APPROVED, BatchState.TURNED_DOWN},
)


class BatchQuerySet(models.QuerySet):
    """Batches of payments."""

    def visible_to(self, user):
        """Batches of which all payments are in areas where the user handles money or audits it."""
        if not user.is_authenticated:
            return self.none()
        inside = Q(pk__in=[])
        for permission in (Permission.PREPARE_MONEY, Permission.DECIDE_MONEY, Permission.AUDIT):
            areas = areas_where(user, permission)
            if areas is not None:
                inside |= Q(application__budget__area__in=areas)
        return self.exclude(pk__in=Payment.objects.exclude(inside).values("batch"))

    def of(self, municipality):
        """Batches of one municipality."""
        return self.filter(municipality=municipality)


class PaymentBatch(Versioned):
    """Payments that one colleague puts together and another approves."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="payment_batches")
    state = models.CharField(
        max_length=20, choices=BatchState, default=BatchState.MADE, editable=False
    )
    made_at = models.DateTimeField(default=now, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = BatchQuerySet.as_manager()
    privacy = classify(internal="version municipality state made_at made_by checked_at checked_by")

    class Meta:
        verbose_name = _("betaalopdracht")
        verbose_name_plural = _("betaalopdrachten")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="made", checked_by__isnull=True, checked_at__isnull=True)
                | Q(
                    state__in=["approved", "turned_down"],
                    checked_by__isnull=False,
                    checked_at__isnull=False,
                ),
                name="batch_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("made_by")),
                name="batch_checked_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        """The page of the batch."""
        return address("budgets:batch", self.pk)


class PaymentState(models.TextChoices):
    """Where a payment is."""

    READY = "ready", _("klaar om te betalen")
    PAID = "paid", _("betaald")
    FAILED = "failed", _("niet betaald")


PAYMENT_MACHINE = Machine(
    PaymentState,
    {
        PaymentState.READY: {
            PaymentState.PAID: Step(_("Betaald")),
            PaymentState.FAILED: Step(_("Niet betaald")),
        },
    },
    start=PaymentState.READY,
    final={PaymentState.PAID, PaymentState.FAILED},
)


class PaymentPart(models.TextChoices):
    """Which part of a grant is paid."""

    WHOLE = "whole", _("alles")
    ADVANCE = "advance", _("voorschot")
    REST = "rest", _("de rest, na vaststelling")


class Payment(Versioned):
    """What one grant is paid: in one go, or as an advance and the rest.

    Together never more than was granted; a trigger keeps that too (budgets.payment_rules).
    """

    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="payments")
    application = models.ForeignKey(Application, models.PROTECT, related_name="payments")
    part = models.CharField(
        _("welk deel"), max_length=10, choices=PaymentPart, default=PaymentPart.WHOLE
    )
    amount_cents = models.PositiveBigIntegerField(_("bedrag"))
    state = models.CharField(
        max_length=20, choices=PaymentState, default=PaymentState.READY, editable=False
    )
    settled_on = models.DateField(_("betaald op"), null=True, blank=True, editable=False)
    note = models.CharField(_("waarom niet"), max_length=200, blank=True, editable=False)
    # When the receiver was reminded to tell what came of it; once.
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    privacy = classify(
        public="version batch application part amount_cents state settled_on",
        internal="note reminded_on",
    )

    class Meta:
        verbose_name = _("betaling")
        verbose_name_plural = _("betalingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_above_zero"),
            models.CheckConstraint(
                condition=Q(state__in=PaymentState.values), name="payment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(part__in=PaymentPart.values), name="payment_part_known"
            ),
            models.UniqueConstraint(
                fields=["application", "part"],
                condition=Q(state__in=["ready", "paid"]),
                name="payment_of_a_part_once",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="ready"), name="payment_one_at_a_time"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """What the bank and the ledger know it by."""
        return f"GW{self.pk:08d}"
