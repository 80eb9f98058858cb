"""What happens at a table: meetings with an agenda and minutes, and agreements that are kept."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from partners.models.tables import Roundtable, Seat
from partners.rights import tables_of


class MeetingState(models.TextChoices):
    """Where a meeting is."""

    PLANNED = "planned", _("gepland")
    HELD = "held", _("geweest")
    SETTLED = "settled", _("verslag vastgesteld")
    CANCELLED = "cancelled", _("gaat niet door")


MEETING_MACHINE = Machine(
    MeetingState,
    {
        MeetingState.PLANNED: {
            MeetingState.HELD: Step(_("Afsluiten")),
            MeetingState.CANCELLED: Step(_("Afzeggen"), needs_reason=True),
        },
        MeetingState.HELD: {
            MeetingState.SETTLED: Step(_("Verslag vaststellen")),
            MeetingState.PLANNED: Step(_("Weer openen"), needs_reason=True),
        },
    },
    start=MeetingState.PLANNED,
    final={MeetingState.SETTLED, MeetingState.CANCELLED},
)
MEETING_SHAPES = {
    MeetingState.PLANNED: "neutral",
    MeetingState.HELD: "active",
    MeetingState.SETTLED: "done",
    MeetingState.CANCELLED: "stopped",
}
# What can still be written in.
OPEN_MEETINGS = (MeetingState.PLANNED, MeetingState.HELD)


def inside(user, table: str = "") -> Q:
    """What hangs on tables (by this way to it) of which the person may read what is said.

    Who has a seat today, and colleagues of the area, but of a confidential table only who has a
    seat: no role and no superuser right opens that (domain C5, C11).
    """
    seen = Q(**{f"{table}pk__in": tables_of(user)})
    internal = areas_where(user, Permission.SEE_INTERNAL)
    if internal is None:
        return seen
    towns = Area.objects.filter(pk__in=internal).order_by().values("municipality")
    here = Q(**{f"{table}area__in": internal})
    nowhere = Q(**{f"{table}area__isnull": True, f"{table}kind__municipality__in": towns})
    return seen | (Q(**{f"{table}kind__confidential": False}) & (here | nowhere))


class MeetingQuerySet(models.QuerySet):
    """Meetings."""

    def visible_to(self, user):
        """Public ones; those of tables that the person sees the inside of."""
        shown = Q(public=True, roundtable__kind__confidential=False)
        return self.filter(shown | inside(user, "roundtable__"))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(roundtable__kind__municipality=municipality)

    def coming(self):
        """Planned for today or later, the first on top."""
        rows = self.filter(state=MeetingState.PLANNED, starts_at__date__gte=today())
        return rows.order_by("starts_at", "pk")

    def took_place(self):
        """Those that were held."""
        return self.filter(state__in=[MeetingState.HELD, MeetingState.SETTLED])


class Meeting(Versioned):
    """One time that a table meets."""

    roundtable = models.ForeignKey(
        Roundtable, models.PROTECT, related_name="meetings", verbose_name=_("tafel")
    )
    starts_at = models.DateTimeField(_("begin"))
    ends_at = models.DateTimeField(_("einde"))
    place = models.CharField(_("plek"), max_length=200, blank=True)
    public = models.BooleanField(_("iedereen mag agenda en verslag lezen"), default=False)
    state = models.CharField(
        _("stand"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )
    state_reason = models.CharField(_("reden"), max_length=1000, blank=True)
    # For calendars: the same event stays the same, and a higher number is a newer one.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    invited_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    privacy = classify(
        public="roundtable starts_at ends_at place public state",
        internal="version state_reason uid sequence invited_at",
    )

    class Meta:
        verbose_name = _("overleg")
        verbose_name_plural = _("overleggen")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["roundtable", "state", "starts_at"], name="meeting_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Het einde ligt voor het begin."),
            )
        ]

    def __str__(self):
        # When a confidential table meets is not named where others meet its row.
        if self.roundtable.kind.confidential:
            return f"{_('overleg')} {self.pk}"
        return f"{self.roundtable.name}, {date_format(localtime(self.starts_at), 'j F Y')}"

    def get_absolute_url(self):
        """Its page."""
        return address("partners:meeting", self.pk)

    @property
    def area_id(self) -> int | None:
        """The area of its table, for the trail."""
        return self.roundtable.area_id

    @property
    def is_open(self) -> bool:
        """Whether minutes may still be written."""
        return self.state in OPEN_MEETINGS

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return MEETING_SHAPES[self.state]


class AgendaItemQuerySet(models.QuerySet):
    """Points of agendas."""

    def visible_to(self, user):
        """Points of tables whose inside the person sees; a closed one only at the table."""
        mine = Q(meeting__roundtable__in=tables_of(user))
        return self.filter(mine | (inside(user, "meeting__roundtable__") & Q(closed=False)))


class AgendaItem(Versioned):
    """A point on the agenda, with what was said and decided."""

    class Kind(models.TextChoices):
        """Where the point comes from."""

        STANDING = "standing", _("vast punt")
        AGREEMENTS = "agreements", _("afspraken")
        ACTION = "action", _("actie")
        INITIATIVE = "initiative", _("initiatief")
        TOPIC = "topic", _("onderwerp")

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="items", verbose_name=_("overleg")
    )
    kind = models.CharField(_("soort"), max_length=12, choices=Kind, default=Kind.TOPIC)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    title = models.CharField(_("punt"), max_length=150)
    text = models.TextField(_("toelichting"), max_length=2000, blank=True)
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("actie"),
    )
    closed = models.BooleanField(_("besloten: alleen voor wie aan tafel zit"), default=False)
    put_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    minutes = models.TextField(_("wat is er gezegd"), max_length=10_000, blank=True)
    decision = models.TextField(_("besluit"), max_length=1000, blank=True)

    objects = AgendaItemQuerySet.as_manager()
    privacy = classify(
        internal="version meeting kind order title text action closed put_by minutes decision"
    )

    class Meta:
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering = ["meeting", "order", "pk"]

    def __str__(self):
        return f"{self.meeting_id} {self.pk}"

    def get_absolute_url(self):
        """The page of its meeting, at this point."""
        return f"{address('partners:meeting', self.meeting_id)}?punt={self.pk}"

    @property
    def area_id(self) -> int | None:
        """The area of its table, for the trail."""
        return self.meeting.area_id


# What stands on an agenda for who may not see the thing itself.
NOT_PUBLIC = {
    AgendaItem.Kind.ACTION: _("Een actie die nog niet openbaar is"),
    AgendaItem.Kind.INITIATIVE: _("Een initiatief dat nog niet openbaar is"),
}


class Attendance(models.Model):
    """Whether who has a seat was at a meeting."""

    class State(models.TextChoices):
        """Who was there."""

        PRESENT = "present", _("aanwezig")
        EXCUSED = "excused", _("afgemeld")
        ABSENT = "absent", _("afwezig")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="attendances")
    state = models.CharField(_("aanwezig"), max_length=10, choices=State)

    privacy = classify(internal="meeting state", personal="seat", retention="seats")

    class Meta:
        verbose_name = _("aanwezigheid")
        verbose_name_plural = _("aanwezigheid")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once"),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.seat_id}"

    @property
    def area_id(self) -> int | None:
        """The area of its table, for the trail."""
        return self.meeting.area_id


class CalendarAddress(models.Model):
    """The secret address of somebody's calendar feed: of all their tables, one table or one area.

    Only a digest of the secret is kept, so the address is shown once, when it is made.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_addresses")
    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=now)

    privacy = classify(
        internal="roundtable area at", personal="user", confidential="digest", retention="person"
    )

    class Meta:
        verbose_name = _("agenda-adres")
        verbose_name_plural = _("agenda-adressen")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(roundtable__isnull=True, area__isnull=True),
                name="calendar_address_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["user", "roundtable"],
                condition=Q(area__isnull=True),
                name="calendar_address_of_table_once",
            ),
            models.UniqueConstraint(
                fields=["user", "area"],
                condition=Q(roundtable__isnull=True),
                name="calendar_address_of_area_once",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.pk}"
