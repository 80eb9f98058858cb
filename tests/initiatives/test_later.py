"""Going on later: only a mail address, a link, and the steps as they were left."""

import pytest
from django.urls import reverse

from config.intake import tokens
from config.outbox.models import Mail
from initiatives.actions.later import PURPOSE, VALID, save_for_later, saved_behind
from initiatives.models import Initiative, SavedIdea
from tests.factories import MunicipalityFactory, UserFactory
from tests.filled import filled
from tests.initiatives.conftest import IDEA, link_in
from tests.strict import ReadingClient

pytestmark = pytest.mark.django_db
ADDRESS = "rosa.resident@example.org"
LATER, STEP = "initiatives:later", "initiatives:step"


def saved(walk, email=ADDRESS):
    """Rosa fills in two steps, half a third, and saves."""
    walk.step("idee")
    walk.step("waar")
    went = walk.step("met-wie", with_whom="de school", bewaren="1")
    assert went.url == reverse(LATER)
    return walk.press(went.url, {"email": email})


def opened(client):
    """Somebody opens the link of the last mail on a device, and presses the button."""
    page = client.get(link_in(Mail.objects.latest("pk")), follow=True)
    return client.post(page.request["PATH_INFO"], filled(page))


def test_rosa_goes_on_on_another_device_where_she_was(oost, walk, at):
    assert saved(walk).url == reverse("initiatives:later_sent")
    assert not Initiative.objects.filter(title=IDEA["idee"]["title"]).exclude(pk=oost.initiative.pk)
    with at(2026, 11, 20, 12, 0):
        tablet = ReadingClient()
        assert opened(tablet).url == reverse("initiatives:check")
        assert IDEA["idee"]["title"] in tablet.get(reverse("initiatives:create")).text
        assert "de school" in tablet.get(reverse(STEP, args=["met-wie"])).text
        # Checking leads to the first step that is not ready.
        assert tablet.get(reverse("initiatives:check")).url == reverse(STEP, args=["contact"])


def test_opening_the_link_shows_a_button_and_nothing_that_was_typed(oost, walk, at):
    saved(walk)
    with at(2026, 11, 18, 13, 0):
        page = ReadingClient().get(link_in(Mail.objects.get()), follow=True)
    assert "Ga verder" in page.text
    assert IDEA["idee"]["title"] not in page.text


def test_the_mail_and_the_page_are_the_same_for_a_known_and_an_unknown_address(oost, walk):
    UserFactory(name="Rosa Resident")
    pages = [walk.client.get(saved(walk, to).url).text for to in (ADDRESS, "nieuw@example.org")]
    assert pages[0] == pages[1]
    known, unknown = Mail.objects.order_by("pk")
    for typed in ("vijver", "school", "Rosa"):
        assert typed not in known.text + known.subject + unknown.text
    assert (known.to, unknown.to) == (ADDRESS, "nieuw@example.org")


def test_saving_again_replaces_what_was_saved_and_its_link(oost, walk):
    saved(walk)
    old = link_in(Mail.objects.get())
    saved(walk)
    assert SavedIdea.objects.count() == 1
    assert walk.client.get(old, follow=True).status_code == 410


def test_after_sending_the_saved_text_and_the_link_are_gone(oost, walk):
    saved(walk)
    link = link_in(Mail.objects.get())
    walk.send()
    assert not SavedIdea.objects.exists()
    assert walk.client.get(link, follow=True).status_code == 410


def test_wiping_this_device_leaves_the_mailed_link(oost, walk, at):
    saved(walk)
    walk.step("idee", wissen="1")
    assert 'value="Bankje' not in walk.client.get(reverse("initiatives:create")).text
    with at(2026, 11, 18, 14, 0):
        assert opened(ReadingClient()).status_code == 302


def test_a_link_works_in_its_own_municipality_for_its_own_purpose_and_fourteen_days(oost, at):
    town, other = oost.area.municipality, MunicipalityFactory(name="Elders")
    with at(2026, 11, 1, 12, 0):
        found = save_for_later(town, email=ADDRESS, typed={"idee": {"title": "Bankje\x00"}})
        token = link_in(Mail.objects.get()).split("/")[-2]
        assert found.typed == {"idee": {"title": "Bankje"}}
        assert saved_behind(token, town) == found
        assert saved_behind(token, other) is None
        assert tokens.look(token, "initiatives.confirm") is None
        wrong = tokens.issue(PURPOSE, str(found.pk), VALID, email="een.ander@example.org")
        assert saved_behind(wrong, town) is None
    with at(2026, 11, 15, 12, 1):
        assert saved_behind(token, town) is None


def test_nothing_to_save_leads_to_the_first_step(oost, client):
    assert client.get(reverse(LATER)).url == reverse("initiatives:create")


def test_a_citizen_number_is_not_saved_and_a_wrong_address_is_said(oost, walk):
    walk.step("idee", text="Mijn nummer is 111222333", bewaren="1")
    page = walk.press(reverse(LATER), {"email": ADDRESS})
    assert "burgerservicenummer" in page.text
    assert not SavedIdea.objects.exists()
    page = walk.press(reverse(LATER), {"email": "rosa@"})
    assert page.context["form"].errors["email"]


def test_pressing_twice_saves_and_mails_once(oost, walk):
    walk.step("idee", bewaren="1")
    with walk.at(2026, 11, 18, 13, 0):
        sent = filled(walk.client.get(reverse(LATER)), email=ADDRESS)
    with walk.at(2026, 11, 18, 13, 1):
        first, second = (walk.client.post(reverse(LATER), sent) for _ in range(2))
    assert first.url == second.url
    assert (SavedIdea.objects.count(), Mail.objects.count()) == (1, 1)


def test_only_so_many_mails_go_to_one_address(oost, walk, monkeypatch):
    monkeypatch.setattr("initiatives.views.later.A_DAY", 1)
    saved(walk)
    assert saved(walk).status_code == 429
    assert Mail.objects.count() == 1
