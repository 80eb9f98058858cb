"""An integral approach: one area, one theme, in phases (domain B8)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.plan_life import open_phase
from areas.models import PlanPhase
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import PlanFactory, PlanKindFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def approach(oost):
    """A plan in phases, of which nothing was written yet."""
    kind = PlanKindFactory(municipality=oost.municipality, code="aanpak", integral=True)
    return PlanFactory(area=oost.area, kind=kind, title="Samen in de flat")


def url(plan, phase="1-problem"):
    return reverse("areas:phase_edit", args=[plan.pk, phase])


def sent(browser, plan, phase="1-problem", **changes):
    return browser.post(url(plan, phase), filled(browser.get(url(plan, phase)), **changes))


def test_everyone_reads_the_phases_in_their_order(oost, approach, client, client_of):
    sent(client_of(oost.ada), approach, "2-aim", text="Buren kennen elkaar.")
    page = client.get(approach.get_absolute_url()).text
    places = [page.index(f">{word}<") for word in ("Probleem", "Doel", "Aanpak", "Evaluatie")]
    assert places == sorted(places)
    assert "Buren kennen elkaar." in page


def test_the_advisor_writes_about_a_phase(oost, approach, client_of):
    answer = sent(
        client_of(oost.ada),
        approach,
        text="Mensen kennen hun buren niet.",
        starts_on="2026-02-01",
        done_on="2026-04-01",
    )
    assert answer.headers["Location"] == approach.get_absolute_url()
    phase = approach.phases.get()
    assert (phase.phase, phase.text) == ("1-problem", "Mensen kennen hun buren niet.")
    verbs = Event.objects.order_by("pk").values_list("verb", "area_id")
    here = oost.area.pk
    assert list(verbs) == [("planphase.created", here), ("planphase.changed", here)]


def test_opening_the_page_makes_no_phase(oost, approach, client_of):
    assert client_of(oost.ada).get(url(approach)).status_code == 200
    assert not PlanPhase.objects.exists()


def test_two_who_begin_the_same_phase_see_both_texts(oost, approach, client_of):
    ada, max_ = client_of(oost.ada), client_of(oost.max)
    seen = filled(ada.get(url(approach)))
    assert sent(max_, approach, text="Tekst van Max").status_code == 302
    answer = ada.post(url(approach), seen | {"text": "Tekst van Ada"})
    assert "Tekst van Max" in answer.text
    assert "Tekst van Ada" in answer.text
    assert approach.phases.get().text == "Tekst van Max"


def test_the_end_does_not_lie_before_the_start(oost, approach, client_of):
    answer = sent(client_of(oost.ada), approach, starts_on="2026-04-01", done_on="2026-02-01")
    assert "done_on" in answer.context["form"].errors


def test_a_plan_of_another_kind_has_no_phases(oost, client, client_of):
    assert client_of(oost.ada).get(url(oost.plan)).status_code == 404
    with pytest.raises(Refused, match="geen fasen"):
        open_phase(oost.plan, phase="1-problem", by=oost.ada)
    assert "De aanpak in fasen" not in client.get(oost.plan.get_absolute_url()).text


def test_a_phase_that_is_not_there(oost, approach, client_of):
    assert client_of(oost.ada).get(url(approach, "6-party")).status_code == 404


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, approach, client_of, who):
    assert client_of(getattr(oost, who)).post(url(approach), {"text": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        open_phase(approach, phase="1-problem", by=getattr(oost, who))
    assert not PlanPhase.objects.exists()
