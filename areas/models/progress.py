"""How it goes with an action: dated notes that stay as they are, with pictures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.agenda import Action, ActionState, shown_to_everyone
from areas.models.people import User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import classify


class ProgressQuerySet(models.QuerySet):
    """Progress notes."""

    def visible_to(self, user):
        """Public notes on actions that the user may see, and all notes where the user works."""
        public = Q(public=True, action__in=Action.objects.visible_to(user).order_by())
        internal = areas_where(user, Permission.SEE_INTERNAL)
        return self.filter(public if internal is None else public | Q(action__area__in=internal))

    def visible_to_everyone(self):
        """Public notes on actions that anyone may read."""
        return self.filter(Q(public=True) & shown_to_everyone("action__"))


class ProgressUpdate(models.Model):
    """A dated note on an action; never edited or deleted (the database refuses it)."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="updates", verbose_name=_("actie")
    )
    text = models.TextField(_("wat is er gebeurd"), max_length=2000)
    state = models.CharField(_("nieuwe stand"), max_length=20, choices=ActionState, blank=True)
    public = models.BooleanField(_("voor iedereen te zien"), default=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=_("door")
    )

    objects = ProgressQuerySet.as_manager()
    append_only = True
    privacy = classify(public="action text state public at", internal="by")

    class Meta:
        verbose_name = _("voortgang")
        verbose_name_plural = _("voortgang")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action_id} {self.at:%Y-%m-%d}"

    def get_absolute_url(self):
        """The page of its action."""
        return self.action.get_absolute_url()


class ProgressPictureQuerySet(models.QuerySet):
    """Pictures with progress."""

    def visible_to(self, user):
        """Pictures of notes that the user may read."""
        return self.filter(update__in=ProgressUpdate.objects.visible_to(user).order_by())


class ProgressPicture(models.Model):
    """A picture with a note on progress: re-encoded, without metadata."""

    update = models.ForeignKey(
        ProgressUpdate, models.PROTECT, related_name="pictures", verbose_name=_("voortgang")
    )
    file = models.FileField(_("foto"), upload_to="progress/%Y/", max_length=200)
    alt = models.CharField(_("wat is er te zien"), max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    objects = ProgressPictureQuerySet.as_manager()
    append_only = True
    privacy = classify(public="update file alt width height")

    class Meta:
        verbose_name = _("foto bij voortgang")
        verbose_name_plural = _("foto's bij voortgang")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.update_id} {self.pk}"

    def get_absolute_url(self):
        """The picture itself, for who may read its note."""
        return address("areas:progress_picture", self.pk)
