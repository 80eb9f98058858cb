"""The demo content: lively, invented, consistent, and loaded once."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db.models import Count, F
from django.urls import reverse

from areas.models import (
    Action,
    ActionState,
    Area,
    AreaFigures,
    AreaShape,
    Municipality,
    Plan,
    ProgressUpdate,
    User,
)
from areas.roles import RoleKind
from budgets.actions.books import check_books
from budgets.models import Allocation, Application, Budget, Entry, Revocation, RoomPriority
from config.audit.models import Event
from config.lib import clock
from config.outbox.models import Mail
from config.pages.demo.people import DOMAIN, RESIDENTS_DOMAIN
from initiatives.actions.tally import recount
from initiatives.models import (
    Compass,
    CompassAnswer,
    Gathering,
    Hiding,
    Initiative,
    Picture,
    Report,
    SavedIdea,
    Signal,
    SignUp,
    State,
)
from partners.actions.readings import broken
from partners.models import (
    Advice,
    CaseReading,
    Covenant,
    CovenantParty,
    Roundtable,
    Seat,
    SupportCase,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
GEBIEDEN = ["alphen-centrum", "alphen-west", "boskoop", "ridderveld", "rijnwoude"]


def test_the_site_can_say_that_it_is_invented():
    assert Municipality.objects.get().fictitious
    assert not AreaFigures.objects.filter(fictitious=False).exists()
    assert not AreaShape.objects.filter(fictitious=False).exists()
    assert not Budget.objects.filter(fictitious=False).exists()
    assert {shape.source for shape in AreaShape.objects.all()} == {
        "Schematische kaart, verzonnen voor de demonstratie"
    }


@pytest.mark.parametrize("code", GEBIEDEN)
def test_every_gebied_has_a_public_plan_with_goals_and_actions(code):
    area = Area.objects.get(code=code)
    plans = Plan.objects.public().filter(area=area)
    goals = plans.annotate(n=Count("goals")).filter(n__gte=2)
    assert goals.exists()
    assert 5 <= Action.objects.public().within(area).count() <= 12
    assert Initiative.objects.public().within(area).count() >= 4
    assert AreaShape.objects.filter(area=area).exists()
    assert area.children.count() >= 2


def test_actions_are_in_all_states_and_some_are_late():
    states = dict(Action.objects.values_list("state").annotate(Count("pk")))
    assert set(states) == set(ActionState.values)
    assert 3 <= Action.objects.late().count() <= 10
    assert Action.objects.filter(public=False).exists()


def test_initiatives_are_in_all_states():
    states = dict(Initiative.objects.values_list("state").annotate(Count("pk")))
    assert set(states) == set(State.values)
    assert sum(states.values()) >= 25
    assert Initiative.objects.waiting_for_release().count() >= 3
    assert Initiative.objects.filter(source="paper").exists()
    assert Initiative.objects.filter(action__isnull=False).count() >= 5


def test_money_was_asked_granted_and_refused_and_the_books_hold():
    states = dict(Application.objects.values_list("state").annotate(Count("pk")))
    assert states["asked"] >= 2
    assert states["granted"] >= 6
    assert states["refused"] >= 2
    assert check_books() == []
    granted = Application.objects.filter(state="granted").count()
    asked = Entry.objects.filter(application__isnull=False)
    assert asked.filter(target="reserved").count() == granted
    opened = Budget.objects.values_list("scheme__code", "year").annotate(Count("pk")).order_by()
    assert {(scheme, year): count for scheme, year, count in opened} == {
        ("leefbaarheidsbudget-voorbeeld", 2025): 5,
        ("leefbaarheidsbudget-voorbeeld", 2026): 5,
        ("dorpenfonds-voorbeeld", 2026): 5,
        ("ontmoetingsfonds-voorbeeld", 2026): 1,
        ("raadsfonds-voorbeeld", 2026): 1,
        ("vrije-ruimte-voorbeeld", 2026): 1,
    }
    assert {one.body for one in Allocation.objects.all()} == {"council", "college", "holder"}
    assert set(RoomPriority.objects.values_list("state", flat=True)) == {"agreed", "done"}


def test_a_subsidy_was_lowered_and_who_reads_or_handles_money_sees_it(client, client_of):
    made = Revocation.objects.get()
    page = client.get(made.application.get_absolute_url()).text
    assert "Verlaagd van €\xa01.200,00 naar €\xa0700,00" in page
    assert made.heard not in page
    register = client.get("/geld/register/").text
    assert "Wandelgroep Verzonnen Voeten (voorbeeld)" in register
    assert "verlaagd naar €\xa0700,00" in register
    work = client_of(User.objects.get(email=f"sem.rekenvoorbeeld@{DOMAIN}")).get("/mijn-werk/").text
    assert reverse("budgets:letter_write", args=[made.application_id]) in work


def test_the_counts_per_area_hold():
    assert recount() == 0


def test_nothing_happened_in_the_future():
    # Each test starts at the same moment; loading took some of its time.
    now = clock.now() + timedelta(minutes=10)
    assert not Event.objects.filter(at__gt=now).exists()
    assert not ProgressUpdate.objects.filter(at__gt=now).exists()
    assert not Mail.objects.filter(created_at__gt=now).exists()
    assert not Initiative.objects.filter(received_on__gt=clock.today()).exists()


def test_what_was_said_comes_in_the_order_of_the_story():
    fountain = Initiative.objects.get(title="Een fontein op het dorpsplein")
    verbs = [event.verb for event in Event.objects.for_object(fountain)]
    assert verbs[::-1] == [
        "initiative.submitted",
        "initiative.confirmed",
        "initiative.released",
        "initiative.linked",
        "initiative.moved",
        "initiative.moved",
        "initiative.news",
        "initiative.picture_added",
    ]
    assert fountain.received_on < fountain.released_at.date() < fountain.moved_at.date()


def test_nobody_in_it_can_be_real():
    emails = list(User.objects.values_list("email", flat=True))
    assert all(email.endswith((f"@{DOMAIN}", f"@{RESIDENTS_DOMAIN}")) for email in emails)
    assert not User.objects.exclude(phone="").exclude(phone__startswith="0172 000 0").exists()


def test_there_is_somebody_of_every_role_and_residents_too():
    kinds = set(User.objects.values_list("assignments__role__kind", flat=True)) - {None}
    assert kinds == set(RoleKind.values)
    for code in GEBIEDEN:
        team = Area.objects.get(code=code).assignments.filter(in_public=True)
        duo = {RoleKind.ADVISOR_SOCIAL, RoleKind.ADVISOR_PHYSICAL}
        assert duo <= set(team.values_list("role__kind", flat=True))
    assert User.objects.get(email=f"wil.bewonersma@{DOMAIN}").initiatives.count() == 1
    assert Seat.objects.filter(roundtable__kind__code="dorpsoverleg").exists()
    admin = User.objects.get(is_superuser=True)
    assert admin.is_staff
    assert not admin.has_usable_password()


def test_advice_is_asked_given_and_answered_and_a_covenant_runs_towards_its_end():
    states = set(Advice.objects.values_list("outcome", flat=True))
    assert states == {"", Advice.Outcome.TAKEN, Advice.Outcome.PARTLY}
    assert Advice.objects.filter(given_on__isnull=True, due_on__gt=clock.today()).count() == 1
    covenant = Covenant.objects.get()
    assert covenant.state == ("waiting", "loopt bijna af")
    assert CovenantParty.objects.filter(covenant=covenant, signed_on__isnull=False).count() == 3


def test_no_mail_is_waiting_to_be_sent_and_outside_demo_mode_none_is_kept():
    assert not Mail.objects.exclude(state="sent").exists()
    assert not Mail.objects.exclude(text="").exists()


def test_a_second_load_changes_nothing():
    before = _sizes()
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue().splitlines()[-1].startswith("created=0 changed=0 unchanged=2")
    assert _sizes() == before


def test_what_a_visitor_changed_is_not_loaded_again():
    Initiative.objects.filter(title="Een fontein op het dorpsplein").update(title="Een vijver")
    before = _sizes()
    call_command("load_demo", stdout=io.StringIO())
    assert _sizes() == before


def _sizes() -> list[int]:
    models = (Area, AreaShape, User, Plan, Action, Initiative, Application, Entry, Event, Mail)
    return [model.objects.count() for model in models]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gebieden/",
        "/gebieden/rijnwoude/",
        "/gebieden/hazerswoude-rijndijk/",
        "/agenda/",
        "/initiatieven/",
        "/raad/",
        "/zoeken/?q=fontein",
    ],
)
def test_the_public_pages_show_it(client, path):
    assert client.get(path).status_code == 200


def test_the_five_verdeeltafels_work_with_four_organisations_each():
    tables = Roundtable.objects.filter(kind__code="verdeeltafel").order_by("code")
    assert [table.place for table in tables] == [
        "MFA aan de Briljantstraat",
        "Stichting Vrouw",
        "MFA Kerk en Zanen",
        "Oude Raadhuis",
        "MFA de SOM, Hazerswoude-Rijndijk",
    ]
    for table in tables:
        organisations = set(table.seats.current().values_list("organisation__code", flat=True))
        assert organisations == {"serviceplein", "go-voor-jeugd", "tom-in-de-buurt", "participe"}
        mila = User.objects.get(name="Mila Denkbeeldig")
        assert SupportCase.objects.visible_to(mila).filter(roundtable=table).exists()
        assert broken(table.pk) == []
    assert CaseReading.objects.count() >= 5


def test_gatherings_are_to_come_called_off_and_over():
    assert Gathering.objects.coming().filter(cancelled_at=None).count() >= 3
    assert Gathering.objects.filter(cancelled_at__isnull=False).exclude(reason="").exists()
    over = Gathering.objects.past()
    assert over.count() >= 2
    assert not over.filter(outcome="").exists()
    assert SignUp.objects.seated().exists()
    assert SignUp.objects.waiting().exists()
    assert SignUp.objects.filter(email="").exists()  # of what was over a week ago


def test_two_initiatives_have_a_compass_that_both_filled_in():
    compasses = Compass.objects.order_by("kind__code")
    assert list(compasses.values_list("kind__code", "phase__code")) == [
        ("buurtinitiatief", "plan"),
        ("uitdaagrecht", "voorstel"),
    ]
    assert compasses.last().due_on > clock.today()
    answers = CompassAnswer.objects.all()
    assert answers.filter(by=F("initiative__submitter")).count() >= 8
    assert answers.exclude(by=F("initiative__submitter")).count() == 2


def test_what_residents_asked_is_answered_passed_on_late_or_waits():
    states = set(Signal.objects.values_list("state", flat=True))
    assert states == {"received", "taken_up", "answered", "passed_on", "forwarded", "aside"}
    assert Signal.objects.late().exists()
    assert Signal.objects.filter(answered_on__gt=F("due_on")).exists()
    assert Signal.objects.filter(contact_email="").exists()
    assert Initiative.objects.filter(supported_inside__gte=20).count() >= 4


def test_what_is_taken_off_the_site_waits_for_another_advisor_than_who_did_so(client_of):
    hiding = Hiding.objects.appealed().get()
    noor = User.objects.get(name="Noor Voorbeeld")
    assert hiding.hidden_by != noor
    page = client_of(noor).get("/mijn-werk/").text
    assert hiding.get_absolute_url() in page
    assert Report.objects.open().first().get_absolute_url() in page


def test_a_newsletter_was_sent_and_the_next_one_is_a_draft(client):
    area = Area.objects.get(code="rijnwoude")
    sent, draft = area.letters.exclude(sent_at=None).get(), area.letters.get(sent_at=None)
    assert sent.receivers >= 1
    assert client.get(sent.get_absolute_url()).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Ideeën van bewoners" in sent.text


def test_ideas_are_brought_together_taken_up_and_kept_for_later():
    shared = Initiative.objects.get(title__startswith="Elke woensdag samen eten")
    assert sorted(one.confirmed_at is None for one in shared.together.all()) == [False, True]
    taken = Initiative.objects.get(title="Spelletjesmiddag in het dorpshuis", state="taken_up")
    assert taken.take_up.continued.title == taken.title
    saved = SavedIdea.objects.get()
    assert saved.typed["idee"]["title"] == "Een ruilplank bij de bushalte"


def test_a_visitor_finds_drawn_pictures_and_can_report_one(client):
    pictures = Picture.objects.visible_to(AnonymousUser()).select_related("story", "initiative")
    of_idea, of_story = pictures.get(story=None), pictures.get(story__isnull=False)
    for picture, thing in ((of_idea, of_idea.initiative), (of_story, of_story.story)):
        page = client.get(thing.get_absolute_url()).text
        report = reverse("stories:report_picture", args=[picture.pk])
        assert picture.alt in page
        assert report in page
        assert "Wat is er mis met de foto?" in client.get(report).text
