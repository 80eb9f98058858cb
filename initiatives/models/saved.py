"""What somebody has typed of an idea and goes on with later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality
from config.lib.clock import now
from config.lib.models import classify


class SavedIdea(models.Model):
    """A half-typed idea behind a mailed link: nobody but who has the link ever reads it.

    `typed` holds what was typed by step and field, right or wrong, as the steps keep it.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    email = models.EmailField(_("uw e-mailadres"))
    typed = models.JSONField(_("wat is ingevuld"), default=dict)
    at = models.DateTimeField(default=now, editable=False)

    privacy = classify(internal="municipality at", personal="email typed", retention="saved_ideas")

    class Meta:
        verbose_name = _("bewaard idee")
        verbose_name_plural = _("bewaarde ideeën")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"], name="saved_idea_at")]

    def __str__(self):
        return str(self.pk)
