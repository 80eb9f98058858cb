"""For whom an initiative is brought: alone, together with neighbours, or for an organisation."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.models import User
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.erase import erase_contact
from initiatives.actions.handle import answer, ask, move, release
from initiatives.actions.together import ask_along, asked_by, come_along, leave_together, send_away
from initiatives.models import CoInitiator, Initiative, State
from tests.factories import InitiativeFactory, UserFactory
from tests.filled import filled
from tests.initiatives.conftest import link_in
from tests.strict import ReadingClient

pytestmark = pytest.mark.django_db
ADDRESS = "buur.een@example.org"


def asked(oost, email=ADDRESS) -> str:
    """Rosa asks a neighbour; returns the secret in the mail."""
    ask_along(initiative=oost.initiative, email=email, by=oost.rosa)
    return link_in(Mail.objects.latest("pk")).split("/")[-2]


@pytest.fixture
def buur(oost):
    """A neighbour who said yes."""
    come_along(asked(oost))
    return User.objects.get(email=ADDRESS)


def test_a_neighbour_is_asked_says_yes_and_then_reads_the_private_page(oost, client_of):
    rosa, url = client_of(oost.rosa), reverse("initiatives:together", args=[oost.initiative.pk])
    rosa.post(url, filled(rosa.get(url), email=ADDRESS.upper()))
    mail = Mail.objects.get()
    assert mail.to == ADDRESS
    for typed in ("vijver", "Rosa"):
        assert typed not in mail.text + mail.subject
    visitor = ReadingClient()
    page = visitor.get(link_in(mail), follow=True)
    assert "Bankje bij de vijver" in page.text
    assert "Rosa" not in page.text
    assert not CoInitiator.objects.taking_part()  # opening a link does nothing
    done = visitor.post(reverse("initiatives:together_confirm"), filled(page))
    assert "U doet mee" in done.text
    assert visitor.get(oost.initiative.get_absolute_url()).status_code == 404
    buur = client_of(User.objects.get(email=ADDRESS))
    page = buur.get(oost.initiative.get_absolute_url()).text
    assert "U brengt dit idee samen" in page
    assert "Bankje bij de vijver" in buur.get(reverse("initiatives:mine")).text
    assert ADDRESS in rosa.get(url).text


def test_who_brings_it_together_reads_the_talk_but_not_the_data_of_the_initiator(
    oost, buur, client_of
):
    ask(initiative=oost.initiative, text="Hoe hoog wordt het?", by=oost.ada)
    oost.initiative.refresh_from_db()
    answer(initiative=oost.initiative, text="Tot mijn knie.", by=oost.rosa)
    page = client_of(buur).get(oost.initiative.get_absolute_url()).text
    assert "Hoe hoog wordt het?" in page
    assert "Tot mijn knie." in page
    for secret in (oost.rosa.email, oost.rosa.name, oost.initiative.contact_phone):
        assert secret not in page


@pytest.mark.parametrize("name", ["edit", "answer", "pictures", "together"])
def test_who_brings_it_together_changes_nothing(oost, buur, client_of, name):
    url = reverse(f"initiatives:{name}", args=[oost.initiative.pk])
    assert client_of(buur).get(url).status_code == 403


def test_who_brings_it_together_is_told_what_happens(oost, buur):
    release(initiative=oost.initiative, theme=None, by=oost.ada)
    move(initiative=oost.initiative, to=State.IN_PROGRESS, by=oost.ada)
    told = Mail.objects.filter(to=ADDRESS).order_by("pk").values_list("purpose", flat=True)
    assert list(told) == ["initiatives.together", "initiatives.released", "initiatives.moved"]
    assert "Rosa" not in "".join(mail.text for mail in Mail.objects.filter(to=ADDRESS))


def test_leaving_and_being_taken_off_end_the_right_and_forget_the_address(oost, buur, client_of):
    leave_together(initiative=oost.initiative, by=buur)
    assert client_of(buur).get(oost.initiative.get_absolute_url()).status_code == 404
    assert not CoInitiator.objects.exists()
    come_along(asked(oost))
    send_away(initiative=oost.initiative, number=CoInitiator.objects.get().pk, by=oost.rosa)
    assert not Initiative.objects.visible_to(buur).exists()


def test_asked_twice_only_the_newest_link_works_and_who_said_yes_gets_no_mail(oost):
    old, new = asked(oost), asked(oost)
    with pytest.raises(Refused):
        come_along(old)
    come_along(new)
    before = Mail.objects.count()
    ask_along(initiative=oost.initiative, email=ADDRESS, by=oost.rosa)
    assert Mail.objects.count() == before
    with pytest.raises(Refused):
        come_along(new)


def test_a_link_ends_after_fourteen_days_and_with_the_initiative(oost, at):
    with at(2026, 11, 1, 12, 0):
        token = asked(oost)
        assert asked_by(token)
    with at(2026, 11, 15, 12, 1):
        assert asked_by(token) is None
    token = asked(oost)
    move(initiative=oost.initiative, to=State.WITHDRAWN, by=oost.rosa)
    with pytest.raises(Refused):
        come_along(token)


def test_only_the_initiator_asks_not_oneself_and_ten_at_most(oost, buur):
    for person in (buur, oost.ada, oost.stan):
        with pytest.raises(PermissionDenied):
            ask_along(initiative=oost.initiative, email="x@example.org", by=person)
    with pytest.raises(Refused, match="eigen mailadres"):
        ask_along(initiative=oost.initiative, email=oost.rosa.email, by=oost.rosa)
    for number in range(9):
        asked(oost, f"buur{number}@example.org")
    with pytest.raises(Refused, match="hoogstens 10"):
        asked(oost, "te.veel@example.org")


def test_a_stranger_leaves_nothing_and_takes_nobody_off(oost, buur):
    with pytest.raises(PermissionDenied):
        leave_together(initiative=oost.initiative, by=oost.stan)
    other = InitiativeFactory(area=oost.area, submitter=oost.stan)
    send_away(initiative=other, number=CoInitiator.objects.get().pk, by=oost.stan)
    assert CoInitiator.objects.taking_part().count() == 1


def test_the_addresses_go_with_those_of_the_initiator(oost, buur):
    erase_contact(Initiative.objects.filter(pk=oost.initiative.pk))
    assert not CoInitiator.objects.exists()


# --- An organisation ---


def brought(**fields) -> Initiative:
    """An initiative of an organisation."""
    given = {"brought_as": "organisation", "organisation_name": "Stichting Groen", **fields}
    return InitiativeFactory(contact_name="Rosa Resident", submitter=UserFactory(), **given)


@pytest.mark.parametrize(
    ("given", "shows"),
    [
        ({}, "een bewoner"),
        ({"organisation_public": True}, "Stichting Groen"),
        ({"group_name": "De Vijverbuurt"}, "De Vijverbuurt"),
        ({"group_name": "De Vijverbuurt", "organisation_public": True}, "De Vijverbuurt"),
        ({"name_public": True}, "Rosa Resident"),
        ({"organisation_public": True, "name_public": True}, "Stichting Groen"),
    ],
)
def test_in_public_its_name_shows_with_its_own_consent_only(client, given, shows):
    made = brought(**given)
    assert made.public_author == shows
    author = Initiative.objects.with_author().get(pk=made.pk).author
    assert (author or "een bewoner") == shows
    for url in (made.get_absolute_url(), reverse("initiatives:list")):
        assert ("Stichting Groen" in client.get(url).text) == (shows == "Stichting Groen")


def test_the_initiator_says_so_before_an_advisor_reads_it(oost, client_of):
    rosa, url = client_of(oost.rosa), reverse("initiatives:edit", args=[oost.initiative.pk])
    page = rosa.post(url, filled(rosa.get(url), brought_as="organisation"))
    assert page.context["form"].errors["organisation_name"]
    names = {"organisation_name": "Stichting Groen", "organisation_public": "on"}
    rosa.post(url, filled(rosa.get(url), brought_as="organisation", **names))
    oost.initiative.refresh_from_db()
    assert oost.initiative.public_author == "Stichting Groen"
    release(initiative=oost.initiative, theme=None, by=oost.ada)
    # What was read by an advisor stays as it was; the consent can be taken back.
    assert "organisation_name" not in rosa.get(url).context["form"].fields
    rosa.post(url, filled(rosa.get(url), organisation_public=None))
    oost.initiative.refresh_from_db()
    assert oost.initiative.public_author == "een bewoner"


def test_who_is_no_organisation_after_all_names_none(oost, client_of):
    Initiative.objects.filter(pk=oost.initiative.pk).update(
        brought_as="organisation", organisation_name="Stichting Groen", organisation_public=True
    )
    rosa, url = client_of(oost.rosa), reverse("initiatives:edit", args=[oost.initiative.pk])
    rosa.post(url, filled(rosa.get(url), brought_as="neighbours"))
    oost.initiative.refresh_from_db()
    assert (oost.initiative.organisation_name, oost.initiative.organisation_public) == ("", False)
    assert oost.initiative.brought_as == "neighbours"
