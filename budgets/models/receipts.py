"""Receipts and pictures with the account of a grant: private files, gone some time after it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from areas.rights import areas_where
from areas.roles import Permission
from budgets.models.applications import Application
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import classify


class ReceiptQuerySet(models.QuerySet):
    """Which receipts somebody may open."""

    def visible_to(self, user):
        """Of one's own request, and those in areas where the user may see the money."""
        mine = Q(application__initiative__submitter=user) if user.is_authenticated else Q(pk=None)
        areas = areas_where(user, Permission.SEE_MONEY)
        if areas is not None:
            mine |= Q(application__budget__area__in=areas)
        return self.filter(mine)


class Receipt(models.Model):
    """One file: a PDF as it came, or a picture that was drawn anew (config.intake)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="receipts")
    name = models.CharField(_("wat is het"), max_length=120)
    file = models.FileField(_("bestand"), upload_to="receipts/%Y/", max_length=200)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = ReceiptQuerySet.as_manager()
    privacy = classify(personal="application name file", internal="at by", retention="receipts")

    class Meta:
        verbose_name = _("bon")
        verbose_name_plural = _("bonnen")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        """The file itself."""
        return address("budgets:receipt", self.pk)

    @property
    def suffix(self) -> str:
        """The kind of file: "pdf" or "jpg"."""
        return self.file.name.rpartition(".")[2]
