"""Initiatives: a resident's plan for the area. What is said about it is in `notes`, its pictures in
`pictures`, its counts in `tally`.
"""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, Request, Theme, User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify
from config.lib.text import normalise
from initiatives.models.states import (
    ADVISOR,
    ENDED_STATES,
    OPEN_STATES,
    RESIDENT,
    SHOWN_STATES,
    STATE_KINDS,
    State,
)
from partners.models import AgendaItem


def about(areas, path: str = "") -> Q:
    """What is of these areas, or about one of them too; `path` leads to the initiative."""
    return Q(**{f"{path}area__in": areas}) | Q(**{f"{path}also_area__in": areas})


class InitiativeQuerySet(models.QuerySet):
    """Initiatives."""

    def public(self):
        """What anyone may see: released by an advisor and not withdrawn."""
        return self.filter(released_at__isnull=False, state__in=SHOWN_STATES)

    def visible_to(self, user):
        """Public ones, one's own or brought together, and all confirmed ones in areas where one
        may see them.
        """
        if not user.is_authenticated:
            return self.public()
        along = Initiative.together.rel.related_model.objects.taking_part().filter(user=user)
        mine = Q(released_at__isnull=False, state__in=SHOWN_STATES) | Q(submitter=user)
        mine |= Q(pk__in=along.order_by().values("initiative"))
        areas = areas_where(user, Permission.SEE_INITIATIVES)
        if areas is not None:
            mine |= about(areas) & ~Q(state=State.UNCONFIRMED)
        return self.filter(mine)

    def of(self, municipality):
        """Initiatives of one municipality."""
        return self.filter(municipality=municipality)

    def within(self, area):
        """Initiatives of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def about(self, areas):
        """Initiatives of these areas, and those that are about one of them too."""
        return self.filter(about(areas))

    def also_about(self, areas):
        """Those that are about one of these areas too, and are not of one of them: what stands
        there besides what is counted there (models.Tally).
        """
        return self.filter(also_area__in=areas).exclude(area__in=areas)

    def waiting_for_release(self):
        """Confirmed, not yet released or declined: an advisor is to move."""
        return self.filter(state=State.RECEIVED, released_at__isnull=True)

    def with_author(self):
        """Add `author`: Initiative.public_author as a column, empty where that is "een bewoner"."""
        group, organisation, name = (
            When(~Q(group_name=""), then="group_name"),
            When(~Q(organisation_name="") & Q(organisation_public=True), then="organisation_name"),
            When(name_public=True, then="contact_name"),
        )
        return self.annotate(author=Case(group, organisation, name, default=Value("")))

    def unconfirmed_before(self, moment):
        """Not confirmed, and sent in before this moment."""
        return self.filter(state=State.UNCONFIRMED, created_at__lt=moment)

    def contact_due(self, moment):
        """Ended before this moment, and not yet without name and address."""
        return self.filter(state__in=ENDED_STATES, moved_at__lt=moment, erased_at__isnull=True)

    def search(self, text):
        """Initiatives with these words, blind for case and accents."""
        return self.filter(search__contains=normalise(text[:200]))


class Initiative(Versioned):
    """A resident's plan for the area."""

    class Source(models.TextChoices):
        """How it came in; paper counts equally."""

        WEB = "web", _("via de site")
        PAPER = "paper", _("op papier of aan de balie")

    class BroughtAs(models.TextChoices):
        """For whom it is brought."""

        RESIDENT = "resident", _("alleen, als bewoner")
        NEIGHBOURS = "neighbours", _("samen met buren")
        ORGANISATION = "organisation", _("namens een organisatie")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="initiatives")
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="initiatives", verbose_name=_("gebied")
    )
    # Its advisors see and handle it as well; it counts in its own area, and so once in the whole.
    also_area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="also_initiatives",
        verbose_name=_("ook over"),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("thema"),
    )
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("actie op de agenda"),
    )
    requests = models.ManyToManyField(
        Request, blank=True, related_name="initiatives", verbose_name=_("verzoeken aan afdelingen")
    )
    agenda_items = models.ManyToManyField(
        AgendaItem, blank=True, related_name="initiatives", verbose_name=_("besproken bij")
    )
    title = models.CharField(_("uw idee in één zin"), max_length=120)
    text = models.TextField(_("vertel er meer over"), max_length=4000, blank=True)
    place = models.CharField(_("waar precies"), max_length=200, blank=True)
    with_whom = models.CharField(_("met wie doet u dit"), max_length=300, blank=True)
    needs = models.TextField(_("wat heeft u nodig"), max_length=1000, blank=True)
    group_name = models.CharField(_("naam van de groep"), max_length=120, blank=True)
    brought_as = models.CharField(
        _("hoe brengt u dit idee"), max_length=12, choices=BroughtAs, default=BroughtAs.RESIDENT
    )
    organisation_name = models.CharField(_("naam van de organisatie"), max_length=120, blank=True)
    organisation_public = models.BooleanField(
        _("de naam van de organisatie mag op de site"), default=False
    )
    name_public = models.BooleanField(_("mijn naam mag op de site"), default=False)
    submitter = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="initiatives", editable=False
    )
    contact_name = models.CharField(_("uw naam"), max_length=120, blank=True)
    contact_email = models.EmailField(_("uw e-mailadres"), blank=True)
    contact_phone = models.CharField(_("uw telefoonnummer"), max_length=30, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.WEB, editable=False)
    received_on = models.DateField(_("ontvangen op"), null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=State, default=State.UNCONFIRMED, editable=False
    )
    moved_at = models.DateTimeField(default=now, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    next_step = models.CharField(_("volgende stap"), max_length=300, blank=True)
    next_step_by = models.CharField(
        _("wie is aan zet"),
        max_length=10,
        blank=True,
        choices=[(RESIDENT, _("de indiener")), (ADVISOR, _("de gemeente"))],
    )
    # How many support it, from the area and from elsewhere (models.endorsements, and on paper).
    supported_inside = models.PositiveIntegerField(default=0, editable=False)
    supported_outside = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    search = models.CharField(max_length=400, blank=True, editable=False)

    objects = InitiativeQuerySet.as_manager()
    privacy = classify(
        public="version municipality area also_area theme action requests agenda_items title text"
        " place with_whom needs group_name state moved_at released_at next_step next_step_by"
        " received_on supported_inside supported_outside",
        internal="brought_as source released_by created_at erased_at search",
        personal="organisation_name organisation_public name_public submitter contact_name"
        " contact_email contact_phone",
        retention="initiative_contact",
    )

    class Meta:
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        ordering = ["-released_at", "-pk"]
        indexes = [
            # The public list, newest first, read page by page from the last row seen.
            models.Index(
                fields=["municipality", "-released_at", "-id"],
                name="initiative_public_list",
                condition=Q(released_at__isnull=False),
            ),
            models.Index(
                fields=["area", "-released_at", "-id"],
                name="initiative_area_list",
                condition=Q(released_at__isnull=False),
            ),
            models.Index(
                fields=["theme", "-released_at", "-id"],
                name="initiative_theme_list",
                condition=Q(released_at__isnull=False),
            ),
            models.Index(fields=["area", "state", "moved_at"], name="initiative_work"),
            # The two lists of Mijn werk that ask for a step: few rows, however many there are.
            models.Index(
                fields=["area", "moved_at"],
                name="initiative_to_release",
                condition=Q(state=State.RECEIVED, released_at__isnull=True),
            ),
            models.Index(
                fields=["area", "moved_at"],
                name="initiative_to_do",
                condition=Q(next_step_by=ADVISOR, state__in=OPEN_STATES),
            ),
            # Those of a group or an organisation, which the register of subsidies names: far fewer
            # than those of residents.
            models.Index(
                fields=["municipality", "id"],
                name="initiative_of_organisation",
                condition=~Q(group_name="") | Q(brought_as="organisation"),
            ),
            # The few that are about another area too.
            models.Index(
                fields=["also_area", "-released_at", "-id"],
                name="initiative_also_area",
                condition=Q(also_area__isnull=False),
            ),
            # What moved longest ago (Mijn werk) or last (the handling list), whatever the area.
            models.Index(fields=["municipality", "moved_at", "id"], name="initiative_moved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="initiative_released_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(also_area__isnull=True) | ~Q(also_area=F("area")),
                name="initiative_two_areas",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the initiative: one for everybody, with more for who may do more."""
        return address("initiatives:detail", self.pk)

    def clean_fields(self, exclude=None):
        """Keep the search column in step with what is public."""
        self.search = normalise(self.title, self.group_name)[:400]
        super().clean_fields(exclude=exclude)

    @property
    def public_author(self) -> str:
        """Who shows as initiator: the group; the organisation or the name, each with its own
        consent; else "een bewoner".
        """
        if self.group_name:
            return self.group_name
        if self.organisation_public and self.organisation_name:
            return self.organisation_name
        if self.name_public and self.contact_name:
            return self.contact_name
        return str(_("een bewoner"))

    @property
    def supported(self) -> int:
        """How many people support it."""
        return self.supported_inside + self.supported_outside

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        return STATE_KINDS[self.state]

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it (as InitiativeQuerySet.public)."""
        return self.released_at is not None and self.state in SHOWN_STATES

    @property
    def is_open(self) -> bool:
        """Whether it is received and not ended."""
        return self.state in OPEN_STATES
