"""What the municipality finds of a penalty for deciding too late (Awb 4:17)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from config.lib.clock import now
from config.lib.models import classify

MOST_APPLICANTS = 99


class Finding(models.TextChoices):
    """Whether the penalty is owed, or on which ground it is not (Awb 4:17 lid 6)."""

    OWED = "owed", _("de dwangsom is verschuldigd")
    LATE = "late", _("de ingebrekestelling kwam onredelijk laat")
    NO_INTEREST = "no_interest", _("de aanvrager is geen belanghebbende")
    MANIFEST = (
        "manifest",
        _("de aanvraag is kennelijk niet-ontvankelijk of kennelijk ongegrond"),
    )

    @classmethod
    def answers(cls) -> list[tuple[str, str]]:
        """The choices as answers to the question whether there is a penalty."""
        yes, no = _say("Ja: %s"), _say("Nee: %s")
        return [(one, (yes if one == cls.OWED else no) % label) for one, label in cls.choices]


class PenaltyFinding(models.Model):
    """What was found of the penalty on one request; never edited, and the last one counts.

    Several applicants share the penalty in equal parts (Awb 4:17 lid 7).
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="penalty_findings", editable=False
    )
    finding = models.CharField(_("is er een dwangsom?"), max_length=12, choices=Finding)
    applicants = models.PositiveSmallIntegerField(
        _("aantal aanvragers"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_APPLICANTS)],
    )
    reason = models.TextField(_("reden"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(internal="application finding applicants reason at by")

    class Meta:
        verbose_name = _("oordeel over een dwangsom")
        verbose_name_plural = _("oordelen over dwangsommen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__in=Finding.values), name="penalty_finding_known"
            ),
            models.CheckConstraint(
                condition=Q(applicants__gte=1, applicants__lte=MOST_APPLICANTS),
                name="penalty_finding_has_applicants",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="penalty_finding_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.finding}"

    def get_absolute_url(self):
        """The page of its application."""
        return self.application.get_absolute_url()
