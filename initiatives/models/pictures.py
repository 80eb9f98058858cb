"""Pictures with an initiative or with a story about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import classify
from initiatives.models.initiatives import Initiative, about


def _unhidden_or_inside(user) -> Q:
    """What was not taken off the site; all of it for its owner and for colleagues of the area."""
    seen = Q(hidden_at=None)
    if not user.is_authenticated:
        return seen
    areas = areas_where(user, Permission.SEE_INITIATIVES)
    seen |= Q(initiative__submitter=user)
    return seen if areas is None else seen | about(areas, "initiative__")


class PictureQuerySet(models.QuerySet):
    """Pictures."""

    def visible_to(self, user):
        """Pictures of initiatives, and of stories, that the user may see."""
        ideas = self.filter(initiative__in=Initiative.objects.visible_to(user).order_by())
        ideas = ideas.filter(_unhidden_or_inside(user))
        stories = Picture.story.field.related_model.objects.visible_to(user).order_by()
        return ideas.filter(Q(story=None) | Q(story__in=stories))

    def of_idea(self):
        """Those with the idea itself, not with a story about it."""
        return self.filter(story=None)


class Picture(models.Model):
    """A picture with an initiative or a story of it: re-encoded, without metadata, shown once
    released.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="pictures")
    story = models.ForeignKey(
        "initiatives.Story", models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    file = models.FileField(_("foto"), upload_to="initiatives/%Y/", max_length=200)
    alt = models.CharField(_("wat is er te zien"), max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # Taken off the site (models.hiding): only who brought it and colleagues see it.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    at = models.DateTimeField(default=now, editable=False)

    objects = PictureQuerySet.as_manager()
    privacy = classify(
        public="initiative story width height at",
        internal="hidden_at",
        personal="file alt",
        retention="initiative_contact",
    )

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foto's")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.initiative_id} {self.pk}"

    def get_absolute_url(self):
        """The picture itself, for who may see its initiative."""
        return address("initiatives:picture", self.pk)

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it."""
        if self.hidden_at:
            return False
        return self.story.is_public if self.story else self.initiative.is_public
