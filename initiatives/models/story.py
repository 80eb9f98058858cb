"""Stories: initiators tell what they made, in text and pictures (domain D4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import AreaAncestor, User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from initiatives.models.initiatives import Initiative, about
from initiatives.models.states import SHOWN_STATES


class StoryState(models.TextChoices):
    """Where a story is."""

    DRAFT = "draft", _("nog niet ingestuurd")
    WAITING = "waiting", _("wacht op de gebiedsadviseur")
    RETURNED = "returned", _("teruggestuurd met een vraag")
    PUBLIC = "public", _("staat op de site")
    HIDDEN = "hidden", _("van de site gehaald")
    GONE = "gone", _("weggehaald")


S = StoryState
_AWAY = {S.GONE: Step(_("Weghalen"))}
STORY_MACHINE = Machine(
    StoryState,
    {
        S.DRAFT: {S.WAITING: Step(_("Insturen")), **_AWAY},
        S.WAITING: {
            S.PUBLIC: Step(_("Op de site zetten")),
            S.RETURNED: Step(_("Terugsturen"), needs_reason=True),
            **_AWAY,
        },
        S.RETURNED: {S.WAITING: Step(_("Weer insturen")), **_AWAY},
        S.PUBLIC: {S.HIDDEN: Step(_("Van de site halen"), needs_reason=True), **_AWAY},
        S.HIDDEN: {S.PUBLIC: Step(_("Terugzetten")), **_AWAY},
    },
    start=S.DRAFT,
    final={S.GONE},
)
# While an advisor has not put it on the site, its writer may change it.
UNREAD_STATES = (S.DRAFT, S.WAITING, S.RETURNED)
STORY_SHAPES = {
    S.DRAFT: "waiting",
    S.WAITING: "waiting",
    S.RETURNED: "active",
    S.PUBLIC: "done",
    S.HIDDEN: "stopped",
    S.GONE: "stopped",
}


class StoryQuerySet(models.QuerySet):
    """Stories."""

    def public(self):
        """What anyone may read: put on the site by an advisor, about what is public itself."""
        return self.filter(
            state=StoryState.PUBLIC,
            initiative__released_at__isnull=False,
            initiative__state__in=SHOWN_STATES,
        )

    def visible_to(self, user):
        """Public ones, one's own, and those that were sent in where one sees what is brought.

        A draft is its writer's; of what came on paper that is a colleague.
        """
        if not user.is_authenticated:
            return self.public()
        mine = Q(initiative__submitter=user)
        mine |= Q(pk__in=Story.objects.public().order_by().values("pk"))
        areas = areas_where(user, Permission.SEE_INITIATIVES)
        if areas is not None:
            sent = ~Q(state=StoryState.DRAFT) | Q(initiative__submitter=None)
            mine |= about(areas, "initiative__") & sent
        return self.filter(mine).exclude(state=StoryState.GONE)

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(initiative__municipality=municipality)

    def within(self, area):
        """Those of ideas of an area and everything below it, or about it too."""
        below = AreaAncestor.objects.filter(ancestor=area).order_by().values("area")
        return self.filter(about(below, "initiative__"))

    def waiting(self):
        """Sent in: an advisor is to read it."""
        return self.filter(state=StoryState.WAITING)


class Story(Versioned):
    """What an initiator tells about an initiative. Public once an advisor of the area read it."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="stories")
    title = models.CharField(_("titel van uw verhaal"), max_length=120)
    text = models.TextField(_("uw verhaal"), max_length=6000)
    state = models.CharField(
        max_length=10, choices=StoryState, default=StoryState.DRAFT, editable=False
    )
    # Why it was sent back or taken off the site; for its writer and colleagues.
    reason = models.TextField(max_length=2000, blank=True, editable=False)
    moved_at = models.DateTimeField(default=now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StoryQuerySet.as_manager()
    privacy = classify(
        public="initiative state released_at",
        internal="version moved_at released_by erased_at",
        personal="title text reason",
        retention="stories",
    )

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")
        ordering = ["-released_at", "-pk"]
        indexes = [
            models.Index(fields=["-released_at", "-id"], name="story_newest"),
            models.Index(
                fields=["moved_at"], name="story_to_read", condition=Q(state=StoryState.WAITING)
            ),
        ]

    def __str__(self):
        # What is not public yet is not named where others meet its row.
        return f"{_('verhaal')} {self.pk}"

    def get_absolute_url(self):
        """Its page: one for everybody, with more for who may do more."""
        return address("stories:story", self.pk)

    @property
    def area_id(self) -> int:
        """The area that it is about, for rights and for the trail."""
        return self.initiative.area_id

    @property
    def municipality_id(self) -> int:
        """The municipality, for the trail."""
        return self.initiative.municipality_id

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it (as StoryQuerySet.public)."""
        return self.state == StoryState.PUBLIC and self.initiative.is_public

    @property
    def shape(self) -> str:
        """The shape that goes with the word of its state."""
        return STORY_SHAPES[self.state]
