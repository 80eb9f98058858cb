"""Coming in: a code by mail, a second factor for who has a role, and text that is kept."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse

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
