"""Pages that one only sees by walking through them: submitting an idea, logging in, what fails."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import clear_url_caches

from initiatives.models import Initiative
from tests.browser.deeds import press, send, send_empty
from tests.browser.mail import code_in, link_in, mail_to
from tests.browser.world import idea, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TOO_SOON = 2100  # milliseconds that a person needs at least (config.intake.spam)


def test_going_on_later_with_an_idea(open_page, look):
    with open_page() as page:
        page.goto("/initiatieven/indienen/?gebied=benthuizen")
        page.fill("[name=title]", "Zitplek bij het water")
        press("Bewaar en ga later verder")(page)
        look(page, "later")
        send_empty(page)
        look(page, "later empty")
        page.fill("[name=email]", "later@bewoners.example")
        page.wait_for_timeout(TOO_SOON)
        send(page)
        assert page.locator("h1").inner_text() == "Kijk in uw mail"
    with open_page() as page:
        page.goto(link_in(mail_to("later@bewoners.example")))
        press("Ga verder")(page)
        page.goto("/initiatieven/indienen/")
        assert page.input_value("[name=title]") == "Zitplek bij het water"


def test_submitting_an_idea(open_page, look):
    with open_page() as page:
        page.goto("/initiatieven/indienen/?gebied=benthuizen")
        look(page, "submit idea")
        send_empty(page)
        look(page, "submit idea empty")
        page.fill("[name=title]", "Zitplek bij de sloot")
        page.wait_for_timeout(TOO_SOON)
        send(page)
        look(page, "submit where")
        page.fill("[name=find]", "xyzzy")
        press("Zoek")(page)
        look(page, "submit where not found")
        page.fill("[name=find]", "hazerswoude")
        press("Zoek")(page)
        look(page, "submit where found")
        press("Volgende")(page)
        look(page, "submit where empty")
        page.get_by_label("Hazerswoude-Dorp").check()
        press("Volgende")(page)
        look(page, "submit with whom")
        press("Volgende")(page)
        look(page, "submit needs")
        press("Volgende")(page)
        look(page, "submit contact")
        send_empty(page)
        look(page, "submit contact empty")
        page.fill("[name=contact_name]", "Proef Persoon (fictief)")
        page.fill("[name=contact_email]", "proef@bewoners.example")
        page.wait_for_timeout(TOO_SOON)
        press("Volgende")(page)
        look(page, "submit check")
        press("Verstuur uw idee")(page)
        look(page, "submit sent")
        send_empty(page)
        look(page, "submit sent empty")
        page.goto(link_in(mail_to("proef@bewoners.example")))
        look(page, "submit confirm")
        press("Ja, dit is mijn idee")(page)
        assert page.url.endswith("/initiatieven/ontvangen/?gebied=hazerswoude-dorp")
        look(page, "submit received")
    assert Initiative.objects.get(title="Zitplek bij de sloot").state == "received"


def test_logging_in_with_a_code(open_page, look, login_mails):
    wil = person("Wil")
    with open_page() as page:
        page.goto("/inloggen/")
        page.fill("[name=email]", wil.email)
        press("Stuur mij een code")(page)
        look(page, "login code")
        page.fill("[name=code]", "AAAA-AAAA")
        send(page)
        page.locator(".gw-errors").wait_for()
        look(page, "login code wrong")
        page.fill("[name=code]", code_in(mail_to(wil.email)))
        send(page)
        page.wait_for_url("**/initiatieven/mijn/")
        look(page, "my ideas after logging in")


def totp(secret: str) -> str:
    """The six digits that an app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def log_in(page, user):
    """Ask a code by mail and fill it in."""
    page.goto("/inloggen/")
    page.fill("[name=email]", user.email)
    press("Stuur mij een code")(page)
    page.fill("[name=code]", code_in(mail_to(user.email)))
    send(page)
    page.wait_for_load_state()


def test_the_second_factor(open_page, look, settings, login_mails):
    settings.SECOND_FACTOR_REQUIRED = True
    coen = person("Coen")
    with open_page() as page:
        log_in(page, coen)
        look(page, "second factor set up")
        page.fill("main [name=code]", "000000")
        send(page)
        page.locator(".gw-errors").wait_for()
        look(page, "second factor wrong")
        secret = page.locator("main input[readonly]").first.input_value()
        page.fill("main [name=code]", totp(secret))
        send(page)
        page.locator(".gw-codes").wait_for()
        look(page, "second factor codes")
        page.goto("/inloggen/tweede-stap/")
        look(page, "second factor overview")
        page.goto("/inloggen/tweede-stap/reserve/nieuw/")
        look(page, "second factor new codes")
        page.goto("/inloggen/tweede-stap/app/uit/")
        look(page, "second factor off")
    with open_page() as page:
        log_in(page, coen)
        assert "/tweede-stap/code/" in page.url
        look(page, "second factor asked")
    with open_page(coen) as page:
        page.goto("/inloggen/tweede-stap/app/uit/")
        look(page, "second factor once more")


@pytest.mark.urls("tests.browser.urls")
@pytest.mark.parametrize(
    ("name", "path", "who", "status"),
    [
        ("not found", "/bestaat-niet/", None, 404),
        ("forbidden", "/initiatieven/op-papier/", "Wil", 403),
        ("broken", "/stuk/", None, 500),
        ("strange", "/vreemd/", None, 400),
    ],
)
def test_what_goes_wrong_has_a_page_of_its_own(open_page, look, name, path, who, status):
    with open_page(person(who) if who else None) as page:
        assert page.goto(path).status == status
        look(page, name, status=status)


def test_a_form_that_has_expired(open_page, look):
    with open_page() as page:
        page.goto("/inloggen/")
        page.context.clear_cookies()
        send(page)
        look(page, "form expired", status=403)


def test_the_pages_of_the_demonstration(open_page, look, settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    clear_url_caches()
    with open_page() as page:
        page.goto("/demo/")
        look(page, "demo")
        page.goto("/demo/post/")
        look(page, "demo mails")
        page.locator("main .gw-list__title a").first.click()
        look(page, "demo mail")
        page.goto("/demo/")
        page.get_by_role("button", name="Ga verder als Noor Voorbeeld").click()
        page.wait_for_url("**/mijn-werk/")
        page.goto(idea("Een fontein").get_absolute_url())
        look(page, "demo banner")


PLAIN = [
    "/",
    "/gebieden/",
    "/gebieden/rijnwoude/",
    "/agenda/",
    "/initiatieven/",
    "/initiatieven/indienen/",
    "/raad/",
    "/raad/?toon=geld",
    "/geld/",
    "/inloggen/",
    "/zoeken/?q=dorp",
    "/mijn-werk/",
]


@pytest.mark.parametrize("path", PLAIN)
def test_the_fallback_style_is_as_good(open_page, look, settings, path):
    settings.VENDORED_STYLES = False
    settings.RELEASE = "plain"  # pages that were remembered have the other style
    with open_page(person("Noor") if path == "/mijn-werk/" else None) as page:
        page.goto(path)
        assert page.locator("link[href*='basis.css']").count() == 1
        assert page.locator("link[href*='nlds.css']").count() == 0
        look(page, f"plain {path}")


def test_a_form_in_the_fallback_style_after_a_mistake(open_page, look, settings):
    settings.VENDORED_STYLES = False
    with open_page() as page:
        page.goto("/initiatieven/indienen/")
        send_empty(page)
        look(page, "plain mistake")
