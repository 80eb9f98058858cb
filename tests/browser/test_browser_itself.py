"""The browser checks have teeth: what they must catch is tried on pages made for that."""

import re

import pytest
from django.http import HttpResponse
from django.urls import path

from tests.browser.conftest import PHONE, opened, problems, too_wide
from tests.source import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGE = """<!doctype html><html lang="nl"><head><title>Proef</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/dot.svg">
</head><body><main><h1>Proef</h1>{}</main></body></html>"""


def page_with(body: str):
    """A view that answers with a page around this text."""

    def view(request):
        return HttpResponse(PAGE.format(body))

    view.login_required = False
    return view


def dot(request):
    """The smallest picture."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    return HttpResponse(svg, content_type="image/svg+xml")


dot.login_required = False
urlpatterns = [
    path("good/", page_with("<p>Niets aan de hand.</p>")),
    path("script/", page_with("<script>window.x = 1</script>")),
    path("outside/", page_with('<img alt="x" src="https://example.org/x.png">')),
    path("missing/", page_with('<script src="/static/none.js"></script>')),
    path("alt/", page_with('<img src="/dot.svg">')),
    path("wide/", page_with('<img src="/dot.svg" alt="Punt" width="900" height="9">')),
    path("widths/", page_with('<h2>Groot</h2><p class="late">Laat</p>')),
    path("dot.svg", dot),
]


@pytest.mark.urls(__name__)
def test_a_good_page_passes(page, check):
    page.goto("/good/")
    check(page)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", ["script", "outside", "missing"])
def test_trouble_in_a_page_fails_its_test(browser, site, name):
    with pytest.raises(AssertionError), opened(browser, site) as page:  # noqa: PT012
        page.goto(f"/{name}/")
        page.wait_for_load_state("networkidle")


@pytest.mark.urls(__name__)
def test_axe_finds_a_picture_without_a_text(page):
    page.goto("/alt/")
    assert any(line.startswith("image-alt") for line in problems(page))


COLOUR = re.compile(r"(?<![\w-])(color|background(-color|-image)?|opacity|filter|fill)\s*:")


def rules_by_width(style: str) -> list[str]:
    """The rules of a style that hold at some widths only."""
    blocks = re.findall(r"@(?:media|container)[^{]*width[^{]*\{((?:[^{}]*\{[^{}]*\})*)", style)
    return [rule.strip() for block in blocks for rule in re.findall(r"[^{}]*\{[^{}]*\}", block)]


# On a phone the pale heading is small, and pale text appears.
PALER = """h2 { color: #909090; font-size: 30px } .late { color: #ccc; display: none }
@media (max-width: 40rem) { h2 { font-size: 16px } .late { display: block } }"""


@pytest.mark.urls(__name__)
def test_what_is_too_pale_on_a_phone_only_is_found_when_looked_at_again(page):
    page.goto("/widths/")
    page.evaluate(
        "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
        " document.adoptedStyleSheets = [sheet]; }",
        PALER,
    )
    assert problems(page) == []
    page.set_viewport_size(PHONE)
    pale = [line for line in problems(page, again=True) if line.startswith("color-contrast")]
    assert len(pale) == 2, pale


def test_nothing_gets_another_colour_at_another_width():
    """What looking again at the contrast of a part rests on; axe does not see what a style adds
    before or after an element.
    """
    sheets = [*(ROOT / "static" / "css").glob("*.css"), ROOT / "static" / "vendor" / "nlds.css"]
    found = []
    for sheet in sheets:
        for rule in rules_by_width(sheet.read_text()):
            selector, _brace, body = rule.partition("{")
            if COLOUR.search(body) and not re.search("::(before|after)", selector):
                found.append(f"{sheet.name}: {rule}")
    assert found == []


def test_a_colour_at_a_width_is_caught():
    """Teeth: a rule for one width that sets a colour is found."""
    style = "@media (max-width: 40rem) { p { margin: 0 } a { color: red } } b { color: red }"
    assert [bool(COLOUR.search(rule)) for rule in rules_by_width(style)] == [False, True]


@pytest.mark.urls(__name__)
def test_a_page_that_is_too_wide_for_a_phone_is_noticed(open_page):
    with open_page(viewport=PHONE) as page:
        page.goto("/wide/")
        assert too_wide(page) > 0
