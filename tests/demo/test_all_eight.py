"""A demo of each of the eight: a plan that went its way, goals with a figure, actions, an idea."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from areas.models import (
    Action,
    Deed,
    Department,
    Funding,
    Goal,
    Measurement,
    Municipality,
    Plan,
    PlanPhase,
    PlanState,
    Portrait,
    Request,
    User,
)
from areas.roles import RoleKind
from budgets.actions.books import check_books
from budgets.models import Application, Budget, Entry, Scheme
from config.audit.models import Event
from config.lib import clock
from config.pages.demo.load import demo_file, demo_files, load_demo
from config.pages.demo.people import DOMAIN, RESIDENTS_DOMAIN
from initiatives.models import Initiative
from tests.conftest import THE_DAY
from tests.practice.test_all_eight import EIGHT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_demos")]

# Their demos show a request in a way of their own.
OLDER = ("alphen-aan-den-rijn", "alkmaar")


@pytest.fixture(scope="module")
def all_demos(django_db_setup, django_db_blocker):
    """All eight, loaded once for the tests of this file and undone after them."""
    with django_db_blocker.unblock(), time_machine.travel(THE_DAY, tick=True), transaction.atomic():
        for path in demo_files():
            load_demo(path)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def plans(code: str):
    return Plan.objects.filter(area__municipality__code=code)


@pytest.mark.parametrize("code", EIGHT)
class TestEach:
    def test_it_says_that_it_is_invented_and_has_its_own_address(self, code):
        place = Municipality.objects.get(code=code)
        assert place.fictitious
        assert place.host == f"{code}.localhost"
        assert all("voorbeeld" in plan.title for plan in plans(code))

    def test_a_plan_runs_and_went_the_whole_way_of_its_kind(self, code):
        running = plans(code).filter(state=PlanState.RUNNING)
        assert running.exists()
        for plan in running:
            asked = plan.kind.route.filter(only_if="").exclude(deed=Deed.EVALUATION)
            done = set(plan.deeds.values_list("deed", flat=True))
            assert set(asked.values_list("deed", flat=True)) <= done
            assert plan.has_promise
            assert not plan.parties.filter(signed_on=None).exists() or not plan.kind.signed

    def test_a_signed_kind_has_partners_who_signed(self, code):
        for plan in plans(code).filter(kind__signed=True):
            assert plan.parties.count() >= 2
            assert not plan.parties.filter(signed_on=None).exists()

    def test_goals_have_a_figure_then_now_and_aimed_at(self, code):
        goals = Goal.objects.filter(plan__in=plans(code).filter(state=PlanState.RUNNING))
        measured = [goal for goal in goals if goal.is_measured]
        assert len(measured) >= 2
        assert all(goal.baseline is not None for goal in measured)
        for goal in measured:
            assert goal.indicator.measurements.filter(year__gte=goal.baseline_year).exists()

    def test_figures_span_five_years_and_are_labelled_as_invented(self, code):
        rows = Measurement.objects.filter(indicator__municipality__code=code)
        series = rows.values("indicator", "area").annotate(n=Count("pk"))
        assert {one["n"] for one in series} == {5}
        assert not rows.filter(fictitious=False).exists()
        assert set(rows.values_list("source", flat=True)) == {"Verzonnen voor de demonstratie"}

    def test_an_area_has_a_portrait_with_what_is_strong_labelled_as_invented(self, code):
        portraits = Portrait.objects.filter(area__municipality__code=code)
        assert portraits.exclude(people="").exclude(places="").exclude(organisations="").exists()
        assert not portraits.filter(fictitious=False).exists()
        assert all("verzonnen" in portrait.text for portrait in portraits)
        assert all(one.public_worries == "" for one in portraits.filter(discussed_on=None))

    def test_actions_are_in_several_states_with_progress(self, code):
        actions = Action.objects.filter(area__municipality__code=code)
        assert {"running", "done"} <= set(actions.values_list("state", flat=True))
        assert actions.annotate(n=Count("updates")).filter(n__gte=2).count() >= 2

    def test_there_is_an_idea_and_somebody_to_be(self, code):
        assert Initiative.objects.public().filter(municipality__code=code).exists()
        people = User.objects.filter(assignments__area__municipality__code=code).distinct()
        assert people.count() >= 5

    def test_an_action_for_a_measured_goal_shows_its_cost_and_who_pays(self, code):
        running = plans(code).filter(state=PlanState.RUNNING)
        actions = Action.objects.public().filter(goal__plan__in=running, cost_cents__gt=0)
        assert any(action.goal.is_measured and _paid(action) for action in actions)
        assert not [action for action in actions if _paid(action) > action.cost_cents]
        sources = Funding.objects.filter(action__in=actions).values_list("source", flat=True)
        assert all(source.endswith("(voorbeeld)") for source in sources)

    def test_money_was_asked_and_granted_from_a_budget_that_says_it_is_invented(self, code):
        budgets = Budget.objects.filter(scheme__municipality__code=code)
        assert budgets.exists()
        assert not budgets.filter(fictitious=False).exists()
        granted = Application.objects.filter(budget__in=budgets, state="granted")
        assert granted.exists()
        booked = Entry.objects.filter(application__in=granted, target="reserved")
        assert booked.count() == granted.count()

    def test_only_invented_schemes_can_be_asked_for(self, code):
        schemes = Scheme.objects.filter(municipality__code=code)
        open_ones = schemes.filter(can_apply=True)
        assert open_ones
        for scheme in open_ones:
            assert scheme.code.endswith("-voorbeeld")
            assert scheme.name.endswith("(voorbeeld)")
            assert "Verzonnen voor deze demonstratie" in " ".join(scheme.text.split())
            assert scheme.assumed
        assert schemes.filter(can_apply=False).exists()

    def test_its_pages_open_at_its_own_address(self, code, client, settings):
        settings.ALLOWED_HOSTS = [".localhost"]
        plan = plans(code).filter(state=PlanState.RUNNING).first()
        place = Municipality.objects.get(code=code)
        paths = ["/", "/gebieden/", "/agenda/", "/raad/", plan.get_absolute_url()]
        if plan.area != place.root:
            paths.append(plan.area.get_absolute_url())
        for path in paths:
            page = client.get(path, HTTP_HOST=place.host)
            assert page.status_code == 200, path
            assert f"| {place.name}</title>" in page.content.decode(), path


def _paid(action: Action) -> int:
    """What the municipality and partners bring, in cents."""
    parts = [*action.funding.all(), *action.commitments.all()]
    return sum(part.amount_cents or 0 for part in parts)


def test_the_books_of_all_eight_hold():
    assert check_books() == []


def test_hoorn_went_to_the_council_once_and_not_for_its_yearly_plan():
    yearly = plans("hoorn").get(kind__code="uitvoeringsplan")
    assert yearly.parent.kind.code == "wijkplan"
    assert yearly.parent.deeds.filter(deed=Deed.COUNCIL).exists()
    assert not yearly.deeds.filter(deed=Deed.COUNCIL).exists()


def test_heemskerk_asked_before_it_signed():
    contract = plans("heemskerk").get(state=PlanState.RUNNING)
    deeds = list(contract.deeds.order_by("pk").values_list("deed", flat=True))
    assert deeds == [Deed.SURVEY, Deed.RESIDENTS, Deed.PARTNERS]


def test_heerhugowaards_wop_was_withdrawn_and_its_wup_stands_alone():
    wop = plans("heerhugowaard").get(kind__code="wop-visie")
    assert wop.state == PlanState.WITHDRAWN
    assert "niet eens" in wop.state_reason
    wup = plans("heerhugowaard").get(kind__code="wup", state=PlanState.RUNNING)
    assert wup.parent is None
    assert wup.replaces.get().state == PlanState.REPLACED


def test_alphen_has_two_integral_approaches_with_phases():
    approaches = plans("alphen-aan-den-rijn").filter(kind__integral=True)
    assert set(approaches.values_list("area__name", flat=True)) == {
        "Snijdelwijk",
        "Edelstenenbuurt",
    }
    assert PlanPhase.objects.filter(plan__in=approaches).count() == 8


def test_a_request_was_answered_and_one_waits():
    ours = Request.objects.filter(area__municipality__code="alphen-aan-den-rijn")
    assert ours.waiting().count() == 1
    assert ours.get(state="yes").answers.get().promised_on
    assert not Department.objects.exclude(email__endswith=".example").exists()


@pytest.mark.parametrize("code", [one for one in EIGHT if one not in OLDER])
def test_a_department_said_yes_or_no_was_silent_or_has_time_yet(code):
    ours = Request.objects.filter(area__municipality__code=code)
    assert ours.get(state="yes").answers.get().text
    assert ours.get(state="no").answers.get().text
    assert not ours.get(state="asked").is_overdue
    gone_up = ours.get(state="escalated")
    assert gone_up.went_to.assignments.get().role.kind == RoleKind.MANAGER
    assert gone_up.went_to.email.endswith(f"@{DOMAIN}")


def test_in_hoorn_a_promised_day_went_by():
    promised = Request.objects.get(area__municipality__code="hoorn", state="later")
    assert promised.is_promise_passed
    assert promised.answers.get().promised_on == promised.due_on


def test_nobody_in_it_can_be_real_and_nothing_happened_in_the_future():
    emails = User.objects.values_list("email", flat=True)
    assert all(email.endswith((f"@{DOMAIN}", f"@{RESIDENTS_DOMAIN}")) for email in emails)
    # Each test starts at the same moment; loading took some of its time.
    now = clock.now() + timedelta(minutes=10)
    assert not Event.objects.filter(at__gt=now).exists()


def test_a_second_time_changes_nothing():
    out = io.StringIO()
    call_command("load_demo", all=True, stdout=out)
    assert out.getvalue().startswith("created=0 changed=0 unchanged=")


def test_a_municipality_is_named_by_its_code_or_its_file():
    out = io.StringIO()
    call_command("load_demo", "hoorn", stdout=out)
    assert out.getvalue().startswith("created=0 changed=0 unchanged=")
    assert demo_file("hoorn") in demo_files()
    assert str(demo_file("map/hoorn.toml")) == "map/hoorn.toml"


def test_a_buurtcontract_lasts_thirty_months():
    contract = plans("heemskerk").get(state=PlanState.RUNNING)
    first, last = contract.starts_on, contract.ends_on
    assert (last.year - first.year, last.month, last.day) == (2, 6, 30)
