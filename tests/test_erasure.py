"""Who asks to be erased is erased everywhere: a scan of every table and file finds nothing.

Money, decisions, counts and what everyone could read stay. The control at the start of each story
finds every word, else the scan afterwards would prove nothing.
"""

import datetime
from io import StringIO
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse

from areas.models import ProgressUpdate, User
from budgets.models import Application, Budget, Decision, Entry
from config.audit.models import Event
from config.intake.models import MailToken
from config.lib.clock import now, today
from config.outbox.models import Mail
from config.outbox.post import deliver_due, queue
from config.pages.daily import clean_up
from config.pages.erasing import erase_person, forget
from initiatives.actions.handle import (
    add_internal_note,
    answer,
    ask,
    move,
    release,
)
from initiatives.actions.pictures import add_picture
from initiatives.actions.submit import enter_on_paper
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Note, Picture, State, Tally
from tests.everything import digest, files, rows_of, tables, whole_database, whole_folder
from tests.factories import (
    ActionFactory,
    UserFactory,
)
from tests.initiatives.conftest import link_in
from tests.kanarina import (
    ADDRESS,
    NAME,
    WORDS,
    confirmed,
    found_in,
    make_kanarina,
    make_oost,
    picture,
)

pytestmark = pytest.mark.django_db

MONEY = (Budget, Entry, Decision)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """A folder for uploads in which no test beside this one leaves or misses a file."""
    settings.PRIVATE_ROOT = tmp_path / "uploads"
    kept = {"location": str(settings.PRIVATE_ROOT), "base_url": None}
    default = settings.STORAGES["default"] | {"OPTIONS": kept}
    settings.STORAGES = settings.STORAGES | {"default": default}


@pytest.fixture
def oost(db):
    """Oost, who works there, and a budget of € 1.000."""
    return make_oost()


@pytest.fixture
def kanarina(oost):
    """A resident with everything that a person can have here."""
    return make_kanarina(oost)


@pytest.fixture
def browsers(kanarina, oost, client, client_of):
    """She is logged in; elsewhere her half-typed text waits for a login, and so does a code."""
    logged_in = client_of(kanarina)
    assert logged_in.get("/mijn-werk/").status_code == 200
    typed = {"text": f"{WORDS['half-typed text']} {ADDRESS}"}
    number = kanarina.initiatives.order_by("pk").first().pk
    client.post(reverse("initiatives:answer", args=[number]), typed)
    assert client.session["draft"]
    waiting = type(client)()
    waiting.post("/inloggen/", {"email": ADDRESS})
    assert ADDRESS in str(dict(waiting.session))
    return SimpleNamespace(logged_in=logged_in, typed=client, waiting=waiting)


def erase(address=ADDRESS, *options) -> str:
    """Run the command; returns what it says. Files go when it is sure that the rows went."""
    said = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("erase_person", address, *options, stdout=said)
    return said.getvalue()


def money() -> list:
    """Everything that is booked and decided; not what she said before it, which is hers."""
    found = [list(model.objects.order_by("pk").values()) for model in MONEY]
    for row in found[MONEY.index(Decision)]:
        del row["heard"]
    return found


def test_a_scan_of_everything_finds_nothing_of_her(kanarina, browsers, tmp_path, figures):
    before = whole_database(tmp_path) + whole_folder()
    assert found_in(before) == set(WORDS), "the control: every word is there to be found"
    erase()
    left = found_in(whole_database(tmp_path))
    in_files = found_in(whole_folder())
    words = len(WORDS)
    figures("erasure", words=words, left=len(left | in_files), tables=len(tables()), files=files())
    assert (left, in_files) == (set(), set())
    assert "Kanarina" not in whole_database(tmp_path)
    assert not Picture.objects.exists()


def test_money_decisions_and_counts_stay(kanarina):
    tallies = list(Tally.objects.order_by("pk").values())
    asked = list(Application.objects.order_by("pk").values_list("asked_cents", "state"))
    events = set(Event.objects.values_list("pk", "verb", "actor_id"))
    booked, ideas = money(), Initiative.objects.exclude(state=State.UNCONFIRMED).count()
    erase()
    assert money() == booked
    assert len(booked[1]) >= 2
    assert list(Tally.objects.order_by("pk").values()) == tallies
    assert recount() == 0
    assert list(Application.objects.order_by("pk").values_list("asked_cents", "state")) == asked
    assert Initiative.objects.count() == ideas
    assert events < set(Event.objects.values_list("pk", "verb", "actor_id"))


def test_what_everyone_could_read_stays_and_says_a_resident(kanarina, client):
    page = Initiative.objects.get(title="Bankje bij de vijver").get_absolute_url()
    erase()
    text = client.get(page).content.decode()
    for part in ("Bankje bij de vijver", "Om op te zitten.", "Het hout is besteld.", "een bewoner"):
        assert part in text
    application = Application.objects.get(state="granted")
    assert application.purpose == "Hout en verf"
    assert Decision.objects.get().reason == "Mooi plan."


def test_a_second_time_changes_nothing(kanarina, browsers):
    erase()
    user = User.objects.get(pk=kanarina.pk)
    assert user.erased_at
    marked = digest()
    erase_person(user, by=None)
    forget(User.objects.filter(pk=user.pk, erased_at__isnull=True))
    assert digest() == marked
    with pytest.raises(CommandError, match="niet bekend"):
        erase()
    assert digest() == marked


def test_a_dry_run_tells_and_changes_nothing(kanarina):
    marked = digest()
    said = erase(ADDRESS, "--dry-run")
    assert "account=1" in said
    assert "initiatives=4" in said
    assert "gewist" not in said
    assert not found_in(said)
    assert digest() == marked


def test_waiting_mail_is_not_sent_and_links_no_longer_work(kanarina, settings, client):
    settings.OUTBOX_DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    hers = Mail.objects.filter(to__icontains="kanarina").count()
    assert hers > 5
    link = link_in(Mail.objects.filter(purpose="initiatives.confirm").latest("pk"))
    queue(to="iemand@example.org", subject="Uw code", text="123", purpose="account")
    erase()
    deliver_due(limit=100)
    assert [one.to for one in mail.outbox] == [["iemand@example.org"]]
    assert not MailToken.objects.filter(email=ADDRESS).exists()
    answered = client.get(link, follow=True).content.decode()
    assert WORDS["unconfirmed title"] not in answered
    assert "gebruikt" in answered


def test_her_login_ends_and_none_can_begin(kanarina, browsers):
    others = UserFactory(name="Stan Stranger")
    stans = type(browsers.typed)()
    stans.force_login(others, backend="django.contrib.auth.backends.ModelBackend")
    erase()
    mine = reverse("initiatives:mine")
    assert browsers.logged_in.get(mine).status_code == 302
    assert stans.get(mine).status_code == 200
    assert Session.objects.count() == 1
    code = browsers.waiting.post(reverse("account_confirm_login_code"), {"code": "ABC-123"})
    assert code.status_code in {302, 400, 403}
    for user_data in (EmailAddress, Authenticator, SocialAccount, SocialToken):
        assert not user_data.objects.exists()
    assert not User.objects.get(pk=kanarina.pk).has_usable_password()


def test_roles_and_seats_end_and_what_never_began_is_gone(kanarina):
    erase()
    user = User.objects.get(pk=kanarina.pk)
    assert set(user.seats.values_list("ends_on", flat=True)) == {today()}
    assert set(user.assignments.values_list("ends_on", flat=True)) == {today()}
    assert not user.groups.exists()


def test_others_keep_all_of_theirs(kanarina, oost):
    rosa = {"contact_name": "Rosa Resident", "contact_email": "rosa@example.org"}
    theirs = confirmed(oost.area, title="Hek", **rosa)
    answer(initiative=theirs, text="Ja hoor.", by=theirs.submitter)
    add_picture(initiative=theirs, file=picture(), alt="Hek", by=theirs.submitter)
    kept = Initiative.objects.filter(pk=theirs.pk).values().get()
    mails = Mail.objects.filter(to="rosa@example.org").count()
    erase()
    assert Initiative.objects.filter(pk=theirs.pk).values().get() == kept
    assert Note.objects.get(initiative=theirs, kind=Note.Kind.ANSWER).text == "Ja hoor."
    assert Mail.objects.filter(to="rosa@example.org").count() == mails
    assert default_storage.exists(Picture.objects.get().file.name)


def test_who_has_no_account_is_erased_by_address(oost, tmp_path):
    idea = {"title": "Zandbak", "contact_name": NAME, "contact_email": ADDRESS}
    paper = enter_on_paper(area=oost.area, idea=idea, received_on=today(), by=oost.ada)
    release(initiative=paper, theme=oost.theme, by=oost.ada)
    answer(initiative=paper, text=WORDS["answer"], by=oost.ada)
    move(initiative=paper, to=State.IN_PROGRESS, reason=WORDS["reason"], by=oost.ada)
    assert {"name", "address", "answer", "reason"} <= found_in(whole_database(tmp_path))
    assert "account=0 initiatives=1" in erase(ADDRESS.upper())
    assert found_in(whole_database(tmp_path)) == set()
    paper.refresh_from_db()
    assert (paper.title, paper.is_public) == ("Zandbak", True)


def test_of_a_colleague_the_name_goes_and_the_work_stays(oost, tmp_path, client, settings):
    settings.OUTBOX_DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    ada = oost.ada
    idea = {"title": "Hek", "contact_name": "Rosa", "contact_email": "rosa@example.org"}
    one = confirmed(oost.area, **idea)
    release(initiative=one, theme=oost.theme, by=ada)
    ask(initiative=one, text="Hoe hoog wordt het?", by=ada)
    add_internal_note(initiative=one, text="Even bellen met groen.", by=ada)
    paper = enter_on_paper(area=oost.area, idea={"title": "Bank"}, received_on=today(), by=ada)
    answer(initiative=paper, text="Zij wil een groene bank.", by=ada)
    action = ActionFactory(area=oost.area, theme=oost.theme, lead_user=ada)
    ProgressUpdate.objects.create(action=action, text="De eerste boom staat.", by=ada)
    area_page = reverse("pages:area", args=[oost.area.slug])
    deliver_due(limit=100)  # a mail that waits says who will call
    assert "Ada Adviseur" in client.get(area_page).content.decode()
    notes = list(Note.objects.order_by("pk").values())
    erase(ada.email)
    assert list(Note.objects.order_by("pk").values()) == notes
    assert ProgressUpdate.objects.get().text == "De eerste boom staat."
    assert Initiative.objects.get(pk=one.pk).contact_name == "Rosa"
    kept = whole_database(tmp_path)
    assert "Ada Adviseur" not in kept
    assert ada.email not in kept
    assert "Ada" not in client.get(area_page).content.decode()
    assert client.get(action.get_absolute_url()).status_code == 200


def test_a_file_that_a_killed_process_left_behind_goes_within_two_days(oost, at):
    idea = {"title": "Hek", "contact_name": "Rosa", "contact_email": "rosa@example.org"}
    one = confirmed(oost.area, **idea)
    add_picture(initiative=one, file=picture(), alt="Hek", by=one.submitter)
    mine = Picture.objects.get().file.name
    folder = mine.rpartition("/")[0]
    stray = default_storage.save(f"{folder}/wees.jpg", picture())
    clean_up()
    assert default_storage.exists(stray)
    later = max(now(), datetime.datetime.now(tz=datetime.UTC)) + datetime.timedelta(days=2)
    stored = default_storage.get_modified_time(stray)
    later = max(later, stored + datetime.timedelta(days=2))
    with at(later.year, later.month, later.day, 12, 0):
        clean_up()
    assert not default_storage.exists(stray)
    assert default_storage.exists(mine)


def test_no_table_is_left_out_of_the_scan(oost):
    assert {"areas_user", "outbox_mail", "django_session", "django_admin_log"} <= set(tables())
    assert rows_of("areas_user")
