"""Coming in: a code by mail, a second factor for who has a role, and text that is kept."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config.outbox.models import Mail
from tests.factories import ActionFactory, AreaFactory, PlanFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_outbox(settings):
    """Login mails take the same way as all mail; Django's tests would catch them before."""
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    cache.clear()  # allauth counts there too, and the clock of every test starts the same


def code_of(mail: Mail) -> str:
    """The code in a mail."""
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.text, re.MULTILINE)[1]


def ask_code(client, email):
    """Fill in the address on the login page."""
    return client.post("/inloggen/", {"email": email})


def test_a_resident_comes_in_with_a_code_and_no_password(client):
    AreaFactory()
    noor = UserFactory(name="Noor Voorbeeld", email="noor@example.org")
    asked = ask_code(client, "Noor@example.org")
    assert asked.status_code == 302
    mail = Mail.objects.get()
    assert mail.to == "noor@example.org"
    entered = client.post(reverse("account_confirm_login_code"), {"code": code_of(mail)})
    assert entered.status_code == 302
    assert client.session["_auth_user_id"] == str(noor.pk)


def test_a_wrong_code_does_not_let_in_and_says_so(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    ask_code(client, "noor@example.org")
    answer = client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_gets_the_same_answer(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    known = ask_code(client, "noor@example.org")
    client.cookies.clear()
    unknown = ask_code(client, "niemand@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Mail.objects.count() == 2


def test_codes_are_limited_per_address(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    for _turn in range(6):
        ask_code(client, "noor@example.org")
        client.cookies.clear()
    answer = ask_code(client, "noor@example.org")
    assert "Wacht een uur" in answer.content.decode()


def test_nobody_signs_up_and_nobody_uses_a_password(client):
    for path in ("/inloggen/signup/", "/inloggen/password/reset/", "/accounts/login/"):
        assert client.get(path).status_code == 404


def test_an_advisor_without_second_factor_is_sent_to_set_one_up(client_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    oost = AreaFactory(name="Oost")
    client = client_of(person("advisor_social", oost, "Ada Advies"))
    answer = client.get("/mijn-werk/")
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_activate_totp")


def test_a_resident_needs_no_second_factor(client_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    AreaFactory()
    assert client_of(UserFactory()).get("/contact/").status_code == 200


def test_after_setting_it_up_the_second_factor_is_asked_at_the_next_login(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    oost = AreaFactory(name="Oost")
    ada = person("advisor_social", oost, "Ada Advies")
    TOTP.activate(ada, generate_totp_secret())
    ask_code(client, ada.email)
    answer = client.post(
        reverse("account_confirm_login_code"), {"code": code_of(Mail.objects.get())}
    )
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_a_right_that_ended_is_gone_at_the_next_request(client_of):
    oost = AreaFactory(name="Oost")
    ada = person("advisor_social", oost, "Ada Advies")
    secret = ActionFactory(area=oost, public=False, title="Nog geheim")
    client = client_of(ada)
    assert client.get(secret.get_absolute_url()).status_code == 200
    ada.assignments.update(ends_on="2026-11-17")
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_text_typed_after_the_login_ended_is_offered_again(client, client_of):
    oost = AreaFactory(name="Oost")
    ada = person("advisor_social", oost, "Ada Advies")
    plan = PlanFactory(area=oost, title="Oud")
    path = reverse("areas:plan_edit", args=[plan.pk])
    refused = client.post(path, {"title": "Een heel nieuw plan", "row_version": "1"})
    assert refused.status_code == 302
    assert refused.url.startswith("/inloggen/?next=")
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    assert "Een heel nieuw plan" in client.get(path).content.decode()
    plan.refresh_from_db()
    assert plan.title == "Oud"


def log_in(client, email) -> None:
    """Ask a code, and fill it in."""
    Mail.objects.all().delete()
    ask_code(client, email)
    client.post(reverse("account_confirm_login_code"), {"code": code_of(Mail.objects.get())})


def code_now(secret: str) -> str:
    """What the app on the phone shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_the_mail_of_an_unknown_address_says_that_there_is_no_account(client):
    AreaFactory()
    ask_code(client, "niemand@example.org")
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("niemand@example.org", "Uw code om in te loggen")
    assert "nog geen account" in mail.text
    assert "niemand" not in mail.subject + mail.text


def test_an_unknown_address_sees_the_same_pages_and_never_gets_in(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    pages = []
    for email in ("noor@example.org", "niemand@example.org"):
        client.cookies.clear()
        ask_code(client, email)
        answer = client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
        text = answer.content.decode().replace(email, "ADRES")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text))
    assert pages[0] == pages[1]
    assert "_auth_user_id" not in client.session


def test_a_code_is_tried_three_times_at_most(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    ask_code(client, "noor@example.org")
    right = code_of(Mail.objects.get())
    page = reverse("account_confirm_login_code")
    answers = [client.post(page, {"code": "AAAA-AAAA"}) for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert client.post(page, {"code": right}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_works_ten_minutes_and_once(client, at):
    AreaFactory()
    noor = UserFactory(email="noor@example.org")
    page = reverse("account_confirm_login_code")
    with at(2026, 11, 18, 10):
        ask_code(client, noor.email)
        code = code_of(Mail.objects.get())
    with at(2026, 11, 18, 10, 11):
        client.post(page, {"code": code})
        assert "_auth_user_id" not in client.session
    log_in(client, noor.email)
    assert client.session["_auth_user_id"] == str(noor.pk)
    client.post(reverse("account_logout"))
    client.post(page, {"code": code_of(Mail.objects.get())})
    assert "_auth_user_id" not in client.session


def test_the_code_can_be_used_in_the_browser_that_asked_for_it_only(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    ask_code(client, "noor@example.org")
    code = code_of(Mail.objects.get())
    client.cookies.clear()
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert (answer.status_code, answer.url) == (302, "/inloggen/")


def test_after_logging_in_one_goes_where_one_wanted_to_be_on_this_site_only(client):
    AreaFactory()
    noor = UserFactory(email="noor@example.org")
    for wanted, reached in [("/contact/", "/contact/"), ("https://evil.example/", "/mijn-werk/")]:
        client.cookies.clear()
        Mail.objects.all().delete()
        asked = client.post(f"/inloggen/?next={wanted}", {"email": noor.email})
        answer = client.post(asked.url, {"code": code_of(Mail.objects.get())})
        assert answer.url == reached


def test_no_page_of_logging_in_offers_an_account_or_a_password(client):
    AreaFactory()
    UserFactory(email="noor@example.org")
    first = client.get("/inloggen/").content.decode()
    ask_code(client, "noor@example.org")
    second = client.get(reverse("account_confirm_login_code")).content.decode()
    for page in (first, second):
        assert "wachtwoord" not in page.replace("Een wachtwoord heeft u niet nodig", "")
        assert "signup" not in page
        assert "uw gemeente-account" not in page


def test_the_page_to_set_up_the_second_factor_shows_its_picture_and_nothing_else_may(client_of):
    oost = AreaFactory(name="Oost")
    client = client_of(person("advisor_social", oost, "Ada Advies"))
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    elsewhere = client.get("/gebieden/").headers["Content-Security-Policy"]
    assert "data:" not in elsewhere
    assert "no-store" in page.headers["Cache-Control"]


def test_setting_up_the_second_factor_gives_recovery_codes_and_opens_the_work(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    oost = AreaFactory(name="Oost")
    ada = person("advisor_social", oost, "Ada Advies")
    log_in(client, ada.email)
    assert client.get("/mijn-werk/").url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]* value="([A-Z2-7]+)"', page)[1]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert right.url == reverse("mfa_view_recovery_codes")
    assert client.get("/mijn-werk/").status_code == 200

    # The one page that writes when it is read: allauth notes that the codes were seen.
    looking = Client()
    looking.cookies = client.cookies
    codes = re.findall(r"\b[0-9]{8}\b", looking.get(right.url).content.decode())
    assert len(codes) >= 10
    client.post(reverse("account_logout"))
    log_in(client, ada.email)
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert client.get("/mijn-werk/").status_code == 200

    client.post(reverse("account_logout"))
    log_in(client, ada.email)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" not in client.session, "a recovery code works once"


def test_the_second_factor_itself_lets_in(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    oost = AreaFactory(name="Oost")
    ada = person("advisor_social", oost, "Ada Advies")
    secret = generate_totp_secret()
    TOTP.activate(ada, secret)
    log_in(client, ada.email)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/mijn-werk/").status_code == 200


def test_the_admin_asks_the_second_factor_too(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    AreaFactory()
    root = UserFactory(name="Rita Root", is_staff=True, is_superuser=True)
    root.set_password("toch-een-wachtwoord")
    root.save()
    asked = {"username": root.email, "password": "toch-een-wachtwoord"}
    assert client.post(reverse("admin:login"), asked).url.startswith("/inloggen/")
    assert "_auth_user_id" not in client.session
    log_in(client, root.email)
    assert client.get(reverse("admin:index")).url == reverse("mfa_activate_totp")


def test_logging_out_leaves_nothing_behind(client):
    AreaFactory()
    noor = UserFactory(email="noor@example.org")
    log_in(client, noor.email)
    assert client.get(reverse("initiatives:mine")).status_code == 200
    assert client.post(reverse("account_logout")).url == "/"
    assert client.get(reverse("initiatives:mine")).status_code == 302


def test_the_login_of_the_municipality_is_off_until_it_is_set(client):
    AreaFactory()
    assert client.get("/inloggen/gemeente/gemeente/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["gemeente"])
