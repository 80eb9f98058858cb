"""A site on which no municipality was loaded yet answers every page, and says what to do."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/gebieden/",
        "/gebieden/werken/",
        "/gebieden/indicatoren/",
        "/gebieden/moties/",
        "/agenda/",
        "/agenda/?vorm=kaart",
        "/agenda/?toon=plannen",
        "/initiatieven/",
        "/geld/",
        "/raad/",
        "/zoeken/?q=bank",
        "/partners/",
        "/partners/plekken/",
        "/partners/tafels/",
        "/contact/",
        "/privacy/",
    ],
)
def test_a_page_answers(client, url):
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/gebieden/oost/", "/gebieden/oost/team/", "/partners/tafels/1/"])
def test_what_is_not_there_is_not_found(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/straat/", "/straat/kaart/"])
def test_what_cannot_be_looked_up_leads_to_the_home_page(client, url):
    assert client.get(url).url == "/"
