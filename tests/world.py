"""One world to try rights in: two municipalities, every kind of thing, words that must not leak.

The first municipality has the areas Oost (with a wijk below it) and West, the second has Noord.
Everybody with a role works in Oost. Each place has the same things, so that a test can ask the
same question of "own area", "other area" and "other municipality".
"""

import datetime
import io
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from areas.actions.plan_versions import keep_version
from areas.models import (
    Area,
    Grouping,
    Municipality,
    Plan,
    PlanDeed,
    PlanPhase,
    PlanState,
    Portrait,
    ProgressPicture,
    ProgressUpdate,
    RequestAnswer,
    RequestState,
    Role,
    Sheet,
    User,
    Verdict,
)
from areas.models.area_facts import OldSlug
from areas.roles import RoleKind
from budgets.actions.accounts import Heard, settle
from budgets.actions.allocations import Paper, allocate
from budgets.actions.applications import decide
from budgets.actions.opening import open_budget
from budgets.actions.payments import give_account, make_batch
from budgets.actions.ranking import divide, score
from budgets.actions.revocations import Why, revoke
from budgets.actions.room import prioritise
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import (
    Application,
    BallotRule,
    Budget,
    NamedDay,
    Objection,
    PaymentBatch,
    PenaltyFinding,
    Receipt,
    Scheme,
    TermStep,
)
from config.audit.log import record
from config.audit.models import Event
from config.intake import tokens
from config.lib.clock import now, today
from config.lib.text import normalise
from config.outbox.post import queue
from initiatives.actions.endorse import PURPOSE as ENDORSE
from initiatives.actions.following import PURPOSE as FOLLOWING
from initiatives.actions.later import PURPOSE as LATER
from initiatives.actions.sign_up import CONFIRM, LEAVE
from initiatives.actions.signal import FOLLOW
from initiatives.actions.taking_up import PURPOSE as TAKE_UP
from initiatives.actions.tally import recount
from initiatives.actions.together import PURPOSE as TOGETHER
from initiatives.models import (
    RESIDENT,
    CoInitiator,
    Compass,
    CompassAnswer,
    Endorsement,
    Initiative,
    Note,
    Outcome,
    Picture,
    SavedIdea,
    StandstillNotice,
    State,
    TakeUp,
)
from partners.actions.cases import open_case, read_case, set_reference, set_step
from partners.models import Organisation, PlanParty, Roundtable, RoundtableKind, Seat
from tests.factories import (
    ActionFactory,
    AdviceFactory,
    AgendaItemFactory,
    AgreementFactory,
    AreaFactory,
    AssignmentFactory,
    CommitmentFactory,
    ContactFactory,
    CovenantDocumentFactory,
    CovenantFactory,
    CovenantPartyFactory,
    DepartmentFactory,
    FacilityFactory,
    FiguresFactory,
    FollowerFactory,
    FollowingFactory,
    FundingFactory,
    GatheringFactory,
    GoalFactory,
    HidingFactory,
    InitiativeFactory,
    LetterFactory,
    LetterOfDecisionFactory,
    LevelFactory,
    MeasurementFactory,
    MeetingFactory,
    MotionFactory,
    MunicipalityFactory,
    ParticipationLevelFactory,
    PlanFactory,
    PlanKindFactory,
    ReportFactory,
    RequestFactory,
    RhythmFactory,
    RoleFactory,
    RoundtableFactory,
    SchemeFactory,
    SeatFactory,
    SignalFactory,
    SignUpFactory,
    StoryFactory,
    ThemeFactory,
    UserFactory,
    WorkFactory,
    compass_kind,
    confidential_kind,
    pdf,
)
from tests.shapes import square

# Who asks. Roles are called by their kind; all of them are for Oost, but the last. One person has
# every role: rights only add up, so what that person is refused, nobody with one of them gets.
VISITOR, SUBMITTER, RESIDENT_ELSEWHERE, SEAT = "visitor", "submitter", "other resident", "seat"
SUPERUSER, WHOLE_TOWN, MANAGES_TOWN = (
    "superuser",
    "subsidy, whole town",
    "administrator, whole town",
)
EVERY_ROLE = "every role"
ROLES = [str(kind) for kind in RoleKind]
EVERYONE = [
    VISITOR,
    SUBMITTER,
    RESIDENT_ELSEWHERE,
    SEAT,
    *ROLES,
    EVERY_ROLE,
    WHOLE_TOWN,
    MANAGES_TOWN,
    SUPERUSER,
]
# Of the people with one role half asks for every page on SQLite and half on PostgreSQL; all others
# do so on both, among them who has every role and so may open whatever somebody with one may.
HERE = ROLES[connection.vendor == "postgresql" :: 2]
# Likewise of the people with something of their own; the two runs together are everybody.
OF_THEIR_OWN = {
    "sqlite": {SEAT, SUPERUSER},
    "postgresql": {SUBMITTER, RESIDENT_ELSEWHERE, WHOLE_TOWN, MANAGES_TOWN},
}
ON_BOTH = {VISITOR, EVERY_ROLE}
ASKING = [
    who for who in EVERYONE if who in ON_BOTH | OF_THEIR_OWN[connection.vendor] or who in HERE
]
# One of those with one role asks for everything, on one of the two, as a control of what follows
# for the others.
IN_FULL = ROLES[0]
# Where the thing is that is asked for.
OWN, OTHER, ELSEWHERE = "own area", "other area", "other municipality"
SCOPES = [OWN, OTHER, ELSEWHERE]
HOSTS = {OWN: "testserver", OTHER: "testserver", ELSEWHERE: "localhost"}


@dataclass
class Place:
    """An area with everything in it; the things hang in the wijk below it, if there is one."""

    area: Area
    wijk: Area
    things: dict = field(default_factory=dict)

    def __getattr__(self, name):
        """A thing by its name: `place.draft_plan`."""
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(eq=False)
class World:
    """The places by scope, the people by what they are, and the canaries with what they are."""

    places: dict[str, Place] = field(default_factory=dict)
    people: dict[str, User | None] = field(default_factory=dict)
    # The secret word → (what it is, in which scope it lives).
    canaries: dict[str, tuple[str, str]] = field(default_factory=dict)
    counter: int = 0
    grouping: Grouping | None = None

    def admin_things(self) -> dict[str, int]:
        """A row of each model of the admin, by its name there."""
        place = self.places[OWN]
        return {
            "content_type": ContentType.objects.get_for_model(Plan).pk,
            "areas_municipality": place.area.municipality_id,
            "areas_area": place.wijk.pk,
            "areas_level": place.area.level_id,
            "areas_grouping": self.grouping.pk,
            "areas_theme": place.theme.pk,
            "areas_role": Role.objects.filter(municipality=place.area.municipality).first().pk,
            "areas_plankind": place.kind.pk,
            "areas_user": self.people["partner"].pk,
            "areas_assignment": self.people["partner"].assignments.get().pk,
            "areas_participationlevel": place.participation.pk,
            "areas_indicator": place.measurement.indicator_id,
            "areas_department": place.request.department_id,
            "areas_request": place.request.pk,
            "areas_motion": place.motion.pk,
            "areas_work": place.work.pk,
            "areas_plan": place.draft_plan.pk,
            "areas_goal": place.goal_of_draft_plan.pk,
            "areas_action": place.internal_action.pk,
            "areas_progressupdate": place.internal_action.updates.first().pk,
            "partners_organisation": place.seat.organisation_id,
            "partners_facilitykind": place.facility.kind_id,
            "partners_rhythm": place.rhythm.pk,
            "partners_roundtablekind": place.roundtable.kind_id,
            "partners_roundtable": place.roundtable.pk,
            "audit_event": Event.objects.order_by("pk").first().pk,
            "initiatives_initiative": place.waiting.pk,
            "budgets_scheme": place.scheme.pk,
            "budgets_budget": place.budget.pk,
            "budgets_application": place.hidden_application.pk,
            "budgets_decision": place.decided.decision.pk,
            "budgets_entry": place.decided.entries.first().pk,
            "budgets_namedday": NamedDay.objects.get().pk,
        }

    def word(self, what: str, scope: str) -> str:
        """A unique word, remembered as a canary of this kind in this scope."""
        self.counter += 1
        found = f"kanarie{self.counter:03d}{what.replace(' ', '')}"
        self.canaries[found] = (what, scope)
        return found

    def mail(self, what: str, scope: str) -> str:
        """A unique mail address, remembered as a canary."""
        return f"{self.word(what, scope)}@example.org"

    def phone(self, what: str, scope: str) -> str:
        """A unique phone number, remembered as a canary."""
        self.counter += 1
        found = f"06987{self.counter:05d}"
        self.canaries[found] = (what, scope)
        return found


def build() -> World:
    """Make the world in the database that is connected."""
    world = World()
    town = MunicipalityFactory(name="Waterstad", host=HOSTS[OWN], email="post@waterstad.example")
    elsewhere = MunicipalityFactory(name="Bergdorp", host=HOSTS[ELSEWHERE])
    oost = AreaFactory(municipality=town, name="Oost")
    west = AreaFactory(municipality=town, name="West")
    noord = AreaFactory(municipality=elsewhere, name="Noord")
    wijk = AreaFactory(municipality=town, name="Oosterwijk", parent=oost, level=_level(town))
    world.grouping = Grouping.objects.create(
        municipality=town, code="rayon", name="rayon", plural="rayons"
    )
    OldSlug.objects.create(slug="oost-vroeger", area=oost)
    _people(world, oost)
    for scope, area, below in [(OWN, oost, wijk), (OTHER, west, west), (ELSEWHERE, noord, noord)]:
        world.places[scope] = place = Place(area, below)
        _shapes(place)
        _agenda(world, scope, place)
        _around_the_agenda(world, scope, place)
        _initiatives(world, scope, place)
        _endorsements(world, scope, place)
        _saved(world, scope, place)
        _taken_up(world, scope, place)
        _compass(world, scope, place)
        _signals(world, scope, place)
        _gatherings(world, scope, place)
        _followings(world, scope, place)
        _stories(world, scope, place)
        place.things["done"] = InitiativeFactory(
            area=place.wijk, submitter=place.submitter, state=State.DONE
        )
        _outcome(world, scope, place)
        _hidings(world, scope, place)
        _letters(world, scope, place)
        _money(world, scope, place)
        _roundtable(world, scope, place)
    NamedDay.objects.create(day=datetime.date(2040, 5, 11), source="Stb. 2039, 1")
    _machinery(world)
    recount()
    return world


def _level(town: Municipality):
    return LevelFactory(municipality=town, code="wijk", plural="wijken", rank=2, on_map=False)


def _shapes(place: Place) -> None:
    """A square for the area, and a corner of it for what is below."""
    for area, size in {place.area: 0.1, place.wijk: 0.02}.items():
        square(area, size)


def _people(world: World, oost: Area) -> None:
    world.people[VISITOR] = None
    for who in (SUBMITTER, RESIDENT_ELSEWHERE, SEAT):
        world.people[who] = _user(world, who, OWN)
    for kind in ROLES:
        world.people[kind] = _user(world, kind, OWN)
        _assign(world.people[kind], kind, oost)
    world.people[EVERY_ROLE] = _user(world, EVERY_ROLE, OWN)
    for kind in ROLES:
        _assign(world.people[EVERY_ROLE], kind, oost)
    for who, kind in [(WHOLE_TOWN, "subsidy"), (MANAGES_TOWN, "administrator")]:
        world.people[who] = _user(world, who, OWN)
        _assign(world.people[who], kind, oost.municipality.root)
    world.people[SUPERUSER] = _user(world, "superuser", OWN)
    for who in (SUPERUSER, MANAGES_TOWN):
        world.people[who].is_staff, world.people[who].is_superuser = True, who == SUPERUSER
        world.people[who].save()
    # A colleague who is shown on the page of the area: what they show is no secret.
    shown = UserFactory(name="Ada Advies", email="ada@waterstad.example", phone="0172000000")
    _assign(shown, "advisor_social", oost, in_public=True)


def _assign(user: User, kind: str, area: Area, **fields) -> None:
    role = RoleFactory(municipality=area.municipality, kind=kind)
    AssignmentFactory(user=user, role=role, area=area, **fields)


def _user(world: World, who: str, scope: str) -> User:
    """A person whose name, mail address and phone number are canaries."""
    return UserFactory(
        name=world.word(f"name of {who}", scope),
        email=world.mail(f"mail of {who}", scope),
        phone=world.phone(f"phone of {who}", scope),
    )


def _agenda(world: World, scope: str, place: Place) -> None:
    town, staff = place.area.municipality, world.people["advisor_social"]
    things = place.things
    things["theme"] = ThemeFactory(municipality=town)
    things["kind"] = PlanKindFactory(municipality=town)
    common = {"area": place.wijk, "kind": things["kind"]}
    things["plan"] = PlanFactory(**common, title="Jaarplan")
    things["draft_plan"] = PlanFactory(
        **common,
        title=world.word("draft plan", scope),
        summary=world.word("draft plan", scope),
        state=PlanState.DRAFT,
        public_from=today(),
    )
    things["embargoed_plan"] = PlanFactory(
        **common,
        title=world.word("embargoed plan", scope),
        public_from=today() + datetime.timedelta(days=30),
    )
    for name in ("plan", "draft_plan", "embargoed_plan"):
        what = name.replace("_", " ")
        title = world.word(what, scope) if name != "plan" else "Meer groen"
        things[f"goal_of_{name}"] = GoalFactory(
            plan=things[name], theme=things["theme"], title=title
        )
    _life_of_plans(world, scope, place)
    spot = {"lat": 52.11, "lon": 4.61}
    things["action"] = _action(place, goal=things["goal_of_plan"], lead_user=staff, **spot)
    secret = {"title": world.word("internal action", scope), "lead_user": staff}
    secret |= {"text": world.word("internal action", scope)}
    things["internal_action"] = _action(place, public=False, **secret)
    for name in ("draft_plan", "embargoed_plan"):
        title = world.word(name.replace("_", " "), scope)
        things[f"action_of_{name}"] = _action(place, goal=things[f"goal_of_{name}"], title=title)
    for action, public in [(things["action"], True), (things["action"], False)]:
        text = "De eerste boom staat." if public else world.word("internal progress", scope)
        ProgressUpdate.objects.create(action=action, text=text, public=public, by=staff)
    text = world.word("internal action", scope)
    ProgressUpdate.objects.create(action=things["internal_action"], text=text, by=staff)
    FiguresFactory(area=place.area)
    for thing in ("plan", "draft_plan", "action", "internal_action"):
        verb = "plan.created" if isinstance(things[thing], Plan) else "action.created"
        record(things[thing], verb, by=None, area_id=place.wijk.pk)


def _life_of_plans(world: World, scope: str, place: Place) -> None:
    """Steps, versions and partners of the plans, and one that is signed and goes in phases.

    The first version of the plan is kept while it has an internal action and no public one.
    """
    town, things = place.area.municipality, place.things
    things["draft_plan"].replaces.add(things["plan"])
    secret = world.word("internal action", scope)
    things["internal_action_of_plan"] = _action(
        place, goal=things["goal_of_plan"], public=False, title=secret, lead_label=secret
    )
    group, _new = Organisation.objects.get_or_create(
        municipality=town, code="welzijn", defaults={"name": "Welzijn Waterstad"}
    )
    for name in ("plan", "draft_plan", "embargoed_plan"):
        plan, what = things[name], name.replace("_", " ")
        text = "De speelplek kwam erbij." if name == "plan" else world.word(what, scope)
        PlanDeed.objects.create(plan=plan, deed="residents", changed=text, with_whom=text)
        party = PlanParty.objects.create(plan=plan, organisation=group, promises=text)
        things[f"party_of_{name}"] = party
        if name != "draft_plan":
            keep_version(plan, note="", by=None)
    kind = PlanKindFactory(
        municipality=town, code="aanpak", name="Aanpak", plural="aanpakken", integral=True
    )
    kind.signed = True
    kind.save()
    things["approach"] = PlanFactory(area=place.wijk, kind=kind, title="Aanpak eenzaamheid")
    PlanPhase.objects.create(plan=things["approach"], phase=PlanPhase.Phase.PROBLEM)
    things["party"] = PlanParty.objects.create(plan=things["approach"], organisation=group)


def _around_the_agenda(world: World, scope: str, place: Place) -> None:
    """Figures, motions, works, and requests to a department."""
    town, staff = place.area.municipality, world.people["advisor_social"]
    things = place.things
    things["participation"] = ParticipationLevelFactory(municipality=town)
    things["measurement"] = MeasurementFactory(area=place.area)
    things["motion"] = MotionFactory(municipality=town, area=place.area)
    things["work"] = WorkFactory(area=place.wijk)
    things["portrait"] = Portrait.objects.create(
        area=place.wijk, text="Een wijk aan het water.", worries=world.word("worries", scope)
    )
    for name in ("embargoed_plan", "draft_plan"):
        Verdict.objects.create(
            plan=things[name],
            goal=things[f"goal_of_{name}"] if name == "draft_plan" else None,
            outcome=Verdict.Outcome.PARTLY,
            text=world.word(name.replace("_", " "), scope),
            by=staff,
        )
    _around_actions(world, scope, place)
    manager = world.people["manager"] if scope == OWN else None
    department = DepartmentFactory(municipality=town, manager=manager)
    common = {"area": place.wijk, "department": department, "asked_by": staff}
    secret = world.word("open request", scope)
    reader = staff if scope == OWN else UserFactory(name=f"Bert Blad {scope}")
    things["sheet"] = Sheet.objects.create(
        municipality=town,
        plan=things["plan"],
        by=reader,
        name=f"{world.word('sheet', scope)}.xlsx",
        header=["Titel", "Gebied"],
        rows=[[world.word("sheet", scope), place.wijk.name]],
        columns={"title": 0, "area": 1, "first": 2},
        choices={"theme": {"": things["theme"].pk}},
    )
    things["request"] = RequestFactory(**common, title=secret, text=secret)
    things["answered_request"] = RequestFactory(
        **common, state=RequestState.YES, action=things["action"]
    )
    RequestAnswer.objects.create(
        request=things["answered_request"],
        state=RequestState.YES,
        text="We doen het in mei.",
        answered_as="afdeling Wegbeheer",
    )


def _around_actions(world: World, scope: str, place: Place) -> None:
    """Money, partners, pictures, a motion and a promise that was kept or not."""
    things, staff = place.things, world.people["advisor_social"]
    things["funding"] = FundingFactory(action=things["action"])
    things["commitment"] = CommitmentFactory(action=things["action"])
    secret = world.word("internal action", scope)
    things["internal_funding"] = FundingFactory(action=things["internal_action"], source=secret)
    secret = world.word("internal action", scope)
    things["internal_commitment"] = CommitmentFactory(action=things["internal_action"], text=secret)
    promise = {
        "participation": things["participation"],
        "can_decide": "De plek.",
        "cannot_decide": "Het bedrag.",
    }
    things["done_action"] = _action(place, title="Bank geplaatst", state="done", **promise)
    things["merged_action"] = _action(
        place,
        title="Bomen bij de school",
        state="merged",
        merged_into=things["internal_action"],
    )
    for name, public in [("progress", True), ("internal_progress", False)]:
        alt = "Een boom" if public else world.word("internal progress", scope)
        note = ProgressUpdate.objects.create(
            action=things["action"], text="Zie de foto.", public=public, by=staff
        )
        things[f"picture_of_{name}"] = ProgressPicture.objects.create(
            update=note, file=jpeg(), alt=alt, width=8, height=6
        )
    for name in ("action", "internal_action", "action_of_draft_plan"):
        things[name].motion = things["motion"]
        things[name].save()


def _action(place: Place, **fields):
    title = fields.get("title", "Bomen planten")
    return ActionFactory(
        area=place.wijk, theme=place.theme, **{"title": title, "search": normalise(title)} | fields
    )


def _initiatives(world: World, scope: str, place: Place) -> None:
    mine = world.people[SUBMITTER] if scope == OWN else _user(world, "stranger", scope)
    place.things["submitter"] = mine
    theme = {"theme": place.theme}
    place.things["initiative"] = _initiative(world, scope, place, "public", submitter=mine, **theme)
    hidden = {"released_at": None, "released_by": None}
    place.things["waiting"] = _initiative(
        world, scope, place, "unreleased", submitter=mine, state=State.RECEIVED, **hidden, **theme
    )
    place.things["unconfirmed"] = _initiative(
        world, scope, place, "unconfirmed", submitter=None, state=State.UNCONFIRMED, **hidden
    )
    place.things["paper"] = _initiative(
        world, scope, place, "public", submitter=None, source=Initiative.Source.PAPER, **theme
    )
    # One without a request for money, of the same person.
    place.things["spare"] = _initiative(world, scope, place, "public", submitter=mine, **theme)
    place.things["withdrawn"] = _initiative(
        world, scope, place, "withdrawn", submitter=None, state=State.WITHDRAWN, **theme
    )
    along = UserFactory(name="", email=world.mail("contact of neighbour", scope))
    for name in ("initiative", "waiting"):
        place.things[f"along_{name}"] = CoInitiator.objects.create(
            initiative=place.things[name], email=along.email, user=along, confirmed_at=now()
        )
    asked = world.mail("contact of who is asked along", scope)
    found = CoInitiator.objects.create(initiative=place.initiative, email=asked)
    place.things["asked_along"] = found
    tokens.issue(TOGETHER, str(found.pk), datetime.timedelta(days=9), email=asked)
    for name in ("initiative", "waiting"):
        place.things[f"picture_of_{name}"] = _picture(world, scope, place.things[name])
    tokens.issue(
        "initiatives.confirm",
        str(place.unconfirmed.pk),
        datetime.timedelta(days=14),
        email=place.unconfirmed.contact_email,
    )


def _initiative(world: World, scope: str, place: Place, what: str, **fields) -> Initiative:
    """An initiative with contact data and a note of each kind; what is public has plain words."""
    title = "Bankje" if what == "public" else world.word(f"{what} initiative", scope)
    text = "Bij de vijver." if what == "public" else world.word(f"{what} initiative", scope)
    mine = fields["submitter"]
    contact = f"contact of {what}"
    initiative = InitiativeFactory(
        area=place.wijk,
        title=title,
        text=text,
        search=normalise(title),
        contact_name=mine.name if mine else world.word(f"name in {contact}", scope),
        contact_email=mine.email if mine else world.mail(contact, scope),
        contact_phone=mine.phone if mine else world.phone(contact, scope),
        next_step="Wij bellen u.",
        next_step_by=RESIDENT,
        **{"state": State.IN_PROGRESS} | fields,
    )
    staff = world.people["advisor_social"]
    kinds = {
        Note.Kind.QUESTION: f"talk of {what}",
        Note.Kind.ANSWER: f"talk of {what}",
        Note.Kind.STEP: f"reason of {what}",
        Note.Kind.INTERNAL: f"internal note of {what}",
    }
    for kind, secret in kinds.items():
        by = mine if kind == Note.Kind.ANSWER else staff
        state = initiative.state if kind == Note.Kind.STEP else ""
        text = world.word(secret, scope)
        Note.objects.create(initiative=initiative, kind=kind, text=text, by=by, state=state)
    news = "Het bankje is besteld." if what == "public" else world.word(f"{what} initiative", scope)
    Note.objects.create(initiative=initiative, kind=Note.Kind.NEWS, text=news, by=staff)
    record(initiative, "initiative.submitted", by=mine)
    return initiative


def _picture(world: World, scope: str, initiative: Initiative) -> Picture:
    public = initiative.released_at is not None
    alt = "Een bankje" if public else world.word("unreleased initiative", scope)
    return Picture.objects.create(
        initiative=initiative, file=jpeg(), alt=alt, width=8, height=6, at=now()
    )


def jpeg(name: str = "foto.jpg") -> ContentFile:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(kept, "JPEG")
    return ContentFile(kept.getvalue(), name=name)


def _money(world: World, scope: str, place: Place) -> None:
    # The first one that was made: they are all called the same.
    rows = Scheme.objects.filter(municipality=place.area.municipality).order_by("pk")
    scheme = rows.first() or SchemeFactory(
        municipality=place.area.municipality,
        level=place.area.level,
        legal_basis="Verordening buurtgeld",
    )
    budget = open_budget(scheme=scheme, area=place.area, year=today().year, by=None)
    things = place.things | {"scheme": scheme, "budget": budget}
    purpose = world.word("money of unreleased", scope)
    things["application"] = _application(place.initiative, budget, purpose="Hout en verf")
    things["hidden_application"] = _application(place.waiting, budget, purpose=purpose)
    things["decided"] = _application(place.paper, budget, purpose="Een zaag")
    # What is asked of the initiator is theirs and of who handles money.
    TermStep.objects.create(
        application=things["hidden_application"],
        kind=TermStep.Kind.ASKED,
        until=today() + datetime.timedelta(days=14),
        text=world.word("money question", scope),
    )
    holder = _user(world, "decider", scope)
    _assign(holder, "budget_holder", place.area)
    decide(
        application=things["decided"],
        granted=True,
        amount_cents=100,
        ground="rule",
        reason="Mooi plan.",
        by=holder,
    )
    things["batch"] = _batch(world, scope, place, budget, holder)
    place.things |= things
    name = world.word("receipt", scope)
    place.things["receipt"] = Receipt.objects.create(
        application=things["decided"], name=name, file=pdf(inside=name.encode())
    )
    _allocations(world, scope, place, holder)
    place.budget.refresh_from_db()
    _assessed(place, holder)
    _decision_letters(place)
    _letters_to_who_asked(world, scope, place, budget)
    _taken_back(world, scope, place)


def _allocations(world: World, scope: str, place: Place, holder: User) -> None:
    """A decision about a budget, free room with an action on its list, a fund of the council."""
    paper = Paper("college", "B&W-1", today(), "Meer plannen.")
    allocate(budget=place.budget, amount_cents=5_000, paper=paper, by=holder)
    manager = _user(world, "room manager", scope)
    _assign(manager, "manager", place.area)
    room = SchemeFactory(
        municipality=place.area.municipality,
        level=place.area.level,
        name="Vrije ruimte",
        construction="own",
        room_with="de afdeling Beheer",
        can_apply=False,
    )
    budget = open_budget(scheme=room, area=place.area, year=today().year, by=None)
    place.things["room_budget"] = budget
    place.things["room_priority"] = prioritise(
        budget=budget,
        action=ActionFactory(area=place.area, title="Een pad in de vrije ruimte"),
        round_number=1,
        rank=1,
        amount_cents=100,
        agreed_on=today(),
        by=manager,
    )
    # A fund for this area only, which it is named by.
    place.area.code = place.area.slug
    place.area.save()
    place.things["council_fund"] = SchemeFactory(
        municipality=place.area.municipality,
        name="Raadsfonds",
        level=None,
        area_codes=[place.area.code],
        fixed_cents=None,
        construction="council",
        can_apply=False,
    )


def _assessed(place: Place, holder: User) -> None:
    """What the municipality carries out itself, what is advised on, and what is compared."""
    wish = _of_scheme(place, construction="own")
    decide(application=wish, granted=True, amount_cents=100, reason="Mooi.", by=holder)
    criteria = [{"name": "Bereik", "most": 5}]
    ranks = {"division": "ranking", "criteria": criteria}
    ranks["asked_until"] = today() - datetime.timedelta(days=1)
    compared, divided = (_of_scheme(place, **ranks) for _number in range(2))
    for one in (compared, divided):
        score(application=one, points=[3], reason="Goed bereik.", by=holder)
    place.things |= {
        "wish": wish,
        "to_advise": _of_scheme(place, advised_by="advisor_social"),
        "compared": compared,
        "ranking": divide(budget=divided.budget, scheme=divided.scheme, by=holder),
    }


def _of_scheme(place: Place, **rules) -> Application:
    """A request from a scheme of its own, that came in before any window closed."""
    scheme = SchemeFactory(
        municipality=place.area.municipality, level=place.area.level, can_apply=False, **rules
    )
    budget = open_budget(scheme=scheme, area=place.area, year=today().year, by=None)
    idea = InitiativeFactory(area=place.wijk, submitter=place.submitter)
    found = _application(idea, budget, purpose="Een bord")
    found.received_on = found.complete_on = today() - datetime.timedelta(days=7)
    found.save(update_fields=["received_on", "complete_on"])
    return found


def _decision_letters(place: Place) -> None:
    """The letter about what was granted, and an objection to it."""
    holder = place.decided.decision.by
    place.things["decision_letter"] = letter = LetterOfDecisionFactory(
        application=place.decided, kind="partly", by=holder
    )
    place.things["objection"] = Objection.objects.create(
        letter=letter,
        reference="B-1",
        received_on=today(),
        decide_by=today() + datetime.timedelta(weeks=12),
    )


def _letters_to_who_asked(world: World, scope: str, place: Place, budget: Budget) -> None:
    """A refusal to who brought the idea, one with an objection and one without, and a request that
    was not completed in time.
    """
    holder = place.decided.decision.by
    for name in ("refused_letter", "objected_letter", "incomplete_request"):
        idea = InitiativeFactory(area=place.wijk, submitter=place.submitter, theme=place.theme)
        asked = _application(idea, budget, purpose="Een ladder")
        if name == "incomplete_request":
            Application.objects.filter(pk=asked.pk).update(
                received_on=today() - datetime.timedelta(days=9)
            )
            day = today() - datetime.timedelta(days=3)
            asked_on = {"on": day, "until": today() - datetime.timedelta(days=1)}
            TermStep.objects.create(application=asked, kind="asked", text="Offerte?", **asked_on)
            place.things[name] = asked
            continue
        heard = Heard(today(), world.word("words of who was heard", scope))
        given = {"granted": False, "ground": "rule", "follow_up": True, "heard": heard}
        decide(application=asked, **given, reason="Nee.", by=holder)
        place.things[name] = LetterOfDecisionFactory(application=asked, by=holder)
    _in_default(world, scope, place)
    place.things["own_words_objection"] = Objection.objects.create(
        letter=place.objected_letter,
        reference="digitaal-1",
        text=world.word("words of an objection", scope),
        received_on=today(),
        decide_by=today() + datetime.timedelta(weeks=12),
    )


def _in_default(world: World, scope: str, place: Place) -> None:
    """A request of which a notice of default came yesterday, with what was found of it."""
    idea = InitiativeFactory(area=place.wijk, submitter=place.submitter, theme=place.theme)
    asked = _application(idea, place.budget, purpose="Een kruiwagen")
    day = today() - datetime.timedelta(days=1)
    TermStep.objects.create(application=asked, kind=TermStep.Kind.NOTICE, on=day)
    PenaltyFinding.objects.create(
        application=asked,
        finding="owed",
        reason=world.word("reason of a penalty", scope),
        by=place.decided.decision.by,
    )
    place.things["in_default"] = asked


def _taken_back(world: World, scope: str, place: Place) -> None:
    """A grant that was lowered, and one that was settled lower and withdrawn later; each after its
    receiver was heard, whose words stand in the letter about it.
    """
    holder = place.decided.decision.by
    why = {"reason": "Er komt minder hout.", "by": holder}
    for name in ("lowered", "withdrawn_grant"):
        idea = InitiativeFactory(area=place.wijk, submitter=place.submitter, theme=place.theme)
        place.things[name] = asked = _application(idea, place.budget, purpose="Een schutting")
        given = {"granted": True, "amount_cents": 100, "ground": "rule"}
        decide(application=asked, **given, **why)
        heard = Heard(today(), world.word("words of who was heard", scope))
        if name == "withdrawn_grant":
            settle(application=asked, amount_cents=80, ground="a", heard=heard, **why)
        ground, left = ("48a", 50) if name == "lowered" else ("49a", 0)
        given = {"amount_cents": left, "why": Why(ground, why["reason"]), "heard": heard}
        revoke(application=asked, **given, by=holder)
        body = f'[["Uw reactie", "{heard.said}"]]'
        letter = LetterOfDecisionFactory(application=asked, kind="revoked", body=body, by=holder)
        place.things[f"letter_of_{name}"] = letter


def _batch(world: World, scope: str, place: Place, budget: Budget, holder: User) -> PaymentBatch:
    """A grant that is set ready to be paid by somebody else than the people of the table."""
    application = _application(place.paper, budget, purpose="Een schaar")
    decide(
        application=application,
        granted=True,
        amount_cents=100,
        ground="rule",
        reason="Fijn.",
        by=holder,
    )
    keeper = _user(world, "payer", scope)
    _assign(keeper, "subsidy", place.area)
    number = {"iban": "NL91ABNA0417164300", "holder": "Dorpshuis"}
    give_account(application=application, **number, by=keeper)
    return make_batch(municipality=place.area.municipality, by=keeper)


def _application(initiative: Initiative, budget: Budget, purpose: str) -> Application:
    return Application.objects.create(
        initiative=initiative,
        budget=budget,
        scheme=budget.scheme,
        asked_cents=10_000,
        purpose=purpose,
        asked_by=initiative.submitter,
        decide_by=today() + datetime.timedelta(weeks=8),
    )


def _roundtable(world: World, scope: str, place: Place) -> None:
    town = place.area.municipality
    kind, _new = RoundtableKind.objects.get_or_create(
        municipality=town, code="dorpsraad", defaults={"name": "Dorpsraad", "plural": "dorpsraden"}
    )
    group, _new = Organisation.objects.get_or_create(
        municipality=town,
        code="bewoners",
        defaults={"name": "Bewonersgroep", "of_residents": True},
    )
    table = Roundtable.objects.create(
        kind=kind, area=place.area, code=place.area.slug, name=f"Dorpsraad {place.area.name}"
    )
    sitter = world.people[SEAT] if scope == OWN else _user(world, "sitter", scope)
    role = world.word("seat", scope)
    place.things["seat"] = Seat.objects.create(
        roundtable=table, user=sitter, organisation=group, role=role, votes=True
    )
    place.things["roundtable"] = table
    _ballots(world, scope, place)
    _meetings(world, scope, place, sitter)
    _directory(world, scope, place, group)


def _ballots(world: World, scope: str, place: Place) -> None:
    """At the table of the place: a request to vote on, an open ballot, and a closed one."""
    things, lea = place.things, UserFactory(name="Lea Lid")
    things["chair"] = lea
    scheme = SchemeFactory(
        municipality=place.area.municipality, level=place.area.level, can_apply=False
    )
    budget = open_budget(scheme=scheme, area=place.area, year=today().year, by=None)
    kind = things["roundtable"].kind
    BallotRule.objects.create(scheme=scheme, kind=kind, standing="advises")
    seat = SeatFactory(roundtable=things["roundtable"], user=lea, leads=True, votes=True)
    ideas = InitiativeFactory.create_batch(3, area=place.wijk, submitter=place.submitter)
    asked = [_application(one, budget, purpose="Een hek") for one in ideas]
    things["to_vote"] = asked[0]
    things["ballot"], things["closed_ballot"] = (
        open_ballot(application=one, by=lea) for one in asked[1:]
    )
    closed = things["closed_ballot"]
    vote(ballot=closed, choice="for", reason=world.word("vote", scope), by=lea)
    close_ballot(ballot=closed, by=lea)
    # The tally stays as it was; who left the table gets no invitations.
    seat.ends_on = today() - datetime.timedelta(days=1)
    seat.save()


def _meetings(world: World, scope: str, place: Place, sitter: User) -> None:
    """Meetings that are planned, public, and of a confidential table that the sitter leads."""
    things, town = place.things, place.area.municipality
    secret = confidential_kind(town)
    things["secret_table"] = RoundtableFactory(
        kind=secret, area=place.area, name=f"Verdeeltafel {place.area.name}"
    )
    leads = SeatFactory(roundtable=things["secret_table"], user=sitter, leads=True)
    things["secret_table"].organisations.add(things["seat"].organisation)
    _case(world, scope, place, sitter)
    for name, seat, what in (
        ("meeting", things["seat"], "minutes"),
        ("public_meeting", things["seat"], "minutes"),
        ("secret_meeting", leads, "secret minutes"),
    ):
        public = name == "public_meeting"
        state = {"public": True, "state": "settled"} if public else {}
        things[name] = MeetingFactory(roundtable=seat.roundtable, place="Dorpshuis", **state)
        said = "De speelplek" if public else world.word(what, scope)
        item = f"item_of_{name}"
        things[item] = AgendaItemFactory(meeting=things[name], title=said, minutes=said)
        things[f"closed_{item}"] = AgendaItemFactory(
            meeting=things[name],
            closed=True,
            title=world.word("closed point" if seat is not leads else what, scope),
            decision=world.word("closed point" if seat is not leads else what, scope),
        )
        things[f"agreement_of_{name}"] = AgreementFactory(
            owner=seat, item=things[item], what="Bellen" if public else world.word(what, scope)
        )
    place.waiting.agenda_items.add(things["item_of_meeting"])
    place.initiative.agenda_items.add(things["item_of_public_meeting"])
    record(things["meeting"], "meeting.planned", by=None)


def _endorsements(world: World, scope: str, place: Place) -> None:
    """Who supports the public initiative, and a link to confirm that."""
    mail = world.mail("contact of supporter", scope)
    found = Endorsement.objects.create(initiative=place.initiative, email=mail, inside=True)
    tokens.issue(ENDORSE, str(found.pk), datetime.timedelta(days=9), email=mail)


def _saved(world: World, scope: str, place: Place) -> None:
    """Somebody who goes on later with an idea, and the link for it."""
    mail, word = world.mail("contact of who goes on", scope), world.word("saved idea", scope)
    saved = SavedIdea.objects.create(
        municipality=place.area.municipality,
        email=mail,
        typed={"idee": {"title": word}, "contact": {"contact_email": mail}},
    )
    tokens.issue(LATER, str(saved.pk), datetime.timedelta(days=9), email=mail)


def _taken_up(world: World, scope: str, place: Place) -> None:
    """A public initiative that somebody was asked to take up, and the link for it."""
    mail = world.mail("contact of who takes up", scope)
    place.things["taken_up"] = InitiativeFactory(
        area=place.wijk, submitter=place.submitter, state=State.TAKEN_UP
    )
    taken = TakeUp.objects.create(initiative=place.taken_up, email=mail)
    tokens.issue(TAKE_UP, str(taken.pk), datetime.timedelta(days=9), email=mail)


def _followings(world: World, scope: str, place: Place) -> None:
    """Who follows the area, the initiative and the action, and a link to confirm it."""
    mail = world.mail("contact of follower", scope)
    follower = FollowerFactory(municipality=place.area.municipality, email=mail)
    things = [{"area": place.wijk}, {"area": place.wijk, "theme": place.theme}]
    things += [
        {"area": None, "initiative": place.initiative},
        {"area": None, "action": place.action},
    ]
    for thing in things:
        found = FollowingFactory(follower=follower, **thing)
    tokens.issue(FOLLOWING, str(found.pk), datetime.timedelta(days=6), email=mail)
    place.things["follower"] = follower


def _stories(world: World, scope: str, place: Place) -> None:
    """A story on the site, one that waits and one that is not sent in; each with a picture."""
    told, drawn = place.things, {"width": 8, "height": 6, "initiative": place.initiative}
    told["story"] = StoryFactory(initiative=place.initiative)
    for name, state in (("waiting_story", "waiting"), ("draft_story", "draft")):
        word = world.word(f"{state} story", scope)
        told[name] = StoryFactory(
            initiative=place.initiative, title=word, text=word, state=state, released_at=None
        )
        alt = world.word(f"{state} story", scope)
        told[f"picture_of_{name}"] = Picture.objects.create(
            story=told[name], file=jpeg(), alt=alt, **drawn
        )
    place.things["report"] = ReportFactory(
        initiative=place.initiative,
        text=world.word("report", scope),
        contact_email=world.mail("contact of reporter", scope),
    )
    place.things["report_of_story"] = ReportFactory(
        initiative=place.initiative, story=told["story"], state="left", moved_at=now()
    )
    told["picture_of_story"] = Picture.objects.create(
        story=told["story"], file=jpeg(), alt="Het bankje", **drawn
    )
    told["report_of_picture"] = ReportFactory(
        initiative=place.initiative,
        picture=told["picture_of_story"],
        text=world.word("report", scope),
    )


def _hidings(world: World, scope: str, place: Place) -> None:
    """An idea off the site to which its writer objects, and a story that stays off the site."""
    things = place.things
    gone = {"area": place.wijk, "submitter": place.submitter, "title": "Vlaggen in de straat"}
    things["hidden_idea"] = InitiativeFactory(released_at=None, released_by=None, **gone)
    words = {"reason": world.word("objection", scope), "appeal": world.word("objection", scope)}
    things["hiding"] = HidingFactory(initiative=things["hidden_idea"], **words)
    things["hidden_story"] = StoryFactory(initiative=place.initiative, state="hidden")
    about = {"initiative": place.initiative, "story": things["hidden_story"]}
    things["kept_hiding"] = HidingFactory(
        state="kept", answer=world.word("objection", scope), **about
    )
    told = InitiativeFactory(area=place.wijk, submitter=place.submitter, state=State.DONE)
    said = {"text": "Het ging goed.", "said_at": now(), "released_at": now()}
    things["told_outcome"] = Outcome.objects.create(
        initiative=told, moment="weeks", result="yes", **said
    )


def _letters(world: World, scope: str, place: Place) -> None:
    """A newsletter that was sent, and a draft of the next one."""
    place.things["letter"] = LetterFactory(area=place.wijk)
    draft = {"sent_at": None, "sent_by": None, "audience": ""}
    word = world.word("draft letter", scope)
    place.things["draft_letter"] = LetterFactory(area=place.wijk, title=word, text=word, **draft)


def _outcome(world: World, scope: str, place: Place) -> None:
    """An initiative that is done since long, and what its initiator said of it after four weeks."""
    done, word = place.things["done"], world.word("outcome words", scope)
    long_ago = now() - datetime.timedelta(days=360)
    Note.objects.create(initiative=done, kind=Note.Kind.STEP, text="", state="done", at=long_ago)
    place.things["outcome"] = Outcome.objects.create(
        initiative=done, moment="weeks", result="partly", text=word, said_at=now()
    )


def _compass(world: World, scope: str, place: Place) -> None:
    """A kind of initiative, and two that have one: public and not, each with an answer."""
    things = place.things
    things["compass_kind"] = kind = compass_kind(place.wijk.municipality, code=f"soort-{scope}")
    things["phase"], things["next_phase"] = kind.phases.all()
    things["message"] = things["phase"].messages.get()
    things["question"], things["open_question"] = things["phase"].questions.all()
    for one in (place.initiative, place.waiting):
        Compass.objects.create(initiative=one, kind=kind, phase=things["phase"])
        CompassAnswer.objects.create(
            initiative=one,
            question=things["question"],
            text=world.word("compass", scope),
            by=things["submitter"],
        )
    StandstillNotice.objects.create(initiative=place.waiting)


def _signals(world: World, scope: str, place: Place) -> None:
    """A question of a resident, and one that was answered; a link to follow it."""
    word, mail = world.word("signal", scope), world.mail("contact of signal", scope)
    place.things["signal"] = SignalFactory(area=place.wijk, text=word, contact_email=mail)
    place.things["aside_signal"] = SignalFactory(
        area=place.wijk, text=world.word("set aside", scope), contact_email=mail, state="aside"
    )
    place.things["answered_signal"] = SignalFactory(
        area=place.wijk,
        text=world.word("signal", scope),
        place=world.word("signal", scope),
        answer=world.word("signal", scope),
        contact_email=mail,
        state="answered",
        answered_on=today(),
        outcome="De lamp is gemaakt.",
    )
    ref = f"initiatives.signal:{place.signal.pk}"
    tokens.issue(FOLLOW, ref, datetime.timedelta(days=9), email=mail)


def _gatherings(world: World, scope: str, place: Place) -> None:
    """A gathering to come with who comes, waits and did not confirm yet, and one that is over."""
    coming = GatheringFactory(area=place.wijk, seats=2, action=place.internal_action)
    over = GatheringFactory(
        area=place.wijk,
        starts_at=now() - datetime.timedelta(days=2),
        outcome="Er komt een bankje.",
        turnout=12,
        led_to_action=place.action,
        led_to_initiative=place.initiative,
    )
    place.things["gathering"], place.things["past_gathering"] = coming, over
    mail = world.mail("contact of who comes", scope)
    for gathering in (coming, over):
        SignUpFactory(gathering=gathering, email=mail)
    waiting = world.mail("contact of who comes", scope)
    SignUpFactory(gathering=coming, people=2, email=waiting, seated_at=None)
    asks = world.mail("contact of who asks to come", scope)
    asking = SignUpFactory(gathering=coming, email=asks, confirmed_at=None)
    valid = datetime.timedelta(days=9)
    tokens.issue(CONFIRM, str(asking.pk), valid, email=asks)
    tokens.issue(LEAVE, str(coming.sign_ups.seated().get().pk), valid, email=mail)


def _case(world: World, scope: str, place: Place, sitter: User) -> None:
    """A question at the confidential table, which its sitter read."""
    table, word = place.secret_table, world.word("case", scope)
    case = open_case(table, question=word, informed="no", reason=word, organisations=[], by=sitter)
    group = table.organisations.get()
    set_reference(case, organisation=group, text=world.word("case", scope), by=sitter)
    set_step(case, text=word, taker=table.seats.get(), on=today(), by=sitter)
    read_case(case, by=sitter)
    place.things["case"] = case


def _directory(world: World, scope: str, place: Place, group: Organisation) -> None:
    """Whom one asks at an organisation, a place to go to, and what comes round."""
    things, town = place.things, place.area.municipality
    things["organisation"] = group
    things["contact"] = ContactFactory(
        organisation=group,
        area=place.wijk,
        name=world.word("partner person", scope),
        email=world.mail("partner person", scope),
        phone=world.phone("partner person", scope),
    )
    ContactFactory(organisation=group, area=place.wijk, name="Wim Wijkagent", in_public=True)
    things["facility"] = FacilityFactory(area=place.wijk, organisation=group)
    things["rhythm"] = RhythmFactory(municipality=town, level=place.area.level)
    table = place.roundtable
    things["advice"] = AdviceFactory(roundtable=table)
    secret = world.word("asked advice", scope)
    things["asked_advice"] = AdviceFactory(
        roundtable=table, topic=secret, question=secret, text="", given_on=None, asked_on=today()
    )
    things["covenant"] = CovenantFactory(municipality=town)
    things["covenant_document"] = CovenantDocumentFactory(covenant=things["covenant"])
    things["covenant_party"] = CovenantPartyFactory(covenant=things["covenant"], organisation=group)


def _machinery(world: World) -> None:
    """What libraries and the machine room keep: mails, a second factor, the admin's own log."""
    mine, staff = world.people[SUBMITTER], User.objects.get(email="ada@waterstad.example")
    queue(
        to=world.mail("mail", OWN),
        subject="Uw code om in te loggen",
        text=world.word("mail", OWN),
        purpose="account",
    )
    EmailAddress.objects.create(user=mine, email=mine.email, verified=True, primary=True)
    secret = "KANARIEFACTOR2345"
    world.canaries[secret] = ("second factor", OWN)
    TOTP.activate(staff, secret)
    LogEntry.objects.create(
        user=world.people[SUPERUSER],
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(mine.pk),
        object_repr=world.word("admin log", OWN),
        action_flag=CHANGE,
        change_message="",
    )
