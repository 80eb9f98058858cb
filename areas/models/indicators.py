"""Indicators: a figure of an area per year, with its source, by which a goal can be measured."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.kinds import Theme
from areas.models.places import Area, Municipality, Provenance
from config.lib.addresses import address
from config.lib.models import classify


class Direction(models.TextChoices):
    """Which way is better; for some figures neither is."""

    UP = "up", _("hoger is beter")
    DOWN = "down", _("lager is beter")
    NONE = "none", _("niet beter of slechter")


class IndicatorQuerySet(models.QuerySet):
    """Indicators."""

    def visible_to(self, user):
        """Every indicator is public; what is too small to show was never stored."""
        return self

    def of(self, municipality):
        """Indicators of one municipality."""
        return self.filter(municipality=municipality)


class Indicator(Provenance):
    """What is measured: inhabitants, registered crime, perceived health, a mark of residents."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="indicators", verbose_name=_("gemeente")
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("thema")
    )
    name = models.CharField(_("naam"), max_length=120)
    unit = models.CharField(_("eenheid"), max_length=30, blank=True)
    direction = models.CharField(
        _("richting"), max_length=10, choices=Direction, default=Direction.NONE
    )
    decimals = models.PositiveSmallIntegerField(_("cijfers achter de komma"), default=0)
    suppress_below = models.PositiveSmallIntegerField(
        _("niet tonen onder"),
        null=True,
        blank=True,
        help_text=_("Kleinere aantallen worden bij het inlezen niet bewaard."),
    )
    text = models.CharField(_("wat zegt het, en wat niet"), max_length=500, blank=True)

    objects = IndicatorQuerySet.as_manager()
    privacy = classify(
        public="code source assumed municipality theme name unit direction decimals suppress_below"
        " text"
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicatoren")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="indicator_code_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the indicator, with its figure per area."""
        return address("areas:indicator", self.pk)


class Measurement(models.Model):
    """One figure of one area in one year; what is too small to show has no value, and neither has a
    figure that would give such a one away (areas.actions.small_numbers).
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="measurements", verbose_name=_("indicator")
    )
    area = models.ForeignKey(
        Area, models.CASCADE, related_name="measurements", verbose_name=_("gebied")
    )
    year = models.PositiveSmallIntegerField(_("jaar"))
    value = models.DecimalField(_("waarde"), max_digits=14, decimal_places=4, null=True, blank=True)
    suppressed = models.BooleanField(_("te klein om te tonen"), default=False)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    fictitious = models.BooleanField(_("verzonnen"), default=False)

    privacy = classify(public="indicator area year value suppressed source fictitious")

    class Meta:
        verbose_name = _("meting")
        verbose_name_plural = _("metingen")
        ordering = ["indicator", "area", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area", "year"], name="measurement_once"),
            models.CheckConstraint(
                condition=Q(suppressed=False, value__isnull=False)
                | Q(suppressed=True, value__isnull=True),
                name="measurement_value_or_suppressed",
                violation_error_message=_("Een meting heeft een waarde, of is te klein."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.area_id} {self.year}"
