"""A grant that is withdrawn or lowered, before or after its settlement (Awb 4:48 - 4:49)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from budgets.models.grounds import RevocationGround
from config.lib.clock import now
from config.lib.models import classify


class Revocation(models.Model):
    """Less is left of a subsidy than was granted or settled, or nothing; never edited or deleted.

    The ground can say much of a person, so that only they and colleagues read it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="revocations")
    before_cents = models.PositiveBigIntegerField(_("was"))
    amount_cents = models.PositiveBigIntegerField(_("wordt"))
    ground = models.CharField(_("grond"), max_length=3, choices=RevocationGround)
    # Of a duty that was not kept after the settlement: from then on the five years run.
    breached_on = models.DateField(_("dag waarop het misging"), null=True, blank=True)
    # The receiver could react first, until this day, and said this (Awb 4:8).
    heard_until = models.DateField(_("reageren kon tot en met"))
    heard = models.TextField(_("wat de ontvanger zei"), max_length=2000)
    reason = models.TextField(_("reden"), max_length=2000)
    # The books of its year were closed: what comes back is kept by the financial department.
    outside_books = models.BooleanField(_("buiten de boeken"), default=False)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(
        public="application before_cents amount_cents reason outside_books at",
        internal="ground breached_on heard_until heard by",
    )

    class Meta:
        verbose_name = _("intrekking of wijziging")
        verbose_name_plural = _("intrekkingen en wijzigingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__lt=F("before_cents")), name="revocation_lowers"
            ),
            models.CheckConstraint(
                condition=Q(ground="49c", breached_on__isnull=False)
                | Q(
                    ground__in=[one for one in RevocationGround.values if one != "49c"],
                    breached_on__isnull=True,
                ),
                name="revocation_ground_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(heard=""), name="revocation_has_its_words"
            ),
            models.CheckConstraint(
                condition=Q(outside_books=False) | Q(ground__startswith="49"),
                name="revocation_before_settlement_is_booked",
            ),
            # Of two at the same moment one finds another amount than it came for.
            models.UniqueConstraint(fields=["application", "before_cents"], name="revocation_once"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.amount_cents}"

    @property
    def after_settlement(self) -> bool:
        """Whether it takes back a settlement, not only a grant."""
        return self.ground.startswith("49")
