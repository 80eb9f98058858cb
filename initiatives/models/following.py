"""Following: who gets a mail when there is news about an area, an idea or an action (D10)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, Theme
from config.lib.clock import now, today
from config.lib.models import classify
from initiatives.models.initiatives import Initiative


class Frequency(models.TextChoices):
    """How often somebody gets a mail, and only when there is news."""

    AT_ONCE = "at_once", _("meteen, bij elk bericht")
    DAILY = "daily", _("zodra er nieuws is, hooguit één mail per dag")
    WEEKLY = "weekly", _("één keer per week")
    MONTHLY = "monthly", _("één keer per maand")


def period_began(frequency: str, day: date) -> date:
    """The first day of the period that this day lies in: that day, its Monday, or day 1."""
    if frequency == Frequency.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if frequency == Frequency.MONTHLY else day


class FollowerQuerySet(models.QuerySet):
    """Who follows something."""

    def at_once(self):
        """Those who are told within minutes."""
        return self.filter(frequency=Frequency.AT_ONCE, told_until__isnull=False)

    def due(self):
        """Those for whom no mail was made up in the period of today. A night that was missed is
        made good the next one.
        """
        turn = Q()
        for frequency in Frequency:
            turn |= Q(frequency=frequency, told_on__lt=period_began(frequency, today()))
        return self.filter(turn)


class Follower(models.Model):
    """A mail address that follows things of one municipality, and up to when it was told."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="followers")
    email = models.EmailField(_("uw e-mailadres"))
    frequency = models.CharField(_("hoe vaak"), max_length=10, choices=Frequency)
    # Whether they want newsletters of what they follow; empty when they never said so.
    letters = models.BooleanField(_("nieuwsbrief"), null=True, editable=False)
    at = models.DateTimeField(default=now, editable=False)
    # News up to this moment was told, on this day. Both empty until something is confirmed.
    told_until = models.DateTimeField(null=True, blank=True, editable=False)
    told_on = models.DateField(null=True, blank=True, editable=False)

    objects = FollowerQuerySet.as_manager()
    privacy = classify(
        internal="municipality frequency letters at told_until told_on",
        personal="email",
        retention="followings",
    )

    class Meta:
        verbose_name = _("volger")
        verbose_name_plural = _("volgers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality", "told_on"], name="follower_due")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "email"], name="follower_once"),
            models.CheckConstraint(
                condition=Q(told_until__isnull=True, told_on__isnull=True)
                | Q(told_until__isnull=False, told_on__isnull=False),
                name="follower_told_until_and_on",
            ),
        ]

    def __str__(self):
        return f"{_('volger')} {self.pk}"


class Following(models.Model):
    """One thing that is followed: an area with all below it (perhaps one theme there), an
    initiative or an action. Nothing is mailed about it until the mailed link was pressed.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="followings")
    area = models.ForeignKey(Area, models.CASCADE, null=True, related_name="followings")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, related_name="followings")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="followings")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="followings")
    # A place: a point (WGS84, to about 10 metres) and a distance around it; `area` holds it.
    lat = models.FloatField(_("breedtegraad"), null=True)
    lon = models.FloatField(_("lengtegraad"), null=True)
    metres = models.PositiveIntegerField(_("afstand in meter"), null=True)
    # How often was asked for; it holds once confirmed, as anyone can name any address.
    wanted = models.CharField(max_length=10, choices=Frequency)
    wants_letters = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    privacy = classify(
        personal="lat lon",
        internal="follower area theme initiative action metres wanted wants_letters at"
        " confirmed_at",
        retention="followings",
    )

    class Meta:
        verbose_name = _("wat iemand volgt")
        verbose_name_plural = _("wat mensen volgen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, initiative__isnull=True, action__isnull=True)
                | Q(area__isnull=True, theme__isnull=True)
                & (
                    Q(initiative__isnull=False, action__isnull=True)
                    | Q(initiative__isnull=True, action__isnull=False)
                ),
                name="following_one_thing",
            ),
            models.UniqueConstraint(
                fields=["follower", "area"],
                condition=Q(area__isnull=False, theme__isnull=True, metres__isnull=True),
                name="following_area_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "lat", "lon", "metres"],
                condition=Q(metres__isnull=False),
                name="following_place_once",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True, metres__isnull=True)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    metres__isnull=False,
                    area__isnull=False,
                    theme__isnull=True,
                ),
                name="following_place_whole",
            ),
            models.UniqueConstraint(
                fields=["follower", "area", "theme"],
                condition=Q(theme__isnull=False),
                name="following_theme_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "initiative"],
                condition=Q(initiative__isnull=False),
                name="following_initiative_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "action"],
                condition=Q(action__isnull=False),
                name="following_action_once",
            ),
        ]

    def __str__(self):
        return f"{self.follower_id} {self.pk}"

    def get_absolute_url(self):
        """The page of what is followed."""
        return self.thing.get_absolute_url()

    @property
    def thing(self):
        """The row that is followed."""
        return self.initiative or self.action or self.area

    @property
    def name(self) -> str:
        """What is followed, in words that are no secret."""
        if self.metres:
            words = {"metres": self.metres, "area": self.area.name}
            return _now("een plek in %(area)s, met %(metres)d meter eromheen") % words
        if self.theme:
            words = {"theme": self.theme.name, "area": self.area.name}
            return _now("%(theme)s in %(area)s") % words
        return self.area.name if self.area else self.thing.title
