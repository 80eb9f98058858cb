"""The life of a plan: what was done with it, its published versions, its phases, how it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.kinds import Deed
from areas.models.people import User
from areas.models.plans import Goal, Plan
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify


class PlanDeed(models.Model):
    """A dated step in the life of a plan, never edited; a correction is a new row."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="deeds", verbose_name=_("plan"))
    deed = models.CharField(_("wat"), max_length=20, choices=Deed)
    on = models.DateField(_("wanneer"), default=today)
    body = models.CharField(_("door wie"), max_length=200, blank=True)
    with_whom = models.CharField(_("met wie"), max_length=300, blank=True)
    changed = models.TextField(_("wat is erdoor veranderd"), max_length=2000, blank=True)
    reference = models.CharField(_("nummer van het besluit"), max_length=60, blank=True)
    paper_title = models.CharField(_("raadsstuk"), max_length=200, blank=True)
    paper_url = models.URLField(_("adres van het raadsstuk"), blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("door")
    )
    at = models.DateTimeField(default=now, editable=False)

    append_only = True
    privacy = classify(
        public="plan deed on body with_whom changed reference paper_title paper_url at",
        internal="by",
    )

    class Meta:
        verbose_name = _("stap van een plan")
        verbose_name_plural = _("stappen van een plan")
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.plan_id} {self.deed}"


class PlanVersionQuerySet(models.QuerySet):
    """Versions of plans."""

    def visible_to(self, user):
        """Versions of plans that the user may see; each holds only what was public."""
        return self.filter(plan__in=Plan.objects.visible_to(user).order_by())


class PlanVersion(models.Model):
    """A plan as it was published on a day: only what everyone could read, never edited."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("versie"))
    note = models.CharField(_("wat is er veranderd"), max_length=500, blank=True)
    content = models.JSONField(_("inhoud"))
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("door")
    )

    objects = PlanVersionQuerySet.as_manager()
    append_only = True
    privacy = classify(public="plan number note content at", internal="by")

    class Meta:
        verbose_name = _("versie van een plan")
        verbose_name_plural = _("versies van plannen")
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self):
        return f"{self.plan_id} {self.number}"

    def get_absolute_url(self):
        """Its page."""
        return address("areas:plan_version", self.plan_id, self.number)


class PlanPhase(Versioned):
    """A phase of an integral approach: one area, one social theme (source 000: Snijdelwijk)."""

    class Phase(models.TextChoices):
        """In this order."""

        PROBLEM = "1-problem", _("probleem")
        AIM = "2-aim", _("doel")
        APPROACH = "3-approach", _("aanpak")
        DOING = "4-doing", _("uitvoering")
        EVALUATION = "5-evaluation", _("evaluatie")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phases", verbose_name=_("plan"))
    phase = models.CharField(_("fase"), max_length=12, choices=Phase)
    text = models.TextField(_("tekst"), max_length=4000, blank=True)
    starts_on = models.DateField(_("van"), null=True, blank=True)
    done_on = models.DateField(_("klaar op"), null=True, blank=True)

    privacy = classify(public="version plan phase text starts_on done_on")

    class Meta:
        verbose_name = _("fase van een aanpak")
        verbose_name_plural = _("fasen van een aanpak")
        ordering = ["plan", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "phase"], name="plan_phase_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(done_on__gte=models.F("starts_on")),
                name="plan_phase_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.phase}"

    def get_absolute_url(self):
        """The page of its plan."""
        return self.plan.get_absolute_url()

    @property
    def area_id(self) -> int:
        """The area of its plan, for the trail."""
        return self.plan.area_id


class Verdict(models.Model):
    """How a plan or one of its goals goes, in words, on a day; never edited."""

    class Outcome(models.TextChoices):
        """In one word; "not known" is an honest answer."""

        ON_TRACK = "on_track", _("gaat goed")
        PARTLY = "partly", _("gaat voor een deel goed")
        BEHIND = "behind", _("gaat niet goed")
        REACHED = "reached", _("bereikt")
        UNKNOWN = "unknown", _("weten we nog niet")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="verdicts", verbose_name=_("plan"))
    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("doel"),
    )
    outcome = models.CharField(_("hoe gaat het"), max_length=10, choices=Outcome)
    text = models.TextField(_("waarom vindt u dat"), max_length=1000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("door")
    )

    append_only = True
    privacy = classify(public="plan goal outcome text at", internal="by")

    class Meta:
        verbose_name = _("oordeel")
        verbose_name_plural = _("oordelen")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.plan_id} {self.outcome}"
