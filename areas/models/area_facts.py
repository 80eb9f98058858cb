"""What is known of an area: what came after it, its shape, figures, postcodes and old names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.places import Area
from config.lib.models import classify


class AreaSuccessor(models.Model):
    """Which area came after which, with the share of the old one that went there."""

    old = models.ForeignKey(Area, models.CASCADE, related_name="successors")
    new = models.ForeignKey(Area, models.CASCADE, related_name="predecessors")
    share = models.DecimalField(_("deel"), max_digits=5, decimal_places=4, null=True, blank=True)

    privacy = classify(public="old new share")

    class Meta:
        verbose_name = _("opvolger")
        verbose_name_plural = _("opvolgers")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="area_successor_once")]

    def __str__(self):
        return f"{self.old} → {self.new}"


class AreaShape(models.Model):
    """The boundary of an area in one year: WGS84 rings for reckoning, an outline for drawing."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="shapes", verbose_name=_("gebied"))
    year = models.PositiveSmallIntegerField(_("jaar"))
    rings = models.JSONField(_("grens"), help_text=_("MultiPolygon in graden (lengte, breedte)"))
    outline = models.TextField(_("omtrek"), help_text=_("SVG-pad in meters, vereenvoudigd"))
    min_x = models.IntegerField()
    min_y = models.IntegerField()
    max_x = models.IntegerField()
    max_y = models.IntegerField()
    source = models.CharField(_("bron"), max_length=200, blank=True)
    fictitious = models.BooleanField(_("verzonnen"), default=False)

    privacy = classify(public="area year rings outline min_x min_y max_x max_y source fictitious")

    class Meta:
        verbose_name = _("grens")
        verbose_name_plural = _("grenzen")
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="area_shape_once")]

    def __str__(self):
        return f"{self.area} {self.year}"


class AreaFigures(models.Model):
    """Key figures of an area in one year; an older year never overwrites a newer one."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="figures", verbose_name=_("gebied"))
    year = models.PositiveSmallIntegerField(_("jaar"))
    inhabitants = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)
    households = models.PositiveIntegerField(_("huishoudens"), null=True, blank=True)
    others = models.JSONField(_("andere cijfers"), default=dict, blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    fictitious = models.BooleanField(_("verzonnen"), default=False)

    privacy = classify(public="area year inhabitants households others source fictitious")

    class Meta:
        verbose_name = _("kerncijfers")
        verbose_name_plural = _("kerncijfers")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="area_figures_once")]

    def __str__(self):
        return f"{self.area} {self.year}"


class AreaPostcode(models.Model):
    """The four digits of a postcode that occur in an area."""

    area = models.ForeignKey(
        Area, models.CASCADE, related_name="postcodes", verbose_name=_("gebied")
    )
    digits = models.CharField(_("postcode (cijfers)"), max_length=4, db_index=True)

    privacy = classify(public="area digits")

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        constraints = [
            models.UniqueConstraint(fields=["area", "digits"], name="area_postcode_once")
        ]

    def __str__(self):
        return self.digits


class OldSlug(models.Model):
    """An address that an area once had; it redirects and is never given to another area."""

    slug = models.SlugField(max_length=140, unique=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="old_slugs")

    privacy = classify(public="slug area")

    class Meta:
        verbose_name = _("vroeger adres")
        verbose_name_plural = _("vroegere adressen")

    def __str__(self):
        return self.slug
