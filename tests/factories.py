"""Makers of test data: named persons and places, no fixtures."""

import datetime
import decimal

import factory
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from areas.actions.tree import rebuild_ancestors
from areas.models import (
    Action,
    Area,
    AreaFigures,
    Assignment,
    Department,
    Direction,
    Funding,
    Goal,
    Indicator,
    Level,
    Measurement,
    Motion,
    Municipality,
    ParticipationLevel,
    Plan,
    PlanKind,
    PlanState,
    Request,
    Role,
    Theme,
    User,
    Work,
)
from areas.roles import RoleKind
from budgets.actions.opening import open_budget
from budgets.models import Application, Scheme, digest_of
from budgets.models import Letter as DecisionLetter
from budgets.term_clock import term_of
from config.lib.clock import now, today
from config.lib.text import normalise
from config.terms.term import end_of
from initiatives.models import (
    Follower,
    Following,
    Gathering,
    Hiding,
    Initiative,
    InitiativeKind,
    Letter,
    Report,
    Signal,
    SignUp,
    State,
    Story,
)
from partners.models import (
    Advice,
    AgendaItem,
    Agreement,
    Commitment,
    Contact,
    Covenant,
    CovenantDocument,
    CovenantParty,
    Facility,
    FacilityKind,
    Meeting,
    Organisation,
    Rhythm,
    Roundtable,
    RoundtableKind,
    Seat,
)

LONG_AGO = datetime.date(2020, 1, 1)


class MunicipalityFactory(DjangoModelFactory):
    """A municipality with its root area: "Waterstad"."""

    class Meta:
        model = Municipality
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    name = "Waterstad"
    code = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))

    @factory.post_generation
    def root(self, create, extracted, **kwargs):
        """Make the root area once."""
        if create and self.root is None:
            root = Area(municipality=self, name=self.name, slug=self.code)
            root.search = normalise(root.name)
            root.save()
            self.root = root
            self.save()
            rebuild_ancestors(self.pk)


class LevelFactory(DjangoModelFactory):
    """A level of the tree: "gebied"."""

    class Meta:
        model = Level
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "gebied"
    name = factory.SelfAttribute("code")
    plural = "gebieden"
    rank = 1
    on_map = True


class AreaFactory(DjangoModelFactory):
    """An area under the root: "Oost"; `parent=` hangs it lower."""

    class Meta:
        model = Area
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    level = factory.SubFactory(LevelFactory, municipality=factory.SelfAttribute("..municipality"))
    parent = factory.LazyAttribute(lambda o: o.municipality.root)
    name = factory.Sequence(lambda n: f"Oost {n}" if n else "Oost")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    search = factory.LazyAttribute(lambda o: normalise(o.name))

    @factory.post_generation
    def ancestors(self, create, extracted, **kwargs):
        """Give it its ancestor rows."""
        if create:
            rebuild_ancestors(self.municipality_id)


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address."""

    class Meta:
        model = User
        django_get_or_create = ("email",)

    name = factory.Sequence(lambda n: f"Persoon Nummer{n}")
    email = factory.LazyAttribute(lambda o: f"{o.name.lower().replace(' ', '.')}@example.org")
    # Nobody has a password; an empty one would count as one.
    password = factory.LazyFunction(lambda: make_password(None))


class RoleFactory(DjangoModelFactory):
    """A role as a municipality names it."""

    class Meta:
        model = Role
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = RoleKind.ADVISOR_SOCIAL
    code = factory.LazyAttribute(lambda o: str(o.kind))
    name = factory.LazyAttribute(lambda o: str(RoleKind(o.kind).label))


class AssignmentFactory(DjangoModelFactory):
    """Somebody works for an area."""

    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    role = factory.SubFactory(
        RoleFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    starts_on = LONG_AGO


def person(kind: str, area: Area, name: str = "", **fields) -> User:
    """Return a person with one role for an area: `person("advisor_social", oost)`."""
    user = UserFactory(name=name) if name else UserFactory()
    role = RoleFactory(municipality=area.municipality, kind=kind)
    AssignmentFactory(user=user, area=area, role=role, **fields)
    return user


class ThemeFactory(DjangoModelFactory):
    """A theme: "groen"."""

    class Meta:
        model = Theme
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "groen"
    name = factory.LazyAttribute(lambda o: o.code.capitalize())


class PlanKindFactory(DjangoModelFactory):
    """A kind of plan: "Jaarplan"."""

    class Meta:
        model = PlanKind
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "jaarplan"
    name = "Jaarplan"
    plural = "jaarplannen"


class ParticipationLevelFactory(DjangoModelFactory):
    """A rung of the ladder: "adviseren"."""

    class Meta:
        model = ParticipationLevel
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "adviseren"
    name = factory.LazyAttribute(lambda o: o.code)
    text = "U geeft advies; de gemeente zegt wat ze ermee doet."


class PlanFactory(DjangoModelFactory):
    """A public plan that runs, with a promise to residents; `participation=None` leaves it out."""

    class Meta:
        model = Plan

    area = factory.SubFactory(AreaFactory)
    kind = factory.SubFactory(
        PlanKindFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    title = "Jaarplan Oost"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2026, 12, 31)
    state = PlanState.RUNNING
    public_from = datetime.date(2026, 1, 15)
    participation = factory.SubFactory(
        ParticipationLevelFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    can_decide = "Welke straten eerst aan de beurt zijn."
    cannot_decide = "Het bedrag, want dat stelde de raad vast."


class GoalFactory(DjangoModelFactory):
    """A goal of a plan."""

    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    theme = factory.SubFactory(
        ThemeFactory, municipality=factory.SelfAttribute("..plan.area.municipality")
    )
    title = "Meer groen in de straat"


class ActionFactory(DjangoModelFactory):
    """A public action without a plan; `goal=` puts it in one."""

    class Meta:
        model = Action

    area = factory.SubFactory(AreaFactory)
    theme = factory.SubFactory(
        ThemeFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    goal = None
    plan = factory.LazyAttribute(lambda o: o.goal.plan if o.goal else None)
    title = "Bomen planten aan de Dorpsstraat"
    search = factory.LazyAttribute(lambda o: normalise(o.title))


def promised(municipality: Municipality) -> dict:
    """How residents take part, as a form sends it: a public action or plan has to say so."""
    return {
        "participation": ParticipationLevelFactory(municipality=municipality).pk,
        "can_decide": "De kleur.",
        "cannot_decide": "De plek, om de leidingen.",
    }


class IndicatorFactory(DjangoModelFactory):
    """A figure where higher is better: "Groen in de straat", a mark."""

    class Meta:
        model = Indicator
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "groen-in-de-straat"
    name = factory.LazyAttribute(lambda o: o.code.replace("-", " ").capitalize())
    unit = "rapportcijfer"
    direction = Direction.UP
    decimals = 1
    source = "Bewonersenquête"


class MeasurementFactory(DjangoModelFactory):
    """One figure of one year: 6,4 in 2024."""

    class Meta:
        model = Measurement

    area = factory.SubFactory(AreaFactory)
    indicator = factory.SubFactory(
        IndicatorFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    year = 2024
    value = decimal.Decimal("6.4")
    source = "Bewonersenquête"


class MotionFactory(DjangoModelFactory):
    """A motion of the council that is open."""

    class Meta:
        model = Motion

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = Motion.Kind.MOTION
    number = factory.Sequence(lambda n: f"M2026-{n}")
    on = datetime.date(2026, 3, 12)
    title = "Groene schoolpleinen"


class WorkFactory(DjangoModelFactory):
    """Works that are planned."""

    class Meta:
        model = Work

    area = factory.SubFactory(AreaFactory)
    municipality = factory.SelfAttribute("area.municipality")
    code = factory.Sequence(lambda n: f"W-{n}")
    title = "Riool vernieuwen in de Dorpsstraat"
    starts_on = datetime.date(2027, 3, 1)


class DepartmentFactory(DjangoModelFactory):
    """A department that can be asked something: "Wegbeheer"."""

    class Meta:
        model = Department
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "wegbeheer"
    name = factory.LazyAttribute(lambda o: o.code.capitalize())
    email = "wegbeheer@waterstad.example"


class RequestFactory(DjangoModelFactory):
    """A request that waits for an answer, due in two weeks."""

    class Meta:
        model = Request

    area = factory.SubFactory(AreaFactory)
    department = factory.SubFactory(
        DepartmentFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    title = "Kan de stoep bij de school breder?"
    asked_by = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))


class OrganisationFactory(DjangoModelFactory):
    """A partner: "Woningstichting Waterstad"."""

    class Meta:
        model = Organisation
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "woningstichting"
    name = "Woningstichting Waterstad"
    kind = "woningcorporatie"


class ContactFactory(DjangoModelFactory):
    """A contact person at an organisation, for colleagues only."""

    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Cor Contact {n}")
    role = "teamleider"


class FacilityKindFactory(DjangoModelFactory):
    """A kind of place: "buurthuis"."""

    class Meta:
        model = FacilityKind
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "buurthuis"
    name = factory.SelfAttribute("code")
    plural = "buurthuizen"


class FacilityFactory(DjangoModelFactory):
    """A place in an area."""

    class Meta:
        model = Facility

    area = factory.SubFactory(AreaFactory)
    kind = factory.SubFactory(
        FacilityKindFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    name = "De Zaal"


class RoundtableKindFactory(DjangoModelFactory):
    """A kind of table: "gebiedstafel"."""

    class Meta:
        model = RoundtableKind
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "gebiedstafel"
    name = factory.SelfAttribute("code")
    plural = "gebiedstafels"
    sits = "both"
    says = "consults"


class RoundtableFactory(DjangoModelFactory):
    """The table of an area."""

    class Meta:
        model = Roundtable

    area = factory.SubFactory(AreaFactory)
    kind = factory.SubFactory(
        RoundtableKindFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    code = factory.Sequence(lambda n: f"tafel-{n}")
    name = "Gebiedstafel"


class SeatFactory(DjangoModelFactory):
    """Somebody's seat at a table."""

    class Meta:
        model = Seat

    roundtable = factory.SubFactory(RoundtableFactory)
    user = factory.SubFactory(UserFactory)
    starts_on = LONG_AGO


def confidential_kind(municipality, **fields) -> RoundtableKind:
    """A kind of table at which people may be spoken of: DPIA and legal basis are there."""
    fields = {"name": "Verdeeltafel", "dpia_on": LONG_AGO, "legal_basis": "Wmo 2015", **fields}
    return RoundtableKindFactory(
        municipality=municipality, code="verdeeltafel", confidential=True, **fields
    )


class SignalFactory(DjangoModelFactory):
    """A question that came in last week, of somebody with a mail address."""

    class Meta:
        model = Signal

    area = factory.SubFactory(AreaFactory)
    municipality = factory.SelfAttribute("area.municipality")
    kind = "question"
    text = "Wanneer wordt de lamp gemaakt?"
    contact_email = "vera.vraag@example.org"
    received_on = factory.LazyFunction(lambda: today() - datetime.timedelta(days=7))
    due_on = factory.LazyAttribute(lambda o: o.received_on + datetime.timedelta(days=14))


class GatheringFactory(DjangoModelFactory):
    """An evening next week, from 19.30 until 21.00, for which one signs up."""

    class Meta:
        model = Gathering

    area = factory.SubFactory(AreaFactory)
    municipality = factory.SelfAttribute("area.municipality")
    kind = "evening"
    title = "Praat mee over het plein"
    text = "We vertellen wat er komt en horen wat u vindt."
    place = "Buurthuis, Dorpsstraat"
    starts_at = factory.LazyFunction(
        lambda: timezone.make_aware(
            datetime.datetime.combine(today() + datetime.timedelta(days=7), datetime.time(19, 30))
        )
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + datetime.timedelta(minutes=90))


class SignUpFactory(DjangoModelFactory):
    """Somebody who comes alone and has a seat."""

    class Meta:
        model = SignUp

    gathering = factory.SubFactory(GatheringFactory)
    email = factory.Sequence(lambda n: f"buur{n}@example.org")
    people = 1
    confirmed_at = factory.LazyFunction(now)
    seated_at = factory.LazyAttribute(lambda o: o.confirmed_at)


class FollowerFactory(DjangoModelFactory):
    """Somebody who gets a mail each day, and was told of everything until yesterday."""

    class Meta:
        model = Follower

    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda n: f"volger{n}@example.org")
    frequency = "daily"
    told_until = factory.LazyFunction(lambda: now() - datetime.timedelta(days=1))
    told_on = factory.LazyFunction(lambda: today() - datetime.timedelta(days=1))


class FollowingFactory(DjangoModelFactory):
    """An area that somebody follows since last year."""

    class Meta:
        model = Following

    area = factory.SubFactory(AreaFactory)
    follower = factory.SubFactory(
        FollowerFactory, municipality=factory.SelfAttribute("..area.municipality")
    )
    wanted = "daily"
    at = factory.LazyFunction(lambda: now() - datetime.timedelta(days=365))
    confirmed_at = factory.SelfAttribute("at")


class MeetingFactory(DjangoModelFactory):
    """A meeting next week, from 19.30 until 21.00."""

    class Meta:
        model = Meeting

    roundtable = factory.SubFactory(RoundtableFactory)
    starts_at = factory.LazyFunction(
        lambda: timezone.make_aware(
            datetime.datetime.combine(today() + datetime.timedelta(days=7), datetime.time(19, 30))
        )
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + datetime.timedelta(minutes=90))


class AgendaItemFactory(DjangoModelFactory):
    """A point of a meeting."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = "De speelplek"
    order = factory.Sequence(lambda n: n + 1)


class AgreementFactory(DjangoModelFactory):
    """An agreement at a table, to be done in two weeks."""

    class Meta:
        model = Agreement

    owner = factory.SubFactory(SeatFactory)
    roundtable = factory.SelfAttribute("owner.roundtable")
    what = "De wethouder bellen"
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))
    first_due_on = factory.SelfAttribute("due_on")


class AdviceFactory(DjangoModelFactory):
    """Advice that a body of residents gave by itself, for everyone to read."""

    class Meta:
        model = Advice

    roundtable = factory.SubFactory(RoundtableFactory)
    topic = "De speelplek"
    text = "Houd de oude boom."
    given_on = factory.LazyFunction(today)


class CovenantFactory(DjangoModelFactory):
    """A covenant of a municipality."""

    class Meta:
        model = Covenant

    municipality = factory.SubFactory(MunicipalityFactory)
    title = "Samen veilig"
    starts_on = LONG_AGO


def pdf(name: str = "convenant.pdf", inside: bytes = b"") -> ContentFile:
    """A very small PDF."""
    return ContentFile(b"%PDF-1.7\n" + inside + b"\ntrailer\n%%EOF\n", name=name)


class CovenantDocumentFactory(DjangoModelFactory):
    """The signed text of a covenant."""

    class Meta:
        model = CovenantDocument

    covenant = factory.SubFactory(CovenantFactory)
    name = "Het getekende convenant"
    file = factory.LazyFunction(pdf)
    by = factory.SubFactory(UserFactory)


class CovenantPartyFactory(DjangoModelFactory):
    """A party that signed nothing yet."""

    class Meta:
        model = CovenantParty

    covenant = factory.SubFactory(CovenantFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, municipality=factory.SelfAttribute("..covenant.municipality")
    )


class RhythmFactory(DjangoModelFactory):
    """What comes round in every area of a level: every six weeks."""

    class Meta:
        model = Rhythm
        django_get_or_create = ("municipality", "code")

    municipality = factory.SubFactory(MunicipalityFactory)
    level = factory.SubFactory(LevelFactory, municipality=factory.SelfAttribute("..municipality"))
    code = "partners"
    name = "Gesprek met de partners"
    weeks = 6


class FundingFactory(DjangoModelFactory):
    """€ 100 of the municipality for an action, promised."""

    class Meta:
        model = Funding

    action = factory.SubFactory(ActionFactory)
    source = "Wijkbudget"
    amount_cents = 10_000
    sure = True


class CommitmentFactory(DjangoModelFactory):
    """A partner that joins an action and brings ten hours."""

    class Meta:
        model = Commitment

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, municipality=factory.SelfAttribute("..action.area.municipality")
    )
    brings = Commitment.Brings.HOURS
    hours = 10


class InitiativeFactory(DjangoModelFactory):
    """A public initiative of a resident with an account; `released_at=None` hides it."""

    class Meta:
        model = Initiative

    area = factory.SubFactory(AreaFactory)
    municipality = factory.SelfAttribute("area.municipality")
    title = factory.Sequence(lambda n: f"Bankje bij de vijver {n}")
    search = factory.LazyAttribute(lambda o: normalise(o.title))
    submitter = factory.SubFactory(UserFactory)
    contact_name = factory.LazyAttribute(lambda o: o.submitter.name if o.submitter else "")
    contact_email = factory.LazyAttribute(lambda o: o.submitter.email if o.submitter else "")
    state = State.IN_PROGRESS
    received_on = factory.LazyFunction(today)
    released_at = factory.LazyFunction(now)
    released_by = factory.LazyAttribute(
        lambda o: UserFactory(name="Vera Vrijgever") if o.released_at else None
    )


class ReportFactory(DjangoModelFactory):
    """Somebody says that the text of an initiative names a person."""

    class Meta:
        model = Report

    initiative = factory.SubFactory(InitiativeFactory)
    reason = "person"


class StoryFactory(DjangoModelFactory):
    """A story that is on the site, about an initiative that is."""

    class Meta:
        model = Story

    initiative = factory.SubFactory(InitiativeFactory)
    title = "Het bankje staat er"
    text = "We hebben het met z'n allen neergezet."
    state = "public"
    released_at = factory.LazyFunction(now)


class LetterFactory(DjangoModelFactory):
    """A newsletter that was sent; a draft with `sent_at=None, sent_by=None, audience=""`."""

    class Meta:
        model = Letter

    area = factory.SubFactory(AreaFactory)
    municipality = factory.SelfAttribute("area.municipality")
    title = "Nieuws uit de buurt"
    text = "Beste buurt."
    until = factory.LazyFunction(now)
    audience = "asked"
    sent_at = factory.LazyFunction(now)
    sent_by = factory.SubFactory(UserFactory)


class HidingFactory(DjangoModelFactory):
    """The text of an idea is off the site, and its writer asks that a colleague looks again."""

    class Meta:
        model = Hiding

    initiative = factory.SubFactory(InitiativeFactory, released_at=None, released_by=None)
    state = "appealed"
    reason = "Er staat een naam in."
    appeal = "Dat is mijn eigen naam."
    appealed_at = factory.LazyFunction(now)
    hidden_by = factory.SubFactory(UserFactory)
    released_at = factory.LazyFunction(now)


class InitiativeKindFactory(DjangoModelFactory):
    """A kind of initiative, without phases."""

    class Meta:
        model = InitiativeKind

    municipality = factory.SubFactory(MunicipalityFactory)
    code = "buurtinitiatief"
    name = "Buurtinitiatief"


def compass_kind(municipality, **fields) -> InitiativeKind:
    """A kind of two phases, of which the first has two questions and both have a message."""
    kind = InitiativeKindFactory(municipality=municipality, **fields)
    for order, (code, name) in enumerate([("idee", "Het idee"), ("plan", "Het plan")], start=1):
        phase = kind.phases.create(
            code=code,
            order=order,
            name=name,
            tips="Begin klein.\nVraag hulp.",
            ask_whom="de afdeling beheer",
            permit="Misschien een vergunning.",
            scheme_code="klusbudget",
        )
        phase.messages.create(order=1, name=f"Bericht bij {name}", text="Wanneer kunt u?")
        questions = ["Met wie doet u dit?", "Wanneer?"][: 3 - order]
        for number, text in enumerate(questions, start=1):
            phase.questions.create(code=f"v{number}", order=number, text=text)
    return kind


class FiguresFactory(DjangoModelFactory):
    """Key figures of an area: 1,000 inhabitants in 2025."""

    class Meta:
        model = AreaFigures

    area = factory.SubFactory(AreaFactory)
    year = 2025
    inhabitants = 1000


class SchemeFactory(DjangoModelFactory):
    """A scheme that anyone may ask from: € 1.000 for each area of the level."""

    class Meta:
        model = Scheme

    municipality = factory.SubFactory(MunicipalityFactory)
    level = factory.SubFactory(LevelFactory, municipality=factory.SelfAttribute("..municipality"))
    code = factory.Sequence(lambda n: f"regeling-{n}")
    name = "Bewonersinitiatieven"
    can_apply = True
    fixed_cents = 100_000


def budget_of(area: Area, *, year: int = 0, scheme: Scheme | None = None, **fields):
    """Open the budget of an area: € 1.000 this year, unless the fields of the scheme say else."""
    if scheme is None:
        scheme = SchemeFactory(municipality=area.municipality, level=area.level, **fields)
    return open_budget(scheme=scheme, area=area, year=year or today().year, by=None)


class LetterOfDecisionFactory(DjangoModelFactory):
    """A letter that refuses a request, sent today; `application=` and `by=` are given."""

    class Meta:
        model = DecisionLetter

    kind = "refused"
    objection_until = factory.LazyFunction(lambda: today() + datetime.timedelta(weeks=6))
    body = '[["Ons besluit", "Wij wijzen uw aanvraag af."]]'
    digest = factory.LazyAttribute(lambda o: digest_of(o.body))
    template_version = 2


class ApplicationFactory(DjangoModelFactory):
    """A request of € 300 that waits; `initiative=` and `budget=` are of the same area."""

    class Meta:
        model = Application

    initiative = factory.SubFactory(InitiativeFactory)
    budget = factory.LazyAttribute(lambda o: budget_of(o.initiative.area))
    scheme = factory.LazyAttribute(lambda o: o.budget.scheme)
    received_on = factory.LazyFunction(today)
    decide_by = factory.LazyAttribute(lambda o: end_of(term_of(o.scheme, o.received_on)).legal)
    asked_cents = 30_000
    purpose = "Hout en verf"
