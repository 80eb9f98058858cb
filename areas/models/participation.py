"""What residents are promised: how much they have to say, and whether that was kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.places import Municipality, Provenance
from config.lib.models import classify


class ParticipationLevel(Provenance):
    """A rung of the ladder, as the municipality names it: informeren … meebeslissen, zelf doen.

    Rows, not a closed list: municipalities have their own ladder (law.md section 16).
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="participation_levels"
    )
    name = models.CharField(_("naam"), max_length=60)
    text = models.CharField(_("uitleg"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    privacy = classify(public="code source assumed municipality name text order")

    class Meta:
        verbose_name = _("mate van meedoen")
        verbose_name_plural = _("maten van meedoen")
        ordering = ["municipality", "order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], name="participation_level_code_once"
            )
        ]

    def __str__(self):
        return self.name


class Kept(models.TextChoices):
    """Looking back: did residents have the say that they were promised?"""

    YES = "yes", _("ja")
    PARTLY = "partly", _("voor een deel")
    NO = "no", _("nee")


class Promise(models.Model):
    """How much residents have to say about a plan or an action, told before it starts."""

    participation = models.ForeignKey(
        ParticipationLevel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hoe doen bewoners mee"),
    )
    can_decide = models.TextField(_("wat bewoners bepalen"), max_length=1000, blank=True)
    cannot_decide = models.TextField(_("wat vaststaat, en waarom"), max_length=1000, blank=True)
    promise_kept = models.CharField(
        _("is dat waargemaakt"), max_length=10, choices=Kept, blank=True
    )
    promise_outcome = models.TextField(
        _("wat is er met de inbreng gedaan"), max_length=2000, blank=True
    )

    class Meta:
        abstract = True

    @property
    def has_promise(self) -> bool:
        """Whether it says how residents take part, and what is and is not theirs to decide."""
        return bool(self.participation_id and self.can_decide and self.cannot_decide)


PROMISE = "participation can_decide cannot_decide promise_kept promise_outcome"
