"""One initiative about two areas: both see, handle and show it; the whole counts it once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from areas.roles import RoleKind
from config.pages.council import initiative_rows
from config.pages.digest import lines_for
from config.pages.figures import initiative_counts
from config.pages.news import Subject, Window, news_of
from config.pages.taking_part import _rows, period
from initiatives.actions.handle import ask, move
from initiatives.actions.hiding import hide
from initiatives.actions.tally import recount
from initiatives.models import Initiative, State
from tests.factories import (
    AreaFactory,
    FollowerFactory,
    FollowingFactory,
    HidingFactory,
    InitiativeFactory,
    ReportFactory,
    StoryFactory,
    person,
)
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


def test_it_waits_for_the_advisors_of_both_areas(oost, client_of):
    idea, page = oost.initiative, reverse("pages:my_work")
    assert idea.get_absolute_url() not in client_of(oost.wim).get(page).text
    Initiative.objects.filter(pk=idea.pk).update(also_area=oost.west)
    for advisor, where in [(oost.ada, "Oost"), (oost.wim, "twee gebieden")]:
        waits = client_of(advisor).get(page).context["waiting"][0]
        assert (waits.count, waits.lines[0].area) == (1, where)


def test_who_advises_both_sees_it_once_also_when_it_stands_still(oost, at, client_of):
    both = person(RoleKind.ADVISOR_SOCIAL, oost.area.municipality.root, "Bo Beide")
    shared = InitiativeFactory(area=oost.area, also_area=oost.west, title="Pad langs de vaart")
    oost.initiative.delete()
    for advisor in (both, oost.ada, oost.wim):
        with at(2027, 6, 1):
            late = client_of(advisor).get(reverse("pages:my_work")).context["late"]
        assert [line.title for pile in late for line in pile.lines] == [shared.title]


def test_what_is_written_about_it_is_read_and_judged_in_both_areas(oost, shared, client_of):
    story = StoryFactory(initiative=shared, state="waiting", released_at=None)
    report, hiding = ReportFactory(initiative=shared), HidingFactory(initiative=shared)
    noor = person(
        RoleKind.ADVISOR_SOCIAL, AreaFactory(municipality=oost.area.municipality), "Noor Noord"
    )
    for advisor, sees in [(oost.ada, True), (oost.wim, True), (noor, False)]:
        work = client_of(advisor).get(reverse("pages:my_work")).text
        for row in (story, report, hiding):
            assert type(row).objects.visible_to(advisor).filter(pk=row.pk).exists() == sees
            # Who took a text off the site does not look at it again.
            shown = sees and not (row is hiding and advisor == hiding.hidden_by)
            assert (row.get_absolute_url() in work) == shown, (advisor, row)


def test_its_story_stands_on_the_pages_of_both_areas(oost, shared, client):
    story = StoryFactory(initiative=shared)
    noord = AreaFactory(name="Noord", municipality=oost.area.municipality)
    whole = oost.area.municipality.root
    for area, n in [(oost.area, 1), (oost.west, 1), (whole, 1), (noord, 0)]:
        page = client.get(area.get_absolute_url()).text
        assert page.count(story.get_absolute_url()) == n, area
        page = client.get(reverse("stories:list") + f"?gebied={area.slug}").text
        assert page.count(story.get_absolute_url()) == n, area


def test_who_follows_either_area_hears_of_it_once(oost, shared):
    noord = AreaFactory(name="Noord", municipality=oost.area.municipality)
    town, window = oost.area.municipality, Window()
    for area, n in [(oost.area, 1), (oost.west, 1), (town.root, 1), (noord, 0), (None, 1)]:
        found = [one for one in news_of(Subject(town, area=area), window) if one.initiative]
        assert len(found) == n, area
        assert all(one.where == "Oost en West" for one in found)
    within = {area.pk: {area.pk, town.root_id} for area in (oost.area, oost.west, noord)}
    past = shared.released_at - datetime.timedelta(days=1)
    for areas, n in [([oost.area], 1), ([oost.west], 1), ([oost.area, oost.west], 1), ([noord], 0)]:
        follower = FollowerFactory(municipality=town, told_until=past)
        for area in areas:
            FollowingFactory(follower=follower, area=area, confirmed_at=past)
        assert len(lines_for(follower, news_of(Subject(town), window), within)) == n, areas


def test_who_takes_part_counts_it_once_where_it_was_brought(oost, shared):
    """The parts add up to the whole there, else what is under five could be worked out."""
    oost.initiative.delete()
    month = period().until - datetime.timedelta(days=30)
    Initiative.objects.update(received_on=month)
    rows = [(area, n) for _form, area, _email, n in _rows(oost.area.municipality, period())]
    assert rows == [(oost.area.pk, 1)]


def test_the_database_keeps_two_areas_apart(oost):
    with pytest.raises(IntegrityError):
        InitiativeFactory(area=oost.area, also_area=oost.area)
