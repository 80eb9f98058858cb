"""Support of an initiative: once per person, confirmed by mail, or counted on paper."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.endorse import add_paper, confirm_endorsement, endorse
from initiatives.models import Endorsement, Initiative, State
from tests.factories import InitiativeFactory
from tests.filled import filled
from tests.initiatives.conftest import link_in

pytestmark = pytest.mark.django_db
ADDRESS = "buur.een@example.org"


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


@pytest.fixture
def idea(oost):
    """A public idea in Oost."""
    return InitiativeFactory(area=oost.area, submitter=oost.rosa, title="Bankje bij de vijver")


def counts(idea) -> tuple[int, int]:
    """Inside and outside."""
    found = Initiative.objects.get(pk=idea.pk)
    return found.supported_inside, found.supported_outside


def token_of(mail: Mail) -> str:
    """The secret in a mail."""
    return link_in(mail).split("/")[-2]


def supported(idea, email, inside=True):
    """Somebody supports it and presses the link."""
    endorse(idea, email=email, inside=inside)
    confirm_endorsement(token_of(Mail.objects.latest("pk")))


def test_from_the_page_to_the_count(idea, client):
    url = f"/initiatieven/{idea.pk}/steunen/"
    sent = client.post(url, filled(client.get(url), inside="ja", email=ADDRESS), follow=True)
    assert "Kijk in uw mail" in sent.text
    assert counts(idea) == (0, 0)
    mail = Mail.objects.get(purpose="initiatives.endorse")
    assert mail.to == ADDRESS
    page = client.get(link_in(mail), follow=True)
    assert counts(idea) == (0, 0)  # opening a link does nothing
    assert idea.title in page.text
    done = client.post("/initiatieven/steun/bevestigen/", filled(page))
    assert "Bedankt voor uw steun" in done.text
    assert f"/volgen/?initiatief={idea.pk}" in done.text
    assert counts(idea) == (1, 0)
    assert "1 persoon steunt dit" in client.get(idea.get_absolute_url()).text
    again = client.post("/initiatieven/steun/bevestigen/", filled(page))
    assert again.status_code == 410


def test_the_same_address_counts_once_and_the_page_does_not_tell(idea, client):
    supported(idea, ADDRESS)
    before = Mail.objects.count()
    url = f"/initiatieven/{idea.pk}/steunen/"
    sent = client.post(url, filled(client.get(url), inside="ja", email=ADDRESS.upper()))
    assert sent.url == "/initiatieven/steun/verstuurd/"
    assert Mail.objects.count() == before
    assert counts(idea) == (1, 0)


def test_asked_twice_only_the_newest_link_counts(idea):
    endorse(idea, email=ADDRESS, inside=True)
    endorse(idea, email=ADDRESS, inside=False)
    old, new = map(token_of, Mail.objects.order_by("pk"))
    with pytest.raises(Refused):
        confirm_endorsement(old)
    confirm_endorsement(new)
    assert counts(idea) == (0, 1)


def test_people_from_the_area_and_from_elsewhere_are_told_apart(idea, client):
    supported(idea, "een@example.org")
    supported(idea, "twee@example.org", inside=False)
    text = client.get(idea.get_absolute_url()).text
    assert "2 mensen steunen dit" in text
    assert "1 uit Oost, 1 van elders" in text


def test_what_is_not_public_or_has_ended_is_not_supported(oost, idea, client):
    endorse(idea, email=ADDRESS, inside=True)
    token = token_of(Mail.objects.get())
    Initiative.objects.filter(pk=idea.pk).update(state=State.DONE)
    with pytest.raises(Refused):
        confirm_endorsement(token)
    assert client.get(f"/initiatieven/{idea.pk}/steunen/").status_code == 403
    assert client.get(f"/initiatieven/{oost.initiative.pk}/steunen/").status_code == 404
    with pytest.raises(PermissionDenied):
        endorse(oost.initiative, email=ADDRESS, inside=True)
    assert counts(idea) == (0, 0)


def test_signatures_on_paper_are_counted_by_who_handles_it(oost, idea, client_of):
    ada, url = client_of(oost.ada), f"/initiatieven/{idea.pk}/handtekeningen/"
    page = ada.get(url)
    assert ada.post(url, filled(page, inside="12", outside="3")).status_code == 302
    assert ada.post(url, filled(page, inside="12", outside="3")).status_code == 302  # twice sent
    assert counts(idea) == (12, 3)
    assert "Vul in hoeveel" in ada.post(url, filled(ada.get(url))).text
    with pytest.raises(PermissionDenied):
        add_paper(idea, inside=1, outside=0, by=oost.rosa)


def test_an_address_that_is_forgotten_leaves_the_count(idea):
    from initiatives.actions.endorse import forget_endorsements

    supported(idea, ADDRESS)
    endorse(idea, email="twee@example.org", inside=True)
    assert forget_endorsements(Endorsement.objects.all()) == 2
    assert list(Endorsement.objects.values_list("email", flat=True)) == [""]
    assert counts(idea) == (1, 0)
