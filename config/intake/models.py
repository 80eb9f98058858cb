"""What the gate remembers: keys that were used, counts, and links that went out by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.lib import clock
from config.lib.models import classify


class UsedKey(models.Model):
    """A form key that did its work, and the answer that a second press gets."""

    privacy = classify(internal="digest purpose at answer")

    digest = models.CharField(_("kenmerk"), max_length=64, unique=True)
    purpose = models.CharField(_("doel"), max_length=60)
    at = models.DateTimeField(_("wanneer"), default=clock.now)
    answer = models.CharField(_("antwoord"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("gebruikte sleutel")
        verbose_name_plural = _("gebruikte sleutels")
        indexes = [models.Index(fields=["at"], name="intake_usedkey_at")]

    def __str__(self):
        return f"{self.purpose} {self.pk}"


class RateCounter(models.Model):
    """How often something happened in the current window; the bucket is a keyed hash."""

    privacy = classify(internal="bucket window_start count")

    bucket = models.CharField(_("emmer"), max_length=64, unique=True)
    window_start = models.DateTimeField(_("vanaf"))
    count = models.PositiveIntegerField(_("aantal"))

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")
        indexes = [models.Index(fields=["window_start"], name="intake_ratecounter_start")]

    def __str__(self):
        return str(self.pk)


class MailToken(models.Model):
    """A link in a mail: one purpose, one object, one use, an end; only its hash is stored."""

    privacy = classify(
        internal="digest purpose ref created_at expires_at used_at",
        personal="email",
        retention="intake-tokens",
    )

    digest = models.CharField(_("kenmerk"), max_length=64, unique=True)
    purpose = models.CharField(_("doel"), max_length=60)
    ref = models.CharField(_("waarover"), max_length=100)
    email = models.EmailField(_("e-mailadres"), blank=True)
    created_at = models.DateTimeField(_("gemaakt op"), default=clock.now)
    expires_at = models.DateTimeField(_("geldig tot"))
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("maillink")
        verbose_name_plural = _("maillinks")
        indexes = [
            models.Index(fields=["purpose", "ref"], name="intake_mailtoken_ref"),
            models.Index(fields=["expires_at"], name="intake_mailtoken_expires"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.pk}"
