"""After the money was spent: what came of it, and the settlement (Awb 4:42 - 4:47)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from config.lib.clock import now
from config.lib.models import classify


class ReportKind(models.TextChoices):
    """How much is asked of who received money; the scheme says up to which amount."""

    STORY = "story", _("een kort verhaal")
    RECEIPTS = "receipts", _("een lijst van kosten")
    STATEMENT = "statement", _("een verslag met kosten en baten")


class SpendingReport(models.Model):
    """What the receiver tells of the money; never edited, a new one replaces it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="spending_reports")
    kind = models.CharField(max_length=12, choices=ReportKind, editable=False)
    story = models.TextField(_("wat kwam ervan terecht"), max_length=2000)
    costs = models.TextField(_("de kosten"), max_length=5000, blank=True)
    spent_cents = models.PositiveBigIntegerField(_("uitgegeven"))
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    privacy = classify(public="application kind spent_cents story", internal="costs at by")

    class Meta:
        verbose_name = _("verantwoording")
        verbose_name_plural = _("verantwoordingen")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.application_id} {self.kind}"


class LowerGround(models.TextChoices):
    """Why a subsidy may be settled lower than it was granted (Awb 4:46 lid 2)."""

    ACTIVITIES = "a", _("De activiteiten zijn niet of niet helemaal gedaan (Awb 4:46 lid 2 a).")
    DUTIES = "b", _("Aan een verplichting is niet voldaan (Awb 4:46 lid 2 b).")
    WRONG_DATA = "c", _("De gegevens waren onjuist of onvolledig (Awb 4:46 lid 2 c).")
    KNEW = "d", _("De verlening was onjuist, en dat was te weten (Awb 4:46 lid 2 d).")


class Settlement(models.Model):
    """What a grant came to in the end; never edited or deleted."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="settlement")
    granted_cents = models.PositiveBigIntegerField(_("toegekend"))
    amount_cents = models.PositiveBigIntegerField(_("vastgesteld op"))
    ground = models.CharField(_("grond"), max_length=1, choices=LowerGround, blank=True)
    # Before it is settled lower the receiver could react, until this day, and said this (Awb 4:8).
    heard_until = models.DateField(_("reageren kon tot en met"), null=True, blank=True)
    heard = models.TextField(_("wat de ontvanger zei"), max_length=2000, blank=True)
    # Without an account of the receiver (Awb 4:47).
    ex_officio = models.BooleanField(_("ambtshalve"), default=False)
    reason = models.TextField(_("reden"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(
        public="application granted_cents amount_cents ground ex_officio reason at",
        internal="heard_until heard by",
    )

    class Meta:
        verbose_name = _("vaststelling")
        verbose_name_plural = _("vaststellingen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents=F("granted_cents"), ground="")
                | Q(amount_cents__lt=F("granted_cents"), ground__in=LowerGround.values),
                name="settlement_lower_with_ground",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.amount_cents}"
