"""What nobody types by hand: every public form and address answers, and nothing is 500."""

import pytest
from django.urls import reverse

from initiatives.models import Initiative, State

HOSTILE = [
    "",
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\u202eevil\u202c",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "x" * 70_000,
    str(2**63),
    "NaN",
    "1e999",
    "0000-00-00",
    "-1",
    "a b/c?d=e&f",
    "😀" * 300,
]
STEPS = {
    "idee": ["title", "text", "gebied", "form_key", "more_info"],
    "waar": ["find", "area", "place", "zoek"],
    "met-wie": ["with_whom", "group_name"],
    "nodig": ["needs"],
    "contact": ["contact_name", "contact_email", "contact_phone", "name_public"],
}


def step_url(slug):
    """The address of a step."""
    if slug == "idee":
        return reverse("initiatives:create")
    return reverse("initiatives:step", args=[slug])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_step_survives_it_and_the_page_after_it_too(oost, client, text):
    for slug, names in STEPS.items():
        answer = client.post(step_url(slug), dict.fromkeys(names, text))
        assert answer.status_code < 500
        page = client.get(step_url(slug))
        assert page.status_code == 200
        assert "<script>alert(1)</script>" not in page.content.decode()
    for url in ("check", "sent", "confirm"):
        data = {"form_key": text, "contact_email": text, "more_info": text}
        assert client.post(reverse(f"initiatives:{url}"), data).status_code < 500
    assert not Initiative.objects.filter(state=State.UNCONFIRMED).exists()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_address_survives_it(oost, public, client, text):
    query = {"gebied": text, "thema": text, "stand": text, "q": text, "na": text, "voor": text}
    for name in ("list", "create", "received"):
        answer = client.get(reverse(f"initiatives:{name}"), query)
        assert answer.status_code < 500
        assert "<script>alert(1)</script>" not in answer.content.decode()


@pytest.mark.parametrize("path", ["0", "99999999999999999999", "-1", "1/../2", "%00", "abc"])
def test_every_number_in_an_address_is_found_or_not(oost, client, client_of, path):
    for browser in (client, client_of(oost.ada)):
        for tail in ("", "openbaar/", "stap/uitvoeren/", "fotos/"):
            status = browser.get(f"/initiatieven/{path}/{tail}").status_code
            assert status in {302, 400, 404}
        assert browser.get(f"/initiatieven/foto/{path}/").status_code in {302, 400, 404}


def test_markup_is_shown_as_text_everywhere(oost, client, client_of):
    Initiative.objects.update(
        title="<b onclick=x>Titel</b>",
        text="<script>alert(1)</script>",
        group_name="<img src=x onerror=alert(1)>",
    )
    oost.initiative.notes.create(kind="answer", text="<script>alert(2)</script>", by=oost.rosa)
    url = oost.initiative.get_absolute_url()
    for path in ("", "openbaar/", "gegevens/", "vraag/"):
        page = client_of(oost.ada).get(url + path).content.decode()
        for tag in ("<script>alert", "<b onclick", "<img src=x"):
            assert tag not in page
