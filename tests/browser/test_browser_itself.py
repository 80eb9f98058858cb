"""The browser checks have teeth: what they must catch is tried on pages made for that."""

import pytest
from django.http import HttpResponse
from django.urls import path

from tests.browser.conftest import PHONE, opened, problems, too_wide

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


@pytest.mark.urls(__name__)
def test_a_page_that_is_too_wide_for_a_phone_is_noticed(open_page):
    with open_page(viewport=PHONE) as page:
        page.goto("/wide/")
        assert too_wide(page) > 0
