"""What is said about an initiative: questions, answers, news, steps and notes of colleagues."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import User
from config.lib.clock import now
from config.lib.models import classify
from initiatives.models.initiatives import Initiative
from initiatives.models.reasons import StopReason
from initiatives.models.states import State


class NoteQuerySet(models.QuerySet):
    """Notes of one or more initiatives; who reads them is decided per initiative."""

    def for_everyone(self):
        """News, and the steps (of which only state and date are shown)."""
        return self.filter(kind__in=[Note.Kind.NEWS, Note.Kind.STEP])

    def for_submitter(self):
        """All but what colleagues write for each other."""
        return self.exclude(kind=Note.Kind.INTERNAL)


class Note(models.Model):
    """What is said about an initiative: question, answer, news. Never edited or deleted."""

    class Kind(models.TextChoices):
        """What sort of message it is."""

        QUESTION = "question", _("vraag van de gemeente")
        ANSWER = "answer", _("antwoord van de indiener")
        NEWS = "news", _("nieuws voor iedereen")
        STEP = "step", _("stap")
        INTERNAL = "internal", _("interne notitie")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="notes")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    text = models.TextField(_("tekst"), max_length=2000)
    state = models.CharField(max_length=20, choices=State, blank=True, editable=False)
    # Of a step that stops it: what was chosen from the list of the municipality.
    stop_reason = models.ForeignKey(
        StopReason, models.PROTECT, null=True, blank=True, related_name="notes", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = NoteQuerySet.as_manager()
    privacy = classify(
        public="initiative kind state at",
        internal="stop_reason by",
        personal="text",
        retention="initiative_contact",
    )

    class Meta:
        verbose_name = _("bericht bij een initiatief")
        verbose_name_plural = _("berichten bij initiatieven")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.initiative_id} {self.kind}"

    def get_absolute_url(self):
        """The page of its initiative."""
        return self.initiative.get_absolute_url()
