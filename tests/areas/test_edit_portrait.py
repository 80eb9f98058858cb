"""Writing the text about an area."""

import pytest
from django.urls import reverse

from areas.models import Area
from config.audit.models import Event

pytestmark = pytest.mark.django_db


def url(area):
    return reverse("areas:portrait", args=[area.slug])


def text(area, words):
    return {"row_version": area.version, "portrait": words}


@pytest.mark.parametrize("who", ["ada", "max", "cor"])
def test_advisor_manager_and_communications_write_it(oost, client, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.area), text(oost.area, "Groen en rustig."))
    assert answer.headers["Location"] == oost.area.get_absolute_url()
    assert Area.objects.get(pk=oost.area.pk).portrait == "Groen en rustig."
    assert Event.objects.get(verb="area.changed").changes == {"portrait": []}


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_may_not(oost, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.area), text(oost.area, "Anders."))
    assert answer.status_code == 403
    assert Area.objects.get(pk=oost.area.pk).portrait == ""


def test_opening_the_form_changes_nothing(oost, client_of):
    assert client_of(oost.ada).get(url(oost.area)).status_code == 200
    assert not Event.objects.exists()


def test_an_area_that_is_not_there(oost, client_of):
    assert client_of(oost.ada).get("/gebieden/nergens/tekst/").status_code == 404


def test_a_second_save_over_a_newer_text_shows_both(oost, client_of):
    client_of(oost.cor).post(url(oost.area), text(oost.area, "Tekst van Cor."))
    answer = client_of(oost.ada).post(url(oost.area), text(oost.area, "Tekst van Ada."))
    assert "Tekst van Cor." in answer.text
    assert "Tekst van Ada." in answer.text
    assert Area.objects.get(pk=oost.area.pk).portrait == "Tekst van Cor."
