"""With the keyboard only: submitting an idea and working through "Mijn werk"."""

import time

import pytest

from tests.browser.conftest import too_wide
from tests.browser.world import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SKIP = "Naar de inhoud"
WHERE = """() => {
    const it = document.activeElement, style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    return {
        tag: it.tagName, name: it.getAttribute('name') || '', id: it.id,
        text: (it.innerText || it.value || '').trim(),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        svg: it instanceof SVGElement,
    };
}"""


class Keyboard:
    """Somebody who only presses keys, and always sees where they are."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    @property
    def here(self) -> dict:
        """What has the focus."""
        return self.page.evaluate(WHERE)

    def tab(self) -> dict:
        """Go to the next thing, which must show that it has the focus."""
        self.page.keyboard.press("Tab")
        self.presses += 1
        here = self.here
        # An area of a map is filled when it has the focus.
        shows = here["outlined"] or here["svg"]
        assert shows, f"focus does not show on {here}"
        assert here["inside"], f"focus is out of sight on {here}"
        return here

    def to(self, *, name: str = "", text: str = "") -> None:
        """Press Tab until a field with this name, or a link or button with this text."""
        for _press in range(80):
            here = self.tab()
            if (name and here["name"] == name) or (text and here["text"].startswith(text)):
                return
        raise AssertionError(f"no {name or text} within 80 presses")

    def type(self, text: str) -> None:
        """Type in the field that has the focus."""
        self.page.keyboard.type(text)

    def enter(self) -> None:
        """Press Enter and wait for the next page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    with open_page() as page:
        page.goto("/gebieden/rijnwoude/")
        keys = Keyboard(page)
        assert keys.tab()["text"] == SKIP
        page.keyboard.press("Enter")
        assert keys.here["id"] == "inhoud"
        assert keys.tab()["text"] == "Portret van Rijnwoude: cijfers en wat hier sterk is"


def test_submitting_an_idea_with_keys_only(open_page):
    with open_page() as page:
        page.goto("/initiatieven/indienen/?gebied=benthuizen")
        keys = Keyboard(page)
        keys.to(text="Volgende")
        keys.enter()
        # A mistake: the summary has the focus, and its link leads to the field.
        assert "gw-errors" in page.evaluate("document.activeElement.className")
        keys.to(text="Uw idee in één zin")
        page.keyboard.press("Enter")
        assert keys.here["name"] == "title"
        keys.type("Bloembak bij de bushalte")
        time.sleep(2.1)
        keys.enter()
        for heading in ("Waar?", "Met wie?", "Wat heeft u nodig?"):
            assert page.locator("h1").inner_text() == heading
            keys.to(text="Volgende")
            keys.enter()
        keys.to(name="contact_name")
        keys.type("Toets Aanslag (fictief)")
        keys.to(name="contact_email")
        keys.type("toetsen@bewoners.example")
        time.sleep(2.1)
        keys.to(text="Volgende")
        keys.enter()
        assert page.locator("h1").inner_text() == "Klopt alles?"
        keys.to(text="Verstuur uw idee")
        keys.enter()
        assert page.locator("h1").inner_text() == "Kijk in uw mail"


def test_my_work_with_keys_only(open_page):
    with open_page(person("Samir")) as page:
        page.goto("/mijn-werk/")
        keys = Keyboard(page)
        keys.to(text="Voortgang melden")
        keys.enter()
        keys.to(name="text")
        keys.type("De wegwerkers zijn begonnen.")
        keys.to(text="Opslaan")
        keys.enter()
        assert "De wegwerkers zijn begonnen." in page.locator("main").inner_text()
        assert page.locator("[role=status]").inner_text().strip() == "De voortgang staat erbij."


def test_the_page_of_an_area_fits_on_four_sheets(open_page):
    with open_page() as page:
        page.goto("/gebieden/rijnwoude/")
        sheets = page.pdf(format="A4").count(b"/Type /Page\n") or page.pdf(format="A4").count(
            b"/Type /Page"
        )
        assert 1 <= sheets <= 4


@pytest.mark.parametrize("path", ["/", "/gebieden/rijnwoude/", "/initiatieven/", "/raad/"])
def test_text_twice_as_large_still_fits(open_page, path):
    """WCAG 1.4.10 and 1.4.4: a window of 1280 px at 400 % is 320 px wide."""
    with open_page(viewport={"width": 320, "height": 640}) as page:
        page.goto(path)
        assert too_wide(page) <= 0
