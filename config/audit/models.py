"""Events: the trail of every change, readable for ever and changeable by nobody."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.lib import clock
from config.lib.models import classify

KEEP_YEARS = 7


class EventQuerySet(models.QuerySet):
    """Ways to read the trail."""

    def for_object(self, obj: models.Model) -> "EventQuerySet":
        """Everything that happened to one object, newest first."""
        return self.filter(model=obj._meta.label_lower, object_id=obj.pk)

    def in_areas(self, ids) -> "EventQuerySet":
        """Everything that happened in these areas (ids), newest first."""
        return self.filter(area_id__in=ids)


class Event(models.Model):
    """One thing that somebody did. Names no person in text: the actor is a reference.

    `verb` is a key for machines, such as "initiative.released". `changes` holds per field
    [old, new] for choices, numbers and dates, and [] for texts: what was written is not kept.
    """

    append_only = True
    # The database itself lets go of a row only when it is older than this.
    append_only_until = ("at", KEEP_YEARS)
    privacy = classify(
        public="at verb model object_id area_id municipality_id",
        internal="changes",
        personal="actor",
        retention="audit-events",
    )

    at = models.DateTimeField(_("wanneer"), default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wie"),
    )
    verb = models.CharField(_("wat"), max_length=60)
    model = models.CharField(_("soort"), max_length=60)
    object_id = models.PositiveBigIntegerField(_("nummer"))
    area_id = models.PositiveBigIntegerField(_("gebied"), null=True, blank=True)
    municipality_id = models.PositiveBigIntegerField(_("gemeente"), null=True, blank=True)
    changes = models.JSONField(
        _("wijzigingen"), default=dict, blank=True, encoder=DjangoJSONEncoder
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["area_id", "-id"], name="audit_event_area"),
            models.Index(fields=["model", "object_id"], name="audit_event_object"),
        ]

    def __str__(self):
        return f"{self.verb} {self.object_id}"
