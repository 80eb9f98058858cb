"""Mail that is waiting, under way or gone, and the daily jobs that were done."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib import clock
from config.lib.models import classify


class State(models.TextChoices):
    """Where a mail is on its way out."""

    QUEUED = "queued", _("wacht")
    SENDING = "sending", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("mislukt")


class MailQuerySet(models.QuerySet):
    """Ways to look at the outbox."""

    def due(self, at: datetime) -> "MailQuerySet":
        """What may be tried at this moment: waiting, or left behind by a worker that died."""
        waiting = Q(state=State.QUEUED, next_attempt_at__lte=at)
        abandoned = Q(state=State.SENDING, lease_until__lt=at)
        return self.filter(waiting | abandoned)

    def failed(self) -> "MailQuerySet":
        """What was given up: somebody should look at it."""
        return self.filter(state=State.FAILED)

    def unsent_since(self, at: datetime) -> "MailQuerySet":
        """What was queued before this moment and is not gone: a sign that the worker is off."""
        return self.filter(state__in=[State.QUEUED, State.SENDING], created_at__lt=at)


class Mail(models.Model):
    """One mail to one address. Text, calendar file and address are erased as soon as it is sent."""

    privacy = classify(
        internal="subject from_email message_id purpose about headers urgent created_at state"
        " lease_until attempts next_attempt_at sent_at error",
        personal="to text calendar",
        retention="outbox-mail",
    )

    to = models.EmailField(_("aan"), blank=True)
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"), blank=True)
    calendar = models.TextField(_("agendabestand"), blank=True)
    from_email = models.CharField(_("van"), max_length=254)
    message_id = models.CharField(_("kenmerk"), max_length=120, unique=True)
    headers = models.JSONField(_("kopregels"), default=dict, blank=True)
    purpose = models.CharField(_("doel"), max_length=60)
    about = models.CharField(_("over"), max_length=100, blank=True)
    urgent = models.BooleanField(_("met voorrang"), default=False)
    created_at = models.DateTimeField(_("gemaakt op"), default=clock.now)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.QUEUED)
    lease_until = models.DateTimeField(_("bezet tot"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_attempt_at = models.DateTimeField(_("volgende poging"), default=clock.now)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    error = models.CharField(_("fout"), max_length=60, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="outbox_mail_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="outbox_mail_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENDING) | Q(lease_until__isnull=False),
                name="outbox_mail_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="outbox_mail_sent_has_moment",
            ),
        ]

    def __str__(self):
        return f"{self.purpose} {self.pk}"


class DailyRun(models.Model):
    """One daily job on one day: whoever writes this row first does the job."""

    privacy = classify(internal="name day started_at finished_at error")

    name = models.CharField(_("taak"), max_length=120)
    day = models.DateField(_("dag"))
    started_at = models.DateTimeField(_("begonnen"), default=clock.now)
    finished_at = models.DateTimeField(_("klaar"), null=True, blank=True)
    error = models.CharField(_("fout"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("dagtaak")
        verbose_name_plural = _("dagtaken")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "day"], name="outbox_dailyrun_once_a_day")
        ]

    def __str__(self):
        return f"{self.name} {self.day}"
