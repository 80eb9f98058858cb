"""The admin: what it lets nobody do, what it shows nobody, and the trail of what it does let.

What may be changed by whom is in tests/areas/test_admin.py; every address is in the access matrix.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse

from areas.models import User
from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.models import Decision, Entry
from config.audit.models import Event
from config.lib.admin import AuditedAdmin, Discreet, ReadOnlyAdmin
from config.lib.money import format_euro
from initiatives.models import Initiative
from partners.models import Organisation, Roundtable, RoundtableKind, Seat
from tests.everything import digest
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    MunicipalityFactory,
    UserFactory,
    budget_of,
    person,
)
from tests.filled import filled

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.django_db
SECRET = {"name": "Rosa Kanarie", "email": "rosa.kanarie@example.org", "phone": "06 98765400"}
# What the admin shows and nobody changes there: the books, the trail, and what has its own pages.
READ_ONLY = {
    "audit.Event",
    "initiatives.Initiative",
    "budgets.Scheme",
    "budgets.Budget",
    "budgets.Application",
    "budgets.Decision",
    "budgets.Entry",
}


@pytest.fixture
def oost(db):
    """Oost with its administrator, a superuser, a resident with an idea, and money."""
    area = AreaFactory(name="Oost")
    rosa = UserFactory(**SECRET)
    one = InitiativeFactory(area=area, submitter=rosa, contact_phone=SECRET["phone"])
    budget = budget_of(area, decided_by=RoleKind.BUDGET_HOLDER)
    asked = ApplicationFactory(initiative=one, budget=budget)
    bas = person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder")
    decide(
        application=asked,
        granted=True,
        amount_cents=10_000,
        ground="rule",
        reason="Mooi plan.",
        by=bas,
    )
    person(RoleKind.ADMINISTRATOR, area.municipality.root, "Bram Beheerder")
    bram = User.objects.get(name="Bram Beheerder")
    bram.is_staff = True
    bram.save()
    kind = RoundtableKind.objects.create(
        municipality=area.municipality,
        code="raad",
        name="Dorpsraad",
        plural="raden",
        sits="both",
        says="advises",
    )
    return SimpleNamespace(
        area=area,
        rosa=rosa,
        initiative=one,
        budget=budget,
        application=asked,
        bas=bas,
        bram=bram,
        sara=User.objects.create_superuser("sara@example.org", name="Sara Superuser"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        table=Roundtable.objects.create(kind=kind, area=area, code="oost", name="Raad Oost"),
    )


def url(label: str, page: str, *args) -> str:
    """An address of the admin."""
    return reverse(f"admin:{label.replace('.', '_').lower()}_{page}", args=args)


def pages():
    """Every model in the admin with its page."""
    return {model._meta.label: page for model, page in admin.site._registry.items()}


# --- Books and trail -------------------------------------------------------


def test_what_is_to_look_up_only_is_named_here():
    found = {label for label, page in pages().items() if isinstance(page, ReadOnlyAdmin)}
    assert found == READ_ONLY


@pytest.mark.parametrize("label", sorted(READ_ONLY))
def test_a_superuser_looks_books_and_trail_up_and_changes_nothing(oost, client_of, label):
    browser, model = client_of(oost.sara), admin.site._registry
    row = next(one for one in model if one._meta.label == label).objects.first()
    before = digest(but=("django_session",))
    assert browser.get(url(label, "changelist")).status_code == 200
    seen = browser.get(url(label, "change", row.pk))
    assert seen.status_code == 200
    assert 'name="_save"' not in seen.content.decode()
    assert browser.get(url(label, "add")).status_code == 403
    for page, args in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
        assert browser.post(url(label, page, *args), {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    browser.post(url(label, "changelist"), bulk)
    assert digest(but=("django_session",)) == before


@pytest.mark.parametrize("label", sorted(READ_ONLY))
def test_who_is_no_superuser_has_no_way_to_books_and_trail(oost, client_of, label):
    for user, status in ((oost.bram, 403), (oost.ada, 302), (oost.rosa, 302)):
        assert client_of(user).get(url(label, "changelist")).status_code == status


def test_no_page_offers_to_act_on_many_rows_at_once(oost, rf):
    request = rf.get("/")
    request.user = oost.sara
    for label, page in pages().items():
        assert page.get_actions(request) == {}, label
        assert not page.list_editable, label


# --- People ----------------------------------------------------------------


def test_nobody_deletes_a_person_not_even_with_what_hangs_on_them(oost, client_of):
    for user in (oost.sara, oost.bram):
        for who in (oost.rosa, oost.ada, oost.sara):
            answer = client_of(user).post(url("areas.User", "delete", who.pk), {"post": "yes"})
            assert answer.status_code in {302, 403}
    assert User.objects.count() == 5 + 1  # the five, and who released the idea


def test_an_administrator_makes_nobody_a_superuser_by_any_form(oost, client_of):
    browser = client_of(oost.bram)
    change = url("areas.User", "change", oost.ada.pk)
    page = browser.get(change)
    assert 'name="is_superuser"' not in page.content.decode()
    assert 'name="is_staff"' not in page.content.decode()
    sent = filled(page, is_superuser="on", is_staff="on", groups="1", user_permissions="1")
    assert browser.post(change, sent).status_code == 302
    new = {"name": "Nina", "email": "nina@example.org", "is_superuser": "on", "is_staff": "on"}
    browser.post(url("areas.User", "add"), filled(browser.get(url("areas.User", "add")), **new))
    for who in User.objects.filter(email__in=[oost.ada.email, "nina@example.org"]):
        assert (who.is_superuser, who.is_staff) == (False, False)
        assert not who.user_permissions.exists()
    assert User.objects.filter(email="nina@example.org").exists()
    assert list(User.objects.filter(is_superuser=True)) == [oost.sara]


def test_nobody_gives_permissions_of_django_as_rights_come_from_roles(oost, client_of):
    page = client_of(oost.sara).get(url("areas.User", "change", oost.ada.pk)).content.decode()
    assert 'name="groups"' not in page
    assert 'name="user_permissions"' not in page
    assert 'name="password"' not in page


def test_a_colleague_who_just_came_in_gets_a_role_by_address(oost, client_of):
    """Who logs in by the identity provider has an account and no role; it is in nobody's list."""
    nina = UserFactory(name="Nina Nieuw")
    browser, add = client_of(oost.bram), url("areas.Assignment", "add")
    role = oost.ada.assignments.get().role
    what = {"email": "Nina.Nieuw@example.org", "role": role.pk, "area": oost.area.pk}
    assert browser.post(add, filled(browser.get(add), **what)).status_code == 302
    assert nina.assignments.get().role == role
    assert browser.post(add, filled(browser.get(add), **what)).status_code == 200, "a second time"
    for wrong in ({"email": oost.bram.email}, {"email": ""}, {"user": oost.ada.pk}):
        assert browser.post(add, filled(browser.get(add), **what | wrong)).status_code == 200
    assert nina.assignments.count() == 1
    assert not oost.bram.assignments.filter(role=role).exists()
    fresh = what | {"email": "pas@example.org"}
    assert browser.post(add, filled(browser.get(add), **fresh)).status_code == 302
    assert not User.objects.get(email="pas@example.org").has_usable_password()
    verbs = list(Event.objects.filter(actor=oost.bram).values_list("verb", flat=True))
    assert sorted(verbs) == ["assignment.created", "assignment.created", "user.created"]


# --- What is not shown -----------------------------------------------------


def everything_seen(browser) -> str:
    """All lists, pages of one thing, and choices that somebody can open in the admin."""
    found = []
    for model, page in admin.site._registry.items():
        label = model._meta.label
        found.append(browser.get(url(label, "changelist")))
        found.append(browser.get(url(label, "add")))
        for row in model._default_manager.all()[:20]:
            found += [browser.get(url(label, name, row.pk)) for name in ("change", "delete")]
        for field in page.autocomplete_fields:
            about = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            query = {**about, "field_name": field, "term": "kanarie"}
            found.append(browser.get(reverse("admin:autocomplete"), query))
    return "\n".join(one.content.decode() for one in found if one.status_code == 200)


def test_an_administrator_sees_no_resident(oost, client_of):
    seen = everything_seen(client_of(oost.bram))
    assert "Ada Adviseur" in seen
    for word in SECRET.values():
        assert word not in seen


def test_a_superuser_sees_a_resident_among_the_people_only(oost, client_of):
    browser = client_of(oost.sara)
    for label in READ_ONLY:
        model = next(one for one in admin.site._registry if one._meta.label == label)
        lists = [browser.get(url(label, "changelist"))]
        lists += [browser.get(url(label, "change", row.pk)) for row in model.objects.all()[:20]]
        for page in lists:
            text = page.content.decode()
            assert not [word for word in SECRET.values() if word in text], label


def test_a_table_shows_its_people_by_name_and_not_by_address(oost, client_of):
    Seat.objects.create(roundtable=oost.table, user=oost.rosa, role="lid")
    page = client_of(oost.bram).get(url("partners.Roundtable", "change", oost.table.pk))
    text = page.content.decode()
    assert SECRET["name"] in text
    assert SECRET["email"] not in text
    assert SECRET["phone"] not in text


def test_what_packages_keep_of_logins_is_not_in_the_admin():
    for model in (Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken):
        assert not admin.site.is_registered(model), model
    assert {label.split(".")[0] for label in pages()} == {
        "areas",
        "partners",
        "initiatives",
        "budgets",
        "audit",
    }


# --- What a filter gives away (the letter-by-letter question) --------------

PROBES = [
    "password__startswith",
    "email__startswith",
    "phone__contains",
    "name__startswith",
    "last_login__gt",
    "contact_email__startswith",
    "contact_name__startswith",
    "contact_phone__contains",
    "name_public",
    "submitter__email__startswith",
    "submitter__password__startswith",
    "initiative__contact_email__startswith",
    "initiative__submitter__email__startswith",
    "application__initiative__contact_email__startswith",
    "notes__text__contains",
    "by__email__startswith",
    "by__password__startswith",
    "asked_by__email__startswith",
    "actor__email__startswith",
    "actor__password__startswith",
    "user__email__startswith",
    "user__password__startswith",
    "user__initiatives__title__contains",
    "released_by__email__startswith",
    "lead_user__email__startswith",
    "seats__user__email__startswith",
    "assignments__user__email__startswith",
    "initiatives__contact_email__startswith",
    "session__session_data__contains",
    "authenticator__data__contains",
    "emailaddress__email__startswith",
]


def rows_in(page) -> int:
    """How many rows a list shows."""
    return page.context["cl"].result_count


def asked_of(model) -> list[str]:
    """The probes that begin at a model, but what its own class calls public (a theme's name)."""
    known = {field.name for field in model._meta.get_fields()}
    return [
        probe
        for probe in PROBES
        if probe.split("__")[0] in known
        if probe.count("__") > 1 or probe.split("__")[0] not in model.privacy.public
    ]


def test_no_list_answers_a_question_about_a_secret(oost, client_of, figures):
    """A filter that answers "yes" and "no" differently can be asked letter by letter."""
    tried, leaks = 0, []
    for user in (oost.sara, oost.bram):
        browser = client_of(user)
        for model in admin.site._registry:
            where = url(model._meta.label, "changelist")
            if browser.get(where).status_code != 200:
                continue
            for probe in asked_of(model):
                codes = {browser.get(where, {probe: word}).status_code for word in ("rosa", "zz")}
                tried += 2
                leaks += [] if codes <= {302, 400} else [f"{model._meta.label}?{probe}"]
    figures("admin lookups", tried=tried, leaks=len(leaks))
    assert not leaks
    assert tried > 50


def test_teeth_a_plain_page_of_django_answers_that_question(oost, rf):
    request = rf.get("/")
    request.user = oost.sara
    naive = admin.ModelAdmin(Initiative, admin.site)
    ours = admin.site._registry[Initiative]
    assert naive.lookup_allowed("contact_email__startswith", "r", request)
    assert not ours.lookup_allowed("contact_email__startswith", "r", request)


def test_every_page_of_the_admin_guards_its_filters():
    for label, page in pages().items():
        assert isinstance(page, Discreet), label


@pytest.mark.parametrize("query", ["_to_field=password", "_to_field=email&_popup=1", "o=99", "p=x"])
def test_strange_questions_to_a_list_are_refused_or_ignored(oost, client_of, query):
    answer = client_of(oost.sara).get(f"{url('areas.User', 'changelist')}?{query}")
    assert answer.status_code in {200, 302, 400}


def test_search_in_the_list_of_people_stays_within_the_own_municipality(oost, client_of):
    for word in ("rosa", SECRET["email"], "kanarie"):
        page = client_of(oost.bram).get(url("areas.User", "changelist"), {"q": word})
        assert rows_in(page) == 0


# --- The way in ------------------------------------------------------------


def test_a_password_opens_nothing_there(oost, client):
    oost.sara.set_password("een-heel-lang-wachtwoord")
    oost.sara.save()
    data = {"username": oost.sara.email, "password": "een-heel-lang-wachtwoord", "next": "/"}
    answer = client.post(reverse("admin:login"), data)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {302, 403}
    assert client.get(reverse("admin:index")).status_code == 302


def test_without_a_second_factor_no_page_of_the_admin_opens(oost, client_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for user in (oost.sara, oost.bram):
        browser = client_of(user)
        asked = [reverse("admin:index"), reverse("admin:jsi18n"), reverse("admin:password_change")]
        asked += [url(label, "changelist") for label in pages()]
        for where in asked:
            answer = browser.get(where)
            assert answer.status_code == 302, where
            assert answer.url == reverse("mfa_activate_totp"), where
        events = Event.objects.count()
        data = {"name": "Anders", "row_version": 1}
        change = url("areas.Theme", "add")
        assert browser.post(change, data).url == reverse("mfa_activate_totp")
        assert Event.objects.count() == events


def test_with_a_second_factor_they_open(oost, client_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=oost.sara, type=Authenticator.Type.TOTP, data={})
    assert client_of(oost.sara).get(reverse("admin:index")).status_code == 200


def test_who_lost_the_role_or_the_account_is_out_at_the_next_request(oost, client_of):
    browser = client_of(oost.bram)
    assert browser.get(url("areas.Theme", "changelist")).status_code == 200
    oost.bram.assignments.all().delete()
    assert browser.get(url("areas.Theme", "changelist")).status_code == 403
    User.objects.filter(pk=oost.bram.pk).update(is_staff=False)
    assert browser.get(url("areas.Theme", "changelist")).status_code == 302


def test_the_path_of_the_admin_can_be_chosen():
    code = "import django; django.setup(); from django.urls import reverse; "
    code += "print(reverse('admin:index'))"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ADMIN_PATH": "/achterdeur",
        "SECRET_KEY": "x" * 60,
    }
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.stdout.strip() == "/achterdeur/"


# --- Tables, seats and organisations ---------------------------------------


def test_a_resident_gets_a_seat_by_mail_address_and_it_leaves_a_trail(oost, client_of):
    browser = client_of(oost.bram)
    change = url("partners.Roundtable", "change", oost.table.pk)
    sent = filled(
        browser.get(change), **{"seats-0-email": SECRET["email"].upper(), "seats-0-role": "lid"}
    )
    assert browser.post(change, sent).status_code == 302
    seat = Seat.objects.get()
    assert (seat.user, seat.role) == (oost.rosa, "lid")
    event = Event.objects.get(verb="seat.created")
    assert event.actor_id == oost.bram.pk
    assert SECRET["email"] not in str(event.changes)


def test_who_is_new_gets_an_account_without_a_password(oost, client_of):
    browser = client_of(oost.sara)
    change = url("partners.Roundtable", "change", oost.table.pk)
    sent = filled(browser.get(change), **{"seats-0-email": "Nieuw@example.org"})
    assert browser.post(change, sent).status_code == 302
    assert not Seat.objects.get().user.has_usable_password()
    assert Seat.objects.get().user.email == "nieuw@example.org"


def test_nobody_gives_a_seat_to_themselves_or_changes_their_own(oost, client_of):
    browser = client_of(oost.bram)
    change = url("partners.Roundtable", "change", oost.table.pk)
    sent = filled(browser.get(change), **{"seats-0-email": oost.bram.email})
    answer = browser.post(change, sent)
    assert "U kunt dit niet aan uzelf geven." in answer.content.decode()
    assert not Seat.objects.exists()
    mine = Seat.objects.create(roundtable=oost.table, user=oost.bram, role="lid")
    sent = filled(browser.get(change)) | {
        "seats-INITIAL_FORMS": "1",
        "seats-0-id": mine.pk,
        "seats-0-votes": "on",
    }
    browser.post(change, sent)
    assert not Seat.objects.get().votes


def test_the_same_seat_is_not_given_twice_and_an_empty_address_is_no_seat(oost, client_of):
    browser = client_of(oost.bram)
    change = url("partners.Roundtable", "change", oost.table.pk)
    browser.post(change, filled(browser.get(change), **{"seats-0-email": SECRET["email"]}))
    for address in (SECRET["email"], ""):
        more = {"seats-1-email": address, "seats-1-role": "nog eens"}
        assert browser.post(change, filled(browser.get(change), **more)).status_code == 200
    assert Seat.objects.count() == 1


def test_tables_and_organisations_of_another_municipality_are_out_of_reach(oost, client_of):
    other = MunicipalityFactory(name="Bergstad")
    theirs = Organisation.objects.create(municipality=other, code="x", name="Bergclub")
    kind = RoundtableKind.objects.create(
        municipality=other, code="raad", name="Bergraad", plural="raden"
    )
    table = Roundtable.objects.create(kind=kind, code="berg", name="Raad Berg")
    browser = client_of(oost.bram)
    assert "Bergclub" not in browser.get(url("partners.Organisation", "changelist")).text
    for label, row in (("Organisation", theirs), ("RoundtableKind", kind), ("Roundtable", table)):
        assert browser.get(url(f"partners.{label}", "change", row.pk)).status_code == 302
    change = url("partners.Roundtable", "change", oost.table.pk)
    for sent in ({"organisations": [theirs.pk]}, {"kind": kind.pk}):
        assert browser.post(change, filled(browser.get(change), **sent)).status_code == 200
    assert not oost.table.organisations.exists()
    assert (
        browser.post(
            url("partners.Organisation", "add"),
            {"municipality": other.pk, "name": "Club", "code": "club"},
        ).status_code
        == 200
    )


# --- The trail -------------------------------------------------------------


def test_every_save_in_the_admin_leaves_an_event_and_none_in_djangos_log(oost, client_of):
    browser = client_of(oost.sara)
    things = {
        "areas.Municipality": oost.area.municipality,
        "areas.Area": oost.area,
        "areas.Level": oost.area.level,
        "areas.User": oost.ada,
        "areas.Role": oost.ada.assignments.get().role,
        "partners.Roundtable": oost.table,
        "partners.RoundtableKind": oost.table.kind,
    }
    for label, row in things.items():
        change = url(label, "change", row.pk)
        page = browser.get(change)
        field = next(name for name in ("name", "portrait") if name in filled(page))
        answer = browser.post(change, filled(page, **{field: "Nieuwe naam"}))
        assert answer.status_code == 302, label
        event = Event.objects.latest("pk")
        assert (event.model, event.object_id) == (label.lower(), row.pk)
        assert event.actor_id == oost.sara.pk
        assert event.changes[field] == [], "the text itself is not kept"
    assert not LogEntry.objects.exists()


def test_every_page_that_changes_something_is_audited():
    for label, page in pages().items():
        assert isinstance(page, AuditedAdmin | ReadOnlyAdmin), label


def test_opening_a_page_and_saving_it_unchanged_leaves_no_event(oost, client_of):
    browser, change = client_of(oost.sara), url("areas.Area", "change", oost.area.pk)
    before = Event.objects.count()
    assert browser.post(change, filled(browser.get(change))).status_code == 302
    assert Event.objects.count() == before


# --- Money is as it was ----------------------------------------------------


def test_the_books_in_the_admin_are_those_of_the_site(oost, client_of, client):
    assert Entry.objects.count() == 2
    assert Decision.objects.get().amount_cents == 10_000
    page = client_of(oost.sara).get(url("budgets.Entry", "changelist")).content.decode()
    assert len(re.findall(r'class="field-pk"|class="field-__str__"|<tr>', page)) >= 2
    public = client.get(oost.budget.get_absolute_url()).content.decode()
    assert format_euro(10_000).removeprefix("€").strip() in public
    assert Initiative.objects.get().contact_name == SECRET["name"]
