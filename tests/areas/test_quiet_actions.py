"""An open action about which nobody wrote for weeks is shown to who can."""

import datetime

import pytest
from django.urls import reverse

from areas.actions.agenda import add_progress
from areas.models import Action
from config.lib.clock import now
from tests.factories import ActionFactory, AreaFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


def silent(weeks: int, area, **fields):
    action = ActionFactory(area=area, title=f"Al {weeks} weken stil", **fields)
    Action.objects.filter(pk=action.pk).update(
        updated_at=now() - datetime.timedelta(weeks=weeks, minutes=1)
    )
    return action


@pytest.fixture
def quiet(oost):
    """An action that nobody wrote about for the municipality's eight weeks."""
    oost.municipality.progress_weeks = 8
    oost.municipality.save()
    return silent(8, oost.area, theme=oost.theme, state="running")


def test_it_counts_open_actions_of_the_own_municipality_by_its_own_weeks(oost, quiet):
    silent(7, oost.area, theme=oost.theme)
    silent(20, oost.area, theme=oost.theme, state="done")
    silent(20, AreaFactory(municipality=MunicipalityFactory(name="Bergdorp"), name="Noord"))
    assert list(Action.objects.not_updated(oost.municipality)) == [quiet]
    oost.municipality.progress_weeks = 9
    assert not Action.objects.not_updated(oost.municipality).exists()


def test_a_note_ends_the_silence(oost, quiet):
    add_progress(quiet, text="Het loopt.", by=oost.ivo)
    assert not Action.objects.not_updated(oost.municipality).exists()


def test_colleagues_read_it_on_the_page_and_visitors_do_not(oost, quiet, client, client_of):
    words = "Al meer dan 8 weken is hier niets gemeld."
    assert words in client_of(oost.pam).get(quiet.get_absolute_url()).text
    assert words not in client.get(quiet.get_absolute_url()).text
    assert words not in client_of(oost.stan).get(quiet.get_absolute_url()).text


def test_it_waits_on_mijn_werk_with_the_next_step(oost, quiet, client_of):
    page = client_of(oost.ada).get("/mijn-werk/").text
    assert quiet.title in page
    assert "al lang niets gemeld" in page
    assert reverse("areas:progress_add", args=[quiet.pk]) in page
    assert quiet.title not in client_of(oost.wim).get("/mijn-werk/").text


def test_what_is_late_too_stands_there_once(oost, quiet, client_of):
    Action.objects.filter(pk=quiet.pk).update(ends_on="2026-11-01")
    page = client_of(oost.ada).get("/mijn-werk/")
    lines = [line.title for pile in page.context["late"] for line in pile.lines]
    assert lines == [quiet.title]
    assert "te laat" in page.text
