"""The term of a decision: what a scheme says of it, and the steps that change its end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from config.lib.clock import now, today
from config.lib.models import classify
from config.terms.term import Basis, Unit


class TermUnit(models.TextChoices):
    """In what a term is counted."""

    DAYS = Unit.DAYS, _("dagen")
    WEEKS = Unit.WEEKS, _("weken")
    MONTHS = Unit.MONTHS, _("maanden")


class TermBasis(models.TextChoices):
    """Where the term comes from; it decides whether the Awt moves the end."""

    AWB = Basis.AWB, _("Algemene wet bestuursrecht")
    AMVB = Basis.AMVB, _("algemene maatregel van bestuur")
    BYLAW = Basis.BYLAW, _("gemeentelijke verordening")
    OWN = Basis.OWN, _("door de gemeente zelf bepaald")


class PauseGround(models.TextChoices):
    """Why a term stands still besides a question to complete (Awb 4:15 lid 2)."""

    CONSENT = "consent", _("de aanvrager stemde er schriftelijk mee in")
    DELAY = "delay", _("de vertraging komt door de aanvrager")
    FORCE = "force", _("overmacht")


class TermStep(models.Model):
    """Something that changes when must be decided; never edited or deleted.

    Asked to complete, with a last day (Awb 4:5, 4:15): the term stands still. Completed: it runs
    again. Paused: it stood or stands still from `on` until `until`, both included, on a ground of
    Awb 4:15 lid 2. Put off, with a new last day (Awb 4:14). Left: what was asked did not come, and
    there will be no decision on what is asked (Awb 4:5). Notice: a notice of default came, on its
    day, so that deciding too late costs money (Awb 4:17).
    """

    class Kind(models.TextChoices):
        """What happened."""

        ASKED = "asked", _("aanvulling gevraagd")
        COMPLETED = "completed", _("aangevuld")
        PAUSED = "paused", _("termijn opgeschort")
        PUT_OFF = "put_off", _("beslissing uitgesteld")
        LEFT = "left", _("niet in behandeling genomen")
        NOTICE = "notice", _("ingebrekestelling ontvangen")

    application = models.ForeignKey(
        "budgets.Application", models.PROTECT, related_name="term_steps"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField(_("op"), default=today)
    until = models.DateField(_("tot en met"), null=True, blank=True)
    ground = models.CharField(
        _("waarom staat de termijn stil"), max_length=10, choices=PauseGround, blank=True
    )
    # What is missing, or why it takes longer, as the initiator reads it.
    text = models.TextField(_("tekst"), max_length=2000, blank=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    append_only = True
    privacy = classify(public="application kind on until ground", internal="text at by")

    class Meta:
        verbose_name = _("stap in de termijn")
        verbose_name_plural = _("stappen in de termijn")
        ordering = ["pk"]
        constraints = [
            # Without a last day nothing stands still (ABRvS, ECLI:NL:RVS:2016:2527).
            models.CheckConstraint(
                condition=Q(kind__in=["completed", "left", "notice"], until__isnull=True)
                | Q(kind__in=["asked", "put_off", "paused"], until__isnull=False),
                name="term_step_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="paused", ground__in=PauseGround.values, until__gte=F("on"))
                | (~Q(kind="paused") & Q(ground="")),
                name="term_step_pause_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["completed", "notice"]) | ~Q(text=""),
                name="term_step_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.kind}"

    def get_absolute_url(self):
        """The page of its application."""
        return self.application.get_absolute_url()
