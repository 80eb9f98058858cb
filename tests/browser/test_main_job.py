"""The main job as a story: from an idea on a phone to a grant that everyone can see."""

import re
import time

import pytest

from initiatives.models import Initiative
from tests.browser.conftest import PHONE
from tests.browser.deeds import press, send
from tests.browser.mail import code_in, link_in, mail_to
from tests.browser.world import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
READING = 2.1  # seconds that the site asks at least between showing a form and getting it back
CENTS = re.compile(r"€\xa0([\d.]+),(\d\d)")


class Phone:
    """A resident with a phone, who counts what is asked and what they fill in."""

    def __init__(self, page):
        self.page, self.steps, self.asked, self.filled = page, 0, 0, 0
        self.tallest = 0.0

    def answer(self, **answers: str) -> None:
        """Fill in what this step needs, and go on."""
        fields = "main form [name]:not([type=hidden]):not([type=submit]):not([tabindex='-1'])"
        self.asked += self.page.locator(fields).count()
        # Each step is read with one screen of scrolling.
        tall = self.page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
        self.tallest = max(self.tallest, tall / self.page.viewport_size["height"])
        self.steps += 1
        for name, text in answers.items():
            self.page.fill(f"main form [name={name}]", text)
            self.filled += 1
        if self.page.locator("main form [name=more_info]").count():
            time.sleep(READING)
        press("Volgende")(self.page)


def bring_idea(page, title: str, address: str) -> Phone:
    """From the area page to "kijk in uw mail", without an account."""
    page.goto("/gebieden/benthuizen/")
    press("Dien uw idee in")(page)
    phone = Phone(page)
    phone.answer(title=title)
    phone.answer()
    phone.answer(with_whom="Met de buren")
    phone.answer(needs="Een plank en wat verf")
    phone.answer(contact_name="Proef Persoon (fictief)", contact_email=address)
    phone.steps += 1
    press("Verstuur uw idee")(page)
    assert page.locator("h1").inner_text() == "Kijk in uw mail"
    return phone


def council_figures(page) -> tuple[int, int]:
    """How many initiatives Rijnwoude has, and how many cents were granted there."""
    page.goto("/raad/?toon=initiatieven")
    row = page.locator("tbody tr", has_text="Rijnwoude")
    ideas = int(row.locator("td").last.locator("a").inner_text().split()[0])
    page.goto("/raad/?toon=geld")
    row = page.locator("tbody tr", has_text="Rijnwoude")
    euros, cents = CENTS.search(row.locator("td").nth(1).inner_text()).groups()
    return ideas, int(euros.replace(".", "") + cents)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_an_idea_on_a_phone_to_a_grant_that_everyone_sees(
    open_page, login_mails, figures, javascript
):
    title = f"Bankje {'met' if javascript else 'zonder'} script"
    address = f"proef.{javascript}@bewoners.example".lower()

    # What the council read before.
    with open_page(javascript=javascript) as page:
        ideas, granted = council_figures(page)

    # A resident brings an idea on a phone, without an account, and confirms it from the mail.
    with open_page(viewport=PHONE, javascript=javascript) as page:
        start = time.monotonic()
        phone = bring_idea(page, title, address)
        seconds = time.monotonic() - start
        page.goto(link_in(mail_to(address)))
        press("Ja, dit is mijn idee")(page)
        assert page.locator("h1").inner_text() == "Bedankt, uw idee is ontvangen"
        assert "Noor Voorbeeld" in page.locator("main").inner_text()
    assert phone.steps == 6
    assert phone.asked <= 12
    assert phone.tallest <= 2
    assert phone.filled <= 5
    assert seconds < 120
    made = Initiative.objects.get(title=title)
    figures("main job", stories=1, steps=phone.steps, asked=phone.asked, filled=phone.filled)
    figures("main job", seconds=round(seconds))

    # Nobody else sees it yet.
    with open_page() as page:
        assert page.goto(made.get_absolute_url()).status == 404

    # The advisor finds it under "Mijn werk", releases it and links an action.
    with open_page(person("Noor"), javascript=javascript) as page:
        page.goto("/mijn-werk/")
        assert page.locator("main").get_by_role("link", name=title, exact=True).count() >= 1
        page.goto(made.get_absolute_url())
        press("Bekijk en maak openbaar")(page)
        page.select_option("[name=theme]", label="Ontmoeten")
        send(page)
        press("Samen uitwerken")(page)
        page.fill("[name=reason]", "Goed idee, we zoeken een plek.")
        send(page)
        press("Koppel aan een actie")(page)
        page.select_option("[name=action]", label=link_label(page, "Onderzoek naar"))
        send(page)
        assert "Wat ervan komt" in page.locator("main").inner_text()

    # The resident logs in with a code from the mail and asks money.
    with open_page(viewport=PHONE, javascript=javascript) as page:
        page.goto(f"/initiatieven/mijn/{made.pk}/")
        page.fill("[name=email]", address)
        press("Stuur mij een code")(page)
        page.fill("[name=code]", code_in(mail_to(address)))
        send(page)
        assert page.locator("h1").inner_text() == title
        press("Vraag geld aan")(page)
        page.get_by_label("Leefbaarheidsbudget (voorbeeld)").check()
        page.select_option("[name=who]", "resident")
        page.fill("[name=asked]", "325,50")
        page.fill("[name=purpose]", "Hout en verf")
        send(page)
        assert "€\xa0325,50" in page.locator("main").inner_text()

    # The budget holder reads that an advice is still to come, decides all the same, and confirms.
    with open_page(person("Bella"), javascript=javascript) as page:
        page.goto("/mijn-werk/")
        press(f"Bekijken: {title}")(page)
        press("Besluit over deze aanvraag")(page)
        page.locator("[name=granted][value=ja]").check()
        page.fill("[name=amount]", "300")
        page.locator("[name=ground][value=rule]").check()
        page.fill("[name=reason]", "Een bankje past hier goed. De verf heeft de gemeente nog.")
        # The advisor asked for the money herself, so there is no advice of hers to wait for.
        page.fill("[name=deviation]", "De adviseur vroeg dit zelf aan.")
        send(page)
        press("Leg het besluit vast")(page)
        assert "Voor een deel toegekend" in page.locator("main").inner_text()

    # The council reads one initiative and 300 euros more; every number leads to what it counts.
    with open_page(person("Raoul"), javascript=javascript) as page:
        assert council_figures(page) == (ideas + 1, granted + 300_00)
        page.locator("tbody tr", has_text="Rijnwoude").locator("td").nth(1).locator("a").click()
        assert "€\xa0300,00" in page.locator("main").inner_text()

    # And a visitor sees what came of it: "een bewoner", the action, the money and the reason.
    with open_page(viewport=PHONE, javascript=javascript) as page:
        page.goto(made.get_absolute_url())
        text = page.locator("main").inner_text()
        assert "een bewoner" in text
        assert "Proef Persoon" not in text
        assert "Onderzoek naar een plek voor jongeren" in text
        assert "Gevraagd €\xa0325,50, toegekend €\xa0300,00." in text
        assert "Een bankje past hier goed." in text


def link_label(page, start: str) -> str:
    """The whole text of the option that begins like this."""
    options = page.locator("[name=action] option").all_inner_texts()
    return next(text for text in options if start in text)
