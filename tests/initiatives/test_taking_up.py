"""Another takes up an initiative: an organisation, or a new initiator; and why things stop."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.models import User
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.handle import move
from initiatives.actions.taking_up import asked_to_take_up, go_on, let_take_up
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Note, State, StopReason, TakeUp, Tally
from tests.factories import MunicipalityFactory, OrganisationFactory
from tests.filled import filled
from tests.initiatives.conftest import link_in
from tests.strict import ReadingClient

pytestmark = pytest.mark.django_db
ADDRESS = "nora.nieuw@example.org"


@pytest.fixture
def welzijn(oost):
    """An organisation of the municipality."""
    return OrganisationFactory(municipality=oost.area.municipality, name="Welzijn Waterstad")


@pytest.fixture
def reasons(oost):
    """The list of the municipality: one in use, one that is not any more."""
    town = oost.area.municipality
    return [
        StopReason.objects.create(
            municipality=town, code=code, name=name, text=f"Uitleg over {code}.", retired=retired
        )
        for code, name, retired in [("geld", "Geen geld", False), ("oud", "Oude reden", True)]
    ]


def taken_by_nora(oost, public) -> str:
    """Ada asks Nora to take up Rosa's idea; returns the secret in the mail."""
    let_take_up(initiative=public, email=ADDRESS, reason="U verhuist.", by=oost.ada)
    return link_in(Mail.objects.get(to=ADDRESS), last=True).split("/")[-2]


def test_an_organisation_takes_it_up_and_the_initiator_hears_who_and_why(
    oost, public, welzijn, client, client_of
):
    recount()
    url = reverse("initiatives:take_up", args=[public.pk])
    ada = client_of(oost.ada)
    sent = filled(ada.get(url), organisation=welzijn.pk, reason="Zij koken daar al.")
    assert ada.post(url, sent).status_code == 302
    public.refresh_from_db()
    assert public.state == State.TAKEN_UP
    mail = Mail.objects.get()
    assert (mail.to, mail.purpose) == (oost.rosa.email, "initiatives.taken_up")
    for words in ("Welzijn Waterstad neemt het over", "Zij koken daar al."):
        assert words in mail.text
    page = client.get(public.get_absolute_url()).text
    assert "Welzijn Waterstad" in page
    assert "Zij koken daar al." not in page
    assert list(Tally.objects.filter(count=1).values_list("state", flat=True)) == ["taken_up"]


def test_a_new_initiator_goes_on_with_what_everyone_could_read_and_nothing_else(
    oost, public, client_of
):
    Note.objects.create(initiative=public, kind=Note.Kind.ANSWER, text="Bel mij.", by=oost.rosa)
    taken_by_nora(oost, public)
    visitor, mail = ReadingClient(), Mail.objects.get(to=ADDRESS)
    assert "Rosa" not in mail.text
    page = visitor.get(link_in(mail, last=True), follow=True)
    assert not Initiative.objects.exclude(pk=public.pk)  # opening a link does nothing
    done = visitor.post(reverse("initiatives:take_up_confirm"), filled(page))
    assert "U gaat verder" in done.text
    made, nora = Initiative.objects.latest("pk"), User.objects.get(email=ADDRESS)
    assert (made.submitter, made.state, made.title) == (nora, State.RECEIVED, public.title)
    assert made.released_at is None
    assert (made.contact_email, made.contact_phone, made.name_public) == (ADDRESS, "", False)
    assert not made.notes.exists()
    assert TakeUp.objects.get().email == ""
    assert "Bel mij." not in client_of(nora).get(public.get_absolute_url()).text


def test_the_old_and_the_new_one_lead_to_each_other_once_both_are_public(oost, public, client):
    made = go_on(taken_by_nora(oost, public))
    assert made.get_absolute_url() not in client.get(public.get_absolute_url()).text
    Initiative.objects.filter(pk=made.pk).update(
        released_at=public.released_at, released_by=oost.ada
    )
    assert made.get_absolute_url() in client.get(public.get_absolute_url()).text
    assert public.get_absolute_url() in client.get(made.get_absolute_url()).text


def test_the_link_works_once_and_fourteen_days_and_not_when_it_is_opened_again(oost, public, at):
    with at(2026, 11, 1, 12, 0):
        token = taken_by_nora(oost, public)
    with at(2026, 11, 15, 12, 1):
        assert asked_to_take_up(token) is None
    with at(2026, 11, 2, 12, 0):
        go_on(token)
        with pytest.raises(Refused):
            go_on(token)
    move(initiative=public, to=State.IN_PROGRESS, reason="Toch samen.", by=oost.ada)
    assert not TakeUp.objects.exists()
    Mail.objects.all().delete()
    token = taken_by_nora(oost, public)
    move(initiative=public, to=State.IN_PROGRESS, reason="Toch samen.", by=oost.ada)
    assert asked_to_take_up(token) is None


def test_it_needs_one_taker_a_reason_and_an_open_initiative(oost, public, welzijn):
    taken = {"initiative": public, "by": oost.ada}
    elsewhere = OrganisationFactory(municipality=MunicipalityFactory(name="Elders"))
    for given in (
        {"reason": "Ja."},
        {"reason": "Ja.", "organisation": welzijn, "email": ADDRESS},
        {"reason": " ", "organisation": welzijn},
        {"reason": "Ja.", "organisation": elsewhere},
        {"reason": "Ja.", "email": oost.rosa.email},
    ):
        with pytest.raises(Refused):
            let_take_up(**taken, **given)
    with pytest.raises(Refused, match="kan dit niet"):
        move(initiative=public, to=State.TAKEN_UP, reason="Ja.", by=oost.ada)
    let_take_up(**taken, organisation=welzijn, reason="Ja.")
    with pytest.raises(PermissionDenied):
        let_take_up(**taken, organisation=welzijn, reason="Ja.")


def test_what_is_not_public_goes_to_no_new_initiator(oost, welzijn, client_of):
    with pytest.raises(Refused, match="op de site"):
        let_take_up(initiative=oost.initiative, email=ADDRESS, reason="Ja.", by=oost.ada)
    url = reverse("initiatives:take_up", args=[oost.initiative.pk])
    assert "email" not in client_of(oost.ada).get(url).context["form"].fields
    let_take_up(initiative=oost.initiative, organisation=welzijn, reason="Ja.", by=oost.ada)


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "cor", "raf"])
def test_only_an_advisor_of_the_area_lets_it_be_taken_up(oost, public, welzijn, who):
    with pytest.raises(PermissionDenied):
        let_take_up(initiative=public, organisation=welzijn, reason="Ja.", by=getattr(oost, who))


# --- Reasons from the list ---


def test_a_no_takes_a_reason_from_the_list_and_words_of_ones_own(oost, public, reasons, client_of):
    ada, url = client_of(oost.ada), reverse("initiatives:move", args=[public.pk, "niet-doorgaan"])
    page = ada.get(url)
    assert "Geen geld" in page.text
    assert "Oude reden" not in page.text
    wrong = ada.post(url, {"reason": "Het potje is leeg."})
    assert wrong.context["form"].errors["chosen"]
    ada.post(url, {"reason": "Het potje is leeg.", "chosen": reasons[0].pk})
    note = Note.objects.get()
    assert note.text == "Uitleg over geld.\n\nHet potje is leeg."
    assert note.stop_reason == reasons[0]
    assert note.text in Mail.objects.get().text


def test_where_there_is_a_list_every_way_to_stop_uses_it(oost, public, reasons, welzijn):
    for chosen in (None, reasons[1]):
        with pytest.raises(Refused, match="uit de lijst"):
            move(initiative=public, to=State.DECLINED, reason="Nee.", chosen=chosen, by=oost.ada)
        with pytest.raises(Refused, match="uit de lijst"):
            let_take_up(
                initiative=public, organisation=welzijn, reason="Ja.", chosen=chosen, by=oost.ada
            )
    # A list is for who says no; the initiator who withdraws owes nobody a reason.
    move(initiative=public, to=State.WITHDRAWN, by=oost.rosa)
