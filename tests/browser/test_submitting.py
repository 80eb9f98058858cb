"""Bringing an idea on a phone of 360 by 800: few fields, and each step one screen of scrolling."""

import time

import pytest

from tests.browser.deeds import press, send_empty
from tests.browser.test_main_job import READING

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SMALL = {"width": 360, "height": 800}
# One screen, and as much again by scrolling once.
TALLEST = 2 * SMALL["height"]
FIELDS = "main form [name]:not([type=hidden]):not([type=submit]):not([tabindex='-1'])"
ANSWERS = {
    "idee": {"title": "Een bankje bij de vijver (proef)"},
    "waar": {},
    "met-wie": {},
    "nodig": {},
    "contact": {"contact_name": "Proef Persoon", "contact_email": "klein.scherm@bewoners.example"},
}
# Steps of which something is obligatory, and what to send then to be told so.
STUMBLES = {"idee", "contact"}


def tall(page) -> int:
    """How high the whole page is, in pixels, with header and footer."""
    return page.evaluate("document.documentElement.scrollHeight")


class Walk:
    """A visitor who goes through the steps, and what they see measured."""

    def __init__(self, page):
        self.page, self.fields, self.heights = page, 0, {}

    def note(self, name: str) -> None:
        """Keep how high the page is."""
        self.heights[name] = tall(self.page)

    def step(self, slug: str) -> None:
        """Look, stumble where that can be, answer, and go on."""
        self.page.wait_for_url(f"**/{slug}/*" if slug != "idee" else "**/indienen/*")
        self.note(slug)
        self.fields += self.page.locator(FIELDS).count()
        if slug in STUMBLES:
            time.sleep(READING)
            send_empty(self.page)
            self.note(f"{slug}, with an error")
        for name, text in ANSWERS[slug].items():
            self.page.fill(f"main form [name={name}]", text)
        if slug in STUMBLES:
            time.sleep(READING)
        press("Volgende")(self.page)

    def look_for_the_place(self) -> None:
        """Send the step "waar" without a place, with one that is not there, and with more."""
        for name, words in (("nothing", ""), ("unknown", "Atlantis"), ("many", "hazerswoude")):
            self.page.fill("[name=find]", words)
            if words:
                with self.page.expect_navigation():
                    self.page.locator("main button[name=zoek]").click()
            else:
                press("Volgende")(self.page)
            self.note(f"waar, {name}")
        self.page.locator("[name=area]").first.check()
        press("Volgende")(self.page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_each_step_is_one_screen_of_scrolling_and_there_are_twelve_fields(
    open_page, figures, javascript
):
    with open_page(viewport=SMALL, javascript=javascript) as page:
        page.goto("/initiatieven/indienen/")
        walk = Walk(page)
        for slug in ANSWERS:
            if slug == "waar":
                walk.note(slug)
                walk.fields += page.locator(FIELDS).count()
                walk.look_for_the_place()
            else:
                walk.step(slug)
        walk.note("check")
        press("Verstuur uw idee")(page)
        walk.note("sent")
    figures("submitting", pages=len(walk.heights), fields=walk.fields)
    print(walk.heights)
    assert walk.fields <= 12
    high = {name: found for name, found in walk.heights.items() if found > TALLEST}
    assert not high, high


def test_teeth_a_longer_page_is_caught(open_page):
    """The control: the agenda is longer than that, and so is a step with more on its page."""
    with open_page(viewport=SMALL) as page:
        page.goto("/agenda/")
        assert tall(page) > TALLEST
        page.goto("/initiatieven/indienen/")
        page.evaluate("document.querySelector('main form').style.paddingBottom = '60rem'")
        assert tall(page) > TALLEST
