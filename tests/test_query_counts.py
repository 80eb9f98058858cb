"""Every page asks the database as often for many rows as for one; public pages twelve times."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.actions.plan_versions import keep_version
from areas.models import (
    Area,
    AreaPostcode,
    AreaShape,
    Assignment,
    Deed,
    Funding,
    PlanDeed,
    PlanKind,
    PlanPhase,
    Portrait,
    ProgressPicture,
    ProgressUpdate,
    RequestAnswer,
    RouteStep,
    TemplateGoal,
    Verdict,
)
from budgets.actions.allocations import Paper, allocate
from budgets.actions.opening import open_budget
from budgets.models import (
    Account,
    Application,
    Decision,
    Entry,
    Objection,
    Payment,
    PaymentBatch,
    Ranked,
    Receipt,
    Score,
    TermStep,
)
from config.audit.log import record
from config.lib.clock import now, today
from config.pages.views.agenda import AgendaPage
from initiatives.actions.tally import recount
from initiatives.models import CoInitiator, CompassAnswer, Note, Outcome, Picture, State
from partners.actions.cases import close_case, open_case, read_case, set_step
from partners.models import (
    Attendance,
    Briefing,
    Commitment,
    Handover,
    Organisation,
    PlanParty,
    RhythmVisit,
)
from tests.access_table import ADMIN_MODELS, OK, ROWS
from tests.addresses import Browser
from tests.factories import (
    ActionFactory,
    AdviceFactory,
    AgendaItemFactory,
    AgreementFactory,
    AreaFactory,
    CommitmentFactory,
    ContactFactory,
    CovenantDocumentFactory,
    CovenantFactory,
    CovenantPartyFactory,
    FacilityFactory,
    FacilityKindFactory,
    FiguresFactory,
    FollowingFactory,
    FundingFactory,
    GatheringFactory,
    GoalFactory,
    HidingFactory,
    IndicatorFactory,
    InitiativeFactory,
    LetterFactory,
    LetterOfDecisionFactory,
    LevelFactory,
    MeasurementFactory,
    MeetingFactory,
    MotionFactory,
    OrganisationFactory,
    ParticipationLevelFactory,
    PlanFactory,
    PlanKindFactory,
    ReportFactory,
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
    pdf,
)
from tests.factories import RequestFactory as AskedFactory
from tests.world import (
    HOSTS,
    OWN,
    SEAT,
    SUBMITTER,
    SUPERUSER,
    VISITOR,
    WHOLE_TOWN,
    Place,
    World,
    jpeg,
)

pytestmark = pytest.mark.django_db
MOST_OF_A_PUBLIC_PAGE = 12
MOST_OF_MY_WORK = 12
# How often a page asks does not depend on which database answers: half of the people on each.
PEOPLE = {
    "sqlite": [VISITOR, "manager", SEAT, SUPERUSER],
    "postgresql": [SUBMITTER, "budget_holder", "councillor", WHOLE_TOWN],
}
# The first two of them ask for the pages that are open to all as well.
ASK_WHAT_IS_OPEN = [who for people in PEOPLE.values() for who in people[:2]]


def grow(world: World, turns: range) -> None:
    """Add one of everything that a page could show in a list, for each of these turns."""
    place = world.places[OWN]
    town = place.area.municipality
    wijk = place.wijk.level
    for turn in turns:
        ThemeFactory(municipality=town, code=f"thema-{turn}")
        PlanKindFactory(municipality=town, code=f"soort-{turn}")
        LevelFactory(municipality=town, code=f"niveau-{turn}", name=f"Niveau {turn}")
        area = AreaFactory(municipality=town, name=f"Gebied {turn}")
        for one in (
            area,
            AreaFactory(municipality=town, name=f"W{turn}", parent=place.area, level=wijk),
        ):
            FiguresFactory(area=one)
            AreaPostcode.objects.create(area=one, digits=f"24{turn:02d}")
            square = {"min_x": 0, "min_y": 0, "max_x": 9, "max_y": 9, "outline": "M0 0h9v9z"}
            AreaShape.objects.create(area=one, year=2025, rings=[], **square)
        FiguresFactory(area=place.area, year=2010 + turn)
        colleague = UserFactory(name=f"Collega {turn}")
        role = RoleFactory(municipality=town, kind="advisor_social", code=f"rol-{turn}")
        Assignment.objects.create(user=colleague, role=role, area=place.area, in_public=True)
        _agenda(place, colleague, turn)
        _effects(place, colleague, turn)
        _life_of_plans(place, turn)
        _around_actions(place, colleague, turn)
        _initiatives(world, place, colleague, turn)
        _at_tables(place, colleague, turn)
        _compared(place, turn)
    recount()


def _compared(place: Place, turn: int) -> None:
    """One more request to compare, and one more place on the list that was decided."""
    by = place.compared.scores.first().by
    for known in (place.compared, place.ranking.lines.first().application):
        one = Application.objects.create(
            initiative=InitiativeFactory(area=place.wijk),
            budget=known.budget,
            scheme=known.scheme,
            asked_cents=100,
            purpose="Verf",
            received_on=known.received_on,
        )
        Score.objects.create(application=one, points=[1], total=1, reason="Zo.", by=by)
    Ranked.objects.create(
        ranking=place.ranking,
        application=one,
        place=turn + 2,
        points=[1],
        total=1,
        asked_cents=100,
        granted_cents=0,
    )


def _agenda(place: Place, colleague, turn: int) -> None:
    for plan in (place.plan, PlanFactory(area=place.wijk, kind=place.kind, title=f"Plan {turn}")):
        goal = GoalFactory(plan=plan, theme=place.theme, title=f"Doel {turn}")
        for late in (0, 40):
            action = ActionFactory(
                area=place.wijk,
                theme=place.theme,
                goal=goal,
                title=f"Bankje {turn}",
                search=f"bankje {turn}",
                lead_user=colleague,
                state="running",
                ends_on=today() - datetime.timedelta(days=late),
            )
            record(action, "action.changed", by=colleague, area_id=place.wijk.pk)
    level = ParticipationLevelFactory(municipality=place.area.municipality, code=f"trede-{turn}")
    spot = {"lat": 52.1, "lon": 4.6 + turn / 10_000}
    WorkFactory(area=place.wijk, **spot)
    WorkFactory(area=place.wijk)
    brought = ActionFactory(area=place.wijk, theme=place.theme, participation=level, **spot)
    partner = OrganisationFactory(municipality=place.area.municipality, code=f"partij-{turn}")
    Commitment.objects.create(action=brought, organisation=partner)
    Funding.objects.create(action=brought, source="Wijkbudget", amount_cents=100)
    for asked in ("asked", "yes"):
        one = AskedFactory(
            area=place.wijk,
            department=place.request.department,
            action=place.action,
            state=asked,
            title=f"Vraag {turn}",
            due_on=today(),
        )
        record(one, "request.created", by=colleague, area_id=place.wijk.pk)
        for about in (one, place.answered_request) if asked == "yes" else ():
            RequestAnswer.objects.create(request=about, state=asked, answered_as="Wegbeheer")
        place.initiative.requests.add(one)
    for action in (place.action, place.internal_action):
        ProgressUpdate.objects.create(action=action, text="Verder.", by=colleague)
        ActionFactory(area=place.wijk, theme=place.theme, public=False, title=f"Stil {turn}")


def _effects(place: Place, colleague, turn: int) -> None:
    """Figures, goals that are measured by them, what is said of them, and money."""
    town, root = place.area.municipality, place.area.municipality.root
    indicator = IndicatorFactory(municipality=town, code=f"cijfer-{turn}", theme=place.theme)
    for one in (indicator, place.measurement.indicator):
        for area in (place.wijk, place.area, root):
            year = 2015 + turn
            MeasurementFactory(indicator=one, area=area, year=year)
    goal = GoalFactory(
        plan=place.plan,
        theme=place.theme,
        indicator=indicator,
        baseline=5,
        baseline_year=2010,
        target=7,
        target_year=2027,
    )
    for row in (goal, place.goal_of_plan, None):
        Verdict.objects.create(
            plan=place.plan, goal=row, outcome="partly", text="Het begin is er.", by=colleague
        )
    action = ActionFactory(
        area=place.wijk, theme=place.theme, goal=place.goal_of_plan, cost_cents=100
    )
    Funding.objects.create(action=action, source="Budget", amount_cents=50, sure=True)
    Portrait.objects.create(area=place.wijk, text="Een wijk.", by=colleague)


def _life_of_plans(place: Place, turn: int) -> None:
    town = place.area.municipality
    group = Organisation.objects.create(municipality=town, code=f"groep-{turn}", name=f"G{turn}")
    deed, phase = Deed.values[turn], PlanPhase.Phase.values[turn]
    kind = PlanKind.objects.get(code=f"soort-{turn}")
    TemplateGoal.objects.create(kind=kind, theme=place.theme, title="Doel", order=turn)
    PlanPhase.objects.update_or_create(
        plan=place.approach, phase=phase, defaults={"text": "Zo.", "starts_on": today()}
    )
    for plan in (place.plan, place.draft_plan, place.embargoed_plan, place.approach):
        RouteStep.objects.get_or_create(kind=plan.kind, deed=deed, defaults={"order": turn})
        PlanDeed.objects.create(plan=plan, deed=deed, on=today())
        PlanDeed.objects.create(plan=plan, deed=deed, on=today())
        PlanParty.objects.create(plan=plan, organisation=group, signed_on=None)
        keep_version(plan, note="Verder.", by=None)
        near = [
            PlanFactory(area=place.wijk, kind=place.kind, title=f"Bij {turn}", parent=parent)
            for parent in (plan, None, None)
        ]
        plan.replaces.add(near[1])
        near[2].replaces.add(plan)


def _around_actions(place: Place, colleague, turn: int) -> None:
    town = place.area.municipality
    here = {"area": place.wijk, "theme": place.theme}
    partner = OrganisationFactory(municipality=town, code=f"partner-{turn}", name=f"Partner {turn}")
    for action in (place.action, place.internal_action, place.done_action):
        FundingFactory(action=action)
        CommitmentFactory(action=action, organisation=partner)
        note = ProgressUpdate.objects.create(action=action, text="Verder.", by=colleague)
        for _number in range(2):
            ProgressPicture.objects.create(
                update=note, file=jpeg(), alt="Een boom", width=8, height=6
            )
        ActionFactory(title=f"Opgegaan {turn}", state="merged", merged_into=action, **here)
    MotionFactory(municipality=town, area=place.wijk)
    ActionFactory(title=f"Uit een motie {turn}", motion=place.motion, **here)
    SchemeFactory(municipality=town, level=place.area.level, motion=place.motion)
    quiet = ActionFactory(title=f"Vergeten {turn}", state="running", **here)
    type(quiet).objects.filter(pk=quiet.pk).update(updated_at=now() - datetime.timedelta(days=400))


def _at_tables(place: Place, colleague, turn: int) -> None:
    """Organisations, places, tables, meetings with points, agreements, and what comes round."""
    town = place.area.municipality
    partner = OrganisationFactory(municipality=town, code=f"buur-{turn}", name=f"Buur {turn}")
    partner.areas.add(place.area)
    place.organisation.areas.add(AreaFactory(municipality=town, name=f"Plek {turn}"))
    for organisation in (partner, place.organisation):
        ContactFactory(organisation=organisation, area=place.wijk, theme=place.theme)
        ContactFactory(organisation=organisation, area=place.wijk, in_public=True)
        CommitmentFactory(
            action=ActionFactory(area=place.wijk, theme=place.theme), organisation=organisation
        )
    spot = {"lat": 52.1, "lon": 4.6 + turn / 10_000}
    kind = FacilityKindFactory(municipality=town, code=f"plek-{turn}", name=f"Plek {turn}")
    for one in (kind, place.facility.kind):
        FacilityFactory(area=place.wijk, kind=one, organisation=place.organisation, **spot)
    level = place.area.level
    rhythm = RhythmFactory(municipality=town, level=level, code=f"ritme-{turn}")
    RhythmVisit.objects.create(rhythm=rhythm, area=place.area, by=colleague)
    others = RoundtableFactory(area=place.area, name=f"Tafel {turn}")
    others.kind.times_a_year = 4
    others.kind.save()
    others.organisations.add(place.organisation)
    for table in (place.roundtable, place.secret_table, others):
        table.organisations.add(partner)
        table.also_for.add(place.wijk)
        seat = SeatFactory(roundtable=table, user=UserFactory(), organisation=partner)
        SeatFactory(roundtable=table, user=None, name=f"Gast {turn}", in_public=True, stand_in=seat)
        for state in ("planned", "held"):
            meeting = MeetingFactory(roundtable=table, state=state, public=turn % 2 == 0)
            AgendaItemFactory(meeting=meeting)
        AgreementFactory(owner=seat)
        done = {"state": "done", "settled_on": today()}
        AgreementFactory(owner=seat, **done)
    for meeting in (place.meeting, place.public_meeting, place.secret_meeting):
        newest = meeting.roundtable.seats.order_by("pk").last()
        Attendance.objects.create(meeting=meeting, seat=newest, state="present")
        for item in (AgendaItemFactory(meeting=meeting), meeting.items.first()):
            AgreementFactory(owner=newest, item=item)
            for idea in (place.initiative, place.waiting):
                idea.agenda_items.add(item)
    for _number in range(2):
        advice = AdviceFactory(roundtable=place.roundtable)
        advice.actions.add(place.action)
        place.advice.actions.add(ActionFactory(area=place.wijk, theme=place.theme))
    Briefing.objects.create(roundtable=place.roundtable, about="De boom", how="early", by=colleague)
    for covenant in (CovenantFactory(municipality=town), place.covenant):
        covenant.areas.add(partner.areas.get())
        CovenantDocumentFactory(covenant=covenant)
        party = CovenantPartyFactory(covenant=covenant, organisation=partner)
        party.actions.add(ActionFactory(area=place.wijk, theme=place.theme))
    Handover.objects.create(
        municipality=town, leaver=colleague, stand_in=UserFactory(), by=colleague
    )
    _cases(place, partner)


def _cases(place: Place, partner) -> None:
    """Questions at the confidential table, open and closed, that many read."""
    table = place.secret_table
    people = table.seats.filter(user__isnull=False)
    sitter, newest = (people.order_by(order).first() for order in ("pk", "-pk"))
    given = {"question": "Wie helpt?", "informed": "yes", "reason": "", "by": sitter.user}
    for state in ("open", "closed"):
        case = open_case(table, organisations=[partner, place.organisation], **given)
        set_step(case, text="Bellen.", taker=newest, on=today(), by=sitter.user)
        for reader in (sitter.user, newest.user):
            read_case(case, by=reader)
        if state == "closed":
            close_case(case, outcome="helped", text="", by=sitter.user)
    for reader in (sitter.user, newest.user):
        read_case(place.case, by=reader)


def _initiatives(world: World, place: Place, colleague, turn: int) -> None:
    _signals(place, colleague)
    _gatherings(place)
    mine = world.people[SUBMITTER]
    for released in (True, False):
        hidden = {} if released else {"released_at": None, "released_by": None}
        one = InitiativeFactory(
            area=place.wijk,
            theme=place.theme,
            action=place.action,
            submitter=mine if turn % 2 else UserFactory(),
            title=f"Bankje {turn}",
            search=f"bankje {turn}",
            state=State.IN_PROGRESS if released else State.RECEIVED,
            **hidden,
        )
        record(one, "initiative.released", by=colleague, area_id=place.wijk.pk)
        budget = place.budget if released else _budget(place, turn)
        Application.objects.create(
            initiative=one,
            budget=budget,
            scheme=budget.scheme,
            asked_cents=100,
            purpose="Verf",
            asked_by=colleague,
            decide_by=today(),
        )
        for application in (place.application, place.hidden_application):
            TermStep.objects.create(
                application=application,
                kind="put_off",
                until=today(),
                text="Er is meer tijd nodig.",
            )
    _compass(place, turn)
    for one in (place.initiative, place.waiting, place.paper):
        for kind in Note.Kind:
            by = mine if kind == Note.Kind.ANSWER else colleague
            Note.objects.create(initiative=one, kind=kind, text="Tekst.", by=by, state=one.state)
        Picture.objects.create(initiative=one, file=jpeg(), alt="Bankje", width=8, height=6)
        for state in ("public", "waiting", "draft"):
            StoryFactory(initiative=one, state=state)
        ReportFactory(initiative=one)

    done = InitiativeFactory(area=place.wijk, submitter=mine, state=State.DONE)
    for moment in ("weeks", "year"):
        said = {"result": "yes", "text": "Fijn.", "said_at": now()}
        Outcome.objects.create(initiative=done, moment=moment, **said)
    HidingFactory(initiative=place.hidden_idea)
    _money_to_do(place, colleague, turn)
    LetterFactory(area=place.wijk)
    GatheringFactory(area=place.wijk)
    for story in (place.story, place.waiting_story, place.draft_story):
        drawn = {"file": jpeg(), "alt": "Bankje", "width": 8, "height": 6}
        Picture.objects.create(initiative=story.initiative, story=story, **drawn)
    paper = Paper("college", f"B&W-{turn}", today(), "Meer plannen.")
    decider = place.decided.decision.by
    allocate(budget=place.budget, amount_cents=1, paper=paper, by=decider)
    Receipt.objects.create(application=place.decided, name=f"Bon {turn}", file=pdf())
    for one in (place.initiative, place.waiting, place.paper):
        Entry.objects.create(
            budget=place.budget,
            application=place.decided,
            source=Account.RESERVED,
            target=Account.SPENT,
            amount_cents=1,
            key=f"{one.pk}-{turn}",
            text="Betaald",
        )


def _money_to_do(place: Place, colleague, turn: int) -> None:
    """Letters, objections, a batch that waits, and grants to be paid and accounted for."""
    scheme, long_ago = place.budget.scheme, today() - datetime.timedelta(weeks=40)
    for paid in (True, False):
        idea = InitiativeFactory(area=place.wijk, submitter=UserFactory())
        granted = Application.objects.create(
            initiative=idea,
            budget=place.budget,
            scheme=scheme,
            asked_cents=100,
            purpose="Verf",
            state="granted",
        )
        Decision.objects.create(
            application=granted, granted=True, amount_cents=100, reason="Ja.", by=colleague
        )
        given = {
            "kind": "granted",
            "on": long_ago,
            "account_by": today() - datetime.timedelta(days=1),
        }
        letter = LetterOfDecisionFactory(application=granted, by=colleague, **given)
        for near in (letter, place.decision_letter, place.refused_letter):
            Objection.objects.create(
                letter=near, reference=f"B-{turn}-{paid}", received_on=today(), decide_by=today()
            )
        if paid:
            batch = PaymentBatch.objects.create(
                municipality=place.area.municipality, made_by=colleague
            )
            Payment.objects.create(batch=batch, application=granted, amount_cents=100, state="paid")


def _gatherings(place: Place) -> None:
    """Gatherings to come and over, and who comes and waits."""
    linked = {"action": place.action, "initiative": place.initiative}
    led = {f"led_to_{name}": row for name, row in linked.items()}
    GatheringFactory(area=place.wijk, **linked)
    GatheringFactory(area=place.wijk, starts_at=now() - datetime.timedelta(days=3), **led)
    for seat in ({}, {"seated_at": None}):
        SignUpFactory(gathering=place.gathering, **seat)
        SignUpFactory(gathering=place.past_gathering, **seat)


def _compass(place: Place, turn: int) -> None:
    """More kinds, phases, questions, answers and messages."""
    compass_kind(place.wijk.municipality, code=f"soort-{turn}")
    kind = place.compass_kind
    phase = kind.phases.create(code=f"f{turn}", order=10 + turn, name=f"Fase {turn}")
    phase.messages.create(order=1, name="Bericht", text="Wanneer?")
    for near in (phase, place.phase):
        question = near.questions.create(code=f"q{turn}", order=10 + turn, text="Hoe?")
        for one in (place.initiative, place.waiting):
            CompassAnswer.objects.create(
                initiative=one, question=question, text="Zo.", by=UserFactory()
            )


def _signals(place: Place, colleague) -> None:
    """Questions of residents: open, taken up, answered, combined, and late."""
    near = {"area": place.wijk, "theme": place.theme}
    for state in ("received", "taken_up", "aside"):
        taken = {"handler": colleague} if state == "taken_up" else {}
        SignalFactory(**near, state=state, **taken)
    SignalFactory(**near, state="combined", combined_into=place.signal)
    SignalFactory(**near, state="combined", combined_into=place.answered_signal)
    SignalFactory(
        **near,
        state="answered",
        answered_on=today(),
        outcome="Gemaakt.",
        action=place.action,
        initiative=place.initiative,
    )
    SignalFactory(**near, due_on=today() - datetime.timedelta(days=1))
    FollowingFactory(area=place.wijk)
    # Brought together, and of elsewhere but about this area too.
    one = UserFactory()
    CoInitiator.objects.create(initiative=place.initiative, email=one.email, user=one)
    InitiativeFactory(area=place.area, also_area=place.wijk, theme=place.theme)


def _budget(place: Place, turn: int):
    scheme = SchemeFactory(municipality=place.area.municipality, level=place.area.level)
    return open_budget(scheme=scheme, area=place.area, year=today().year, by=None)


def pages_of(world: World, who: str):
    """Every page that this person may read in their own area: (address name, path, public)."""
    place = world.places[OWN]
    for row in ROWS:
        left_out = row.open and who not in ASK_WHAT_IS_OPEN
        if row.asked_in[0] == OWN and row.expected(who, OWN, "GET") == OK and not left_out:
            path = reverse(row.url, args=row.args(place) if row.args else None) + row.query
            yield row.url, path, row.open and not row.data
    if who == SUPERUSER:
        for model in ADMIN_MODELS:
            yield f"admin:{model}", reverse(f"admin:{model}_changelist"), False


def count(browser: Browser, path: str) -> tuple[int, list[str]]:
    """How many questions a page asks the database, and which."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.client.get(path, headers={"host": HOSTS[OWN]})
        body = answer.getvalue()
    assert answer.status_code == OK, (path, body[:200])
    return len(asked), [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("who", PEOPLE[connection.vendor])
def test_a_page_asks_as_often_for_many_rows_as_for_one(world, who, figures):
    browser = Browser(world.people[who])
    pages = list(dict.fromkeys(pages_of(world, who)))
    grow(world, range(1))
    few = {path: count(browser, path) for _url, path, _public in pages}
    grow(world, range(1, 5))
    wrong, most = [], 0
    for url, path, public in pages:
        (before, first), (after, then) = few[path], count(browser, path)
        print(f"{who:24} {before:3} {after:3}  {path}")
        # Fewer is fine: what was asked for may have moved past the newest.
        if after > before:
            extra = [sql[:200] for sql in then if sql not in first][:3]
            wrong.append(f"{path} ({url}): {before} with few rows, {after} with many; {extra}")
        if url == "pages:my_work" and after > MOST_OF_MY_WORK:
            wrong.append(f"{path}: {after} queries for who works here")
        if public and who == VISITOR:
            most = max(most, after)
            if after > MOST_OF_A_PUBLIC_PAGE:
                wrong.append(f"{path} ({url}): {after} queries for a visitor")
    shown = {"most of a public page": most} if who == VISITOR else {}
    figures(f"queries, {who}", pages=len(pages), deviations=len(wrong), **shown)
    assert not wrong, "\n".join(wrong)


def test_a_query_per_row_is_caught(world, monkeypatch):
    """Teeth: a list that asks something of the database for each row is found."""
    shape = AgendaPage.shape

    def slow(self, rows):
        for _row in rows:
            Area.objects.exists()
        return shape(self, rows)

    monkeypatch.setattr(AgendaPage, "shape", slow)
    few, _asked = count(Browser(None), "/agenda/")
    grow(world, range(4))
    many, _asked = count(Browser(None), "/agenda/")
    assert many > few
