"""How many people supported an initiative when their time was over (domain D3), for a scheme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.schemes import Scheme
from config.lib.clock import now
from config.lib.models import classify
from initiatives.models import Initiative


class SupportCount(models.Model):
    """A number and a day, written down once: what is erased or added later does not change it."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="support_counts")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="support_counts")
    inside = models.PositiveIntegerField(_("steun uit het gebied"))
    outside = models.PositiveIntegerField(_("steun van elders"))
    # The last day that counted.
    until = models.DateField(_("geteld tot en met"))
    at = models.DateTimeField(default=now, editable=False)

    append_only = True
    privacy = classify(public="initiative scheme inside outside until at")

    class Meta:
        verbose_name = _("getelde steun")
        verbose_name_plural = _("getelde steun")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "scheme"], name="support_counted_once"),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.scheme_id}"

    def of(self, scheme: Scheme) -> int:
        """How many of them count for this scheme."""
        return self.inside + self.outside if scheme.support_everywhere else self.inside
