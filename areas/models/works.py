"""Works and maintenance of the municipality, as its own programme has them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.places import Area, Municipality
from areas.models.spots import SPOT, Spot
from config.lib.clock import now, today
from config.lib.models import classify


class WorkQuerySet(models.QuerySet):
    """Works."""

    def visible_to(self, user):
        """All works are public."""
        return self

    def of(self, municipality):
        """Works of one municipality."""
        return self.filter(municipality=municipality)

    def open(self):
        """What is planned or under way."""
        return self.filter(state__in=[Work.State.PLANNED, Work.State.RUNNING])

    def still_to_discuss(self):
        """Works about which residents may still have a say today."""
        return self.open().filter(talk_until__gte=today())


class Work(Spot):
    """Something that is built, repaired or maintained; owned by the import that brings it."""

    class State(models.TextChoices):
        """Where it is."""

        PLANNED = "planned", _("gepland")
        RUNNING = "running", _("in uitvoering")
        DONE = "done", _("gereed")
        DROPPED = "dropped", _("gaat niet door")

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="works", verbose_name=_("gemeente")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="works", verbose_name=_("gebied"))
    code = models.CharField(_("kenmerk"), max_length=60)
    title = models.CharField(_("wat"), max_length=200)
    kind = models.CharField(_("soort werk"), max_length=80, blank=True)
    text = models.TextField(_("toelichting"), max_length=2000, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.PLANNED)
    starts_on = models.DateField(_("van"), null=True, blank=True)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    talk_until = models.DateField(_("meepraten tot en met"), null=True, blank=True)
    url = models.URLField(_("meer weten"), blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    updated_at = models.DateTimeField(default=now, editable=False)

    objects = WorkQuerySet.as_manager()
    privacy = classify(
        public="municipality area code title kind text state starts_on ends_on talk_until url"
        " source updated_at " + SPOT
    )

    class Meta(Spot.Meta):
        abstract = False
        verbose_name = _("werk in uitvoering")
        verbose_name_plural = _("werken in uitvoering")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["area", "state", "starts_on"], name="work_by_area")]
        constraints = [
            *Spot.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "code"], name="work_code_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="work_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return WORK_KINDS[self.state]

    @property
    def may_talk(self) -> bool:
        """Whether residents may still have a say today (as WorkQuerySet.still_to_discuss)."""
        is_open = self.state in {Work.State.PLANNED, Work.State.RUNNING}
        return bool(is_open and self.talk_until and self.talk_until >= today())


WORK_KINDS = {
    Work.State.PLANNED: "neutral",
    Work.State.RUNNING: "active",
    Work.State.DONE: "done",
    Work.State.DROPPED: "stopped",
}
