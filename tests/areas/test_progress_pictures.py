"""A picture with progress, for who may read its note."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from areas.actions.agenda import add_progress
from areas.models import ProgressPicture
from config.intake.keys import new_key
from tests.factories import ActionFactory, PlanFactory
from tests.world import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def url(action):
    return reverse("areas:progress_add", args=[action.pk])


def note(**changes):
    kept = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "green")
    exif = picture.getexif()
    exif[0x010E] = "Geheime plek"
    picture.save(kept, "JPEG", exif=exif)
    file = SimpleUploadedFile("foto.jpg", kept.getvalue(), "image/jpeg")
    new = {"form_key": new_key(), "text": "De eerste boom staat.", "picture": file}
    return {**new, "alt": "Een jonge linde", **changes}


def test_a_picture_stands_with_its_note(oost, client, client_of):
    assert client_of(oost.ivo).post(url(oost.action), note()).status_code == 302
    picture = ProgressPicture.objects.get()
    assert (picture.width, picture.height, picture.alt) == (40, 30, "Een jonge linde")
    page = client.get(oost.action.get_absolute_url()).text
    assert f'src="{picture.get_absolute_url()}"' in page
    assert 'alt="Een jonge linde"' in page


def test_it_is_drawn_anew_and_sent_as_nothing_but_a_picture(oost, client, client_of):
    client_of(oost.ivo).post(url(oost.action), note())
    answer = client.get(ProgressPicture.objects.get().get_absolute_url())
    body = answer.getvalue()
    assert body.startswith(b"\xff\xd8")
    assert b"Geheime plek" not in body
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_a_picture_without_words_is_asked_for_them(oost, client_of):
    answer = client_of(oost.ivo).post(url(oost.action), note(alt=" "))
    assert answer.context["form"].errors["alt"]
    assert not oost.action.updates.exists()


def test_what_is_no_picture_is_refused(oost, client_of):
    wrong = SimpleUploadedFile("foto.jpg", b"<script>", "image/jpeg")
    answer = client_of(oost.ivo).post(url(oost.action), note(picture=wrong))
    assert answer.context["form"].errors["picture"]
    assert not oost.action.updates.exists()


def test_a_note_needs_no_picture(oost, client_of):
    data = note()
    del data["picture"], data["alt"]
    assert client_of(oost.ivo).post(url(oost.action), data).status_code == 302
    assert not ProgressPicture.objects.exists()


def shown(picture, browser):
    return browser.get(picture.get_absolute_url()).status_code


def test_a_picture_of_an_internal_note_stays_with_colleagues(oost, client, client_of):
    update = add_progress(
        oost.action, text="Kijk.", public=False, picture=jpeg(), alt="Een gat", by=oost.ivo
    )
    picture = update.pictures.get()
    for browser in (client, client_of(oost.wim), client_of(oost.raf), client_of(oost.stan)):
        assert shown(picture, browser) == 404
    answer = client_of(oost.pam).get(picture.get_absolute_url())
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_picture_waits_for_the_day_of_its_plan(oost, client, client_of, at):
    plan = PlanFactory(area=oost.area, public_from="2026-12-01")
    action = ActionFactory(area=oost.area, theme=oost.theme, plan=plan)
    update = add_progress(action, text="Kijk.", picture=jpeg(), alt="Een boom", by=oost.ivo)
    picture = update.pictures.get()
    assert shown(picture, client) == 404
    assert shown(picture, client_of(oost.ada)) == 200
    with at(2026, 12, 1, 0, 1):
        assert shown(picture, client) == 200


def test_a_file_that_is_gone_is_not_found(oost, client):
    update = add_progress(oost.action, text="Kijk.", picture=jpeg(), alt="Een boom", by=oost.ivo)
    picture = update.pictures.get()
    picture.file.storage.delete(picture.file.name)
    assert shown(picture, client) == 404
