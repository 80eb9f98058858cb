"""One initiative about two areas: both see, handle and show it; the whole counts it once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from areas.roles import RoleKind
from config.pages.council import initiative_rows
from config.pages.figures import initiative_counts
from initiatives.actions.handle import ask, move
from initiatives.actions.hiding import hide
from initiatives.actions.tally import recount
from initiatives.models import Initiative, State
from tests.factories import AreaFactory, InitiativeFactory, person
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(oost):
    """A public initiative of Oost that is about West too; nothing else is public."""
    made = InitiativeFactory(
        area=oost.area, also_area=oost.west, submitter=oost.rosa, title="Pad langs de vaart"
    )
    recount()
    return made


def test_it_is_counted_in_both_areas_and_once_in_the_whole(oost, shared):
    root = oost.area.municipality.root
    third = AreaFactory(name="Noord", municipality=oost.area.municipality)
    rows = {row.area["pk"]: row.cells for row in initiative_rows(oost.area.municipality)}
    for area, n in [(oost.area, 1), (oost.west, 1), (third, 0), (root, 1)]:
        assert rows[area.pk].get("in_progress", 0) == n, area
    for areas, n in [([oost.area], 1), ([oost.west], 1), ([third], 0)]:
        assert initiative_counts([area.pk for area in areas])["total"] == n
    assert initiative_counts([oost.area.pk, oost.west.pk, root.pk]) == {
        "by_state": {"in_progress": 1},
        "total": 1,
    }


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("", 1),
        ("?gebied=oost", 1),
        ("?gebied=west", 1),
        ("?gebied=waterstad", 1),
        ("?gebied=west&stand=in_progress", 1),
        ("?gebied=west&stand=running", 0),
        ("?gebied=noord", 0),
    ],
)
def test_the_list_of_each_area_shows_it_with_the_same_number(oost, shared, client, query, n):
    AreaFactory(name="Noord", municipality=oost.area.municipality)
    page = client.get(reverse("initiatives:list") + query)
    assert page.text.count(shared.get_absolute_url()) == n
    assert page.context["count"] == n


def test_the_pages_of_both_areas_show_it(oost, shared, client):
    for area in (oost.area, oost.west):
        page = client.get(area.get_absolute_url())
        assert page.text.count(shared.get_absolute_url()) == 1
    page = client.get(shared.get_absolute_url()).text
    assert oost.area.get_absolute_url() in page
    assert oost.west.get_absolute_url() in page


def test_advisors_of_both_areas_see_and_handle_it_before_it_is_public(oost, client_of):
    noor = person(
        RoleKind.ADVISOR_SOCIAL, AreaFactory(municipality=oost.area.municipality), "Noor Noord"
    )
    idea = oost.initiative
    assert not Initiative.objects.visible_to(oost.wim).filter(pk=idea.pk)
    Initiative.objects.filter(pk=idea.pk).update(also_area=oost.west)
    idea.refresh_from_db()
    for advisor, sees in [(oost.ada, True), (oost.wim, True), (noor, False)]:
        assert Initiative.objects.visible_to(advisor).filter(pk=idea.pk).exists() == sees
        listed = client_of(advisor).get(reverse("initiatives:handling")).text
        assert (idea.get_absolute_url() in listed) == sees
    page = client_of(oost.wim).get(idea.get_absolute_url()).text
    assert idea.contact_email in page
    ask(initiative=idea, text="Hoe breed?", by=oost.wim)
    with pytest.raises(PermissionDenied):
        ask(initiative=idea, text="Hoe breed?", by=noor)


def test_an_unconfirmed_idea_is_seen_by_neither(oost):
    idea = InitiativeFactory(
        area=oost.area, also_area=oost.west, state=State.UNCONFIRMED, released_at=None
    )
    for advisor in (oost.ada, oost.wim):
        assert not Initiative.objects.visible_to(advisor).filter(pk=idea.pk).exists()


def test_the_initiator_says_so_until_it_is_public(oost, client_of):
    rosa, url = client_of(oost.rosa), reverse("initiatives:edit", args=[oost.initiative.pk])
    wrong = rosa.post(url, filled(rosa.get(url), also_area=oost.area.pk))
    assert wrong.context["form"].errors["also_area"]
    rosa.post(url, filled(rosa.get(url), also_area=oost.west.pk))
    oost.initiative.refresh_from_db()
    assert oost.initiative.also_area == oost.west
    elsewhere = AreaFactory(municipality__name="Elders")
    wrong = rosa.post(url, filled(rosa.get(url), also_area=elsewhere.pk))
    assert wrong.context["form"].errors["also_area"]


def test_an_advisor_takes_it_back_and_then_the_other_area_sees_it_no_more(oost, client_of):
    idea = oost.initiative
    Initiative.objects.filter(pk=idea.pk).update(also_area=oost.west)
    ada, url = client_of(oost.ada), reverse("initiatives:details", args=[idea.pk])
    ada.post(url, filled(ada.get(url), also_area=""))
    assert not Initiative.objects.visible_to(oost.wim).filter(pk=idea.pk).exists()
    assert client_of(oost.wim).get(idea.get_absolute_url()).status_code == 404


def test_the_stored_counts_are_those_of_a_recount_after_each_step(oost, shared):
    move(initiative=shared, to=State.RUNNING, by=oost.wim)
    assert recount() == 0
    hide(initiative=shared, reason="Even niet.", by=oost.wim)
    assert recount() == 0
    assert initiative_counts([oost.west.pk])["total"] == 0


def test_the_database_keeps_two_areas_apart(oost):
    with pytest.raises(IntegrityError):
        InitiativeFactory(area=oost.area, also_area=oost.area)
