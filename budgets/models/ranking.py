"""Dividing money by comparison: the points of requests, and the list that came of it (Awb 4:26)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from budgets.models.budgets import Budget
from budgets.models.schemes import Scheme
from config.lib.clock import now
from config.lib.models import classify


class Score(models.Model):
    """The points of one request, one number for each criterion of its scheme, and why.

    Never edited; the last one counts.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="scores")
    points = models.JSONField(_("punten"), default=list)
    total = models.PositiveIntegerField(_("punten samen"))
    reason = models.TextField(_("waarom"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(internal="application points total reason at by")

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.total}"


class RankingQuerySet(models.QuerySet):
    """Rankings."""

    def visible_to(self, user):
        """A ranking is there once it was decided, and then for everyone."""
        return self

    def of(self, municipality):
        """Rankings of one municipality."""
        return self.filter(scheme__municipality=municipality)


class Ranking(models.Model):
    """How one budget was divided over the requests of a window; made by the decision, for good."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="rankings")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="rankings")
    left_cents = models.PositiveBigIntegerField(_("te verdelen"))
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = RankingQuerySet.as_manager()
    append_only = True
    privacy = classify(public="budget scheme left_cents at", internal="by")

    class Meta:
        verbose_name = _("rangschikking")
        verbose_name_plural = _("rangschikkingen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "scheme"], name="ranking_once"),
        ]

    def __str__(self):
        return f"{self.budget_id} {self.scheme_id}"

    def get_absolute_url(self):
        """The public list."""
        return reverse("budgets:ranking", args=[self.pk])


class Ranked(models.Model):
    """The place of one request on the list, its points, and what it was granted (cents)."""

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="lines")
    application = models.OneToOneField(Application, models.PROTECT, related_name="ranked")
    place = models.PositiveSmallIntegerField(_("plaats"))
    points = models.JSONField(_("punten"), default=list)
    total = models.PositiveIntegerField(_("punten samen"))
    asked_cents = models.PositiveBigIntegerField(_("gevraagd"))
    granted_cents = models.PositiveBigIntegerField(_("toegekend"))

    append_only = True
    privacy = classify(public="ranking application place points total asked_cents granted_cents")

    class Meta:
        verbose_name = _("plaats op de lijst")
        verbose_name_plural = _("plaatsen op de lijst")
        ordering = ["ranking", "place"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "place"], name="ranked_place_once"),
            models.CheckConstraint(
                condition=Q(granted_cents__lte=F("asked_cents")), name="ranked_not_above_asked"
            ),
        ]

    def __str__(self):
        return f"{self.ranking_id} {self.place}"
