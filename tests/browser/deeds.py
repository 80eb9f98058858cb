"""What somebody does on a page before it is looked at; none of it stays on the server."""

MAIN_FORM = "main form[method=post]"


def half_a_point(page):
    """Send one of the two degrees of a point; the page asks for both."""
    page.get_by_text("Of geef het punt op de kaart in graden").click()
    page.fill("[name=lat]", "52.1")
    page.fill("[name=lon]", "")
    send(page)
    page.locator(".gw-errors").wait_for()


def send_empty(page):
    """Send the form with nothing in it; the page says what is missing."""
    page.evaluate(
        """form => {
            for (const field of document.querySelectorAll(form + ' input, ' + form + ' textarea'))
                if (['radio', 'checkbox'].includes(field.type)) field.checked = false;
                else if (!['hidden', 'submit'].includes(field.type)) field.value = '';
            for (const field of document.querySelectorAll(form + ' select'))
                field.selectedIndex = -1;
        }""",
        MAIN_FORM,
    )
    send(page)
    page.locator(".gw-errors").wait_for()


def send(page):
    """Press the button of the form."""
    with page.expect_navigation():
        page.locator(f"{MAIN_FORM} button[type=submit]").first.click()


def fill(*values: tuple[str, str]):
    """Fill in these fields."""

    def deed(page):
        for name, value in values:
            page.locator(f"{MAIN_FORM} [name={name}]").first.fill(value)

    return deed


def collide(name: str, text: str):
    """Change a field that, so it seems, a colleague has just changed too, and save."""

    def deed(page):
        page.locator(f"{MAIN_FORM} [name={name}]").fill(text)
        page.evaluate("document.querySelector('main [name=row_version]').value = '0'")
        send(page)
        page.locator(".gw-conflict").wait_for()

    return deed


def press(words: str):
    """Press the button or follow the link with these words, to the next page."""

    def deed(page):
        found = f":is(main, aside.gw-aside) :is(a, button):has-text('{words}')"
        with page.expect_navigation():
            page.locator(found).first.click()

    return deed


def grant(page):
    """Fill in a decision and look at what it means; it is not confirmed."""
    page.locator("[name=granted][value=ja]").check()
    page.locator("[name=reason]").fill("Past bij de regeling en bij het dorp.")
    send(page)
    page.locator("[name=bevestigen]").wait_for()
