"""Pictures: drawn anew, at most six, shown to who may see the initiative, gone when removed."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from config.lib.access import Refused
from initiatives.actions.pictures import add_picture, remove_picture
from initiatives.models import Initiative, Picture
from initiatives.permissions.initiatives import MAX_PICTURES
from tests.initiatives.conftest import newest


def jpeg(size=(40, 30), form="JPEG", **options) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, form, **options)
    return out.getvalue()


def with_place() -> bytes:
    """A picture that tells where it was taken and by what."""
    exif = Image.Exif()
    exif[0x010F] = "GEHEIME-CAMERA"
    return jpeg(exif=exif.tobytes(), comment=b"GEHEIM-COMMENTAAR")


def url_of(initiative):
    """Where pictures are added."""
    return reverse("initiatives:pictures", args=[initiative.pk])


def upload(client, initiative, data, name="foto.jpg", alt="Een groene plek", kind="image/jpeg"):
    """Open the page and send a file."""
    form = client.get(url_of(initiative)).context["form"]
    sent = {"form_key": form["form_key"].value(), "alt": alt}
    return client.post(url_of(initiative), sent | {"file": SimpleUploadedFile(name, data, kind)})


def stored(initiative, by) -> Picture:
    """A picture that is there already."""
    file = ContentFile(jpeg(), name="x.jpg")
    return add_picture(initiative=initiative, file=file, alt="Een groene plek", by=by)


def test_the_initiator_adds_a_picture_and_hidden_data_is_gone(oost, client_of):
    rosa = client_of(oost.rosa)
    answer = upload(rosa, oost.initiative, with_place(), name="../../etc/passwd.jpg")
    assert answer.url == oost.initiative.get_absolute_url()
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.alt) == (40, 30, "Een groene plek")
    data = picture.file.read()
    assert data[:2] == b"\xff\xd8"
    assert b"GEHEIM" not in data
    assert "passwd" not in picture.file.name
    assert picture.file.name.startswith("initiatives/")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plaatje.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("foto.jpg", b"<html><script>alert(1)</script></html>"),
        ("foto.jpg", b"GIF89a/*" + b"x" * 50 + b"*/=1"),
        ("foto.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 40),
        ("leeg.jpg", b""),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30),
        ("virus.exe", b"MZ" + b"\x00" * 60),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(oost, client_of, name, data):
    answer = upload(client_of(oost.rosa), oost.initiative, data, name=name)
    assert answer.status_code == 200
    assert "Kies een JPEG, PNG of WebP" in str(answer.context["form"].errors["file"])
    assert 'value="Een groene plek"' in answer.content.decode()
    assert not Picture.objects.exists()


def test_what_hangs_behind_a_picture_is_not_kept(oost, client_of):
    tail = b"<?php system('x'); ?><script>alert('STAART')</script>PK\x03\x04"
    upload(client_of(oost.rosa), oost.initiative, jpeg() + tail)
    assert b"STAART" not in Picture.objects.get().file.read()


def test_a_picture_without_words_is_refused(oost, client_of):
    answer = upload(client_of(oost.rosa), oost.initiative, jpeg(), alt=" ")
    assert answer.context["form"].errors["alt"]
    assert not Picture.objects.exists()


def test_sent_twice_it_is_kept_once(oost, client_of):
    rosa = client_of(oost.rosa)
    form = rosa.get(url_of(oost.initiative)).context["form"]
    for _press in range(2):
        file = SimpleUploadedFile("foto.jpg", jpeg(), "image/jpeg")
        sent = {"form_key": form["form_key"].value(), "alt": "Groen", "file": file}
        assert rosa.post(url_of(oost.initiative), sent).status_code == 302
    assert Picture.objects.count() == 1


def test_a_seventh_is_refused(oost):
    for _number in range(MAX_PICTURES):
        stored(oost.initiative, oost.rosa)
    with pytest.raises(Refused, match="al 6 foto"):
        stored(oost.initiative, oost.rosa)
    assert Picture.objects.count() == MAX_PICTURES


@pytest.mark.parametrize("who", ["stan", "wim", "bea", "cor", "raf"])
def test_others_add_and_remove_nothing(oost, public, who, client_of):
    picture = stored(public, oost.rosa)
    other = getattr(oost, who)
    with pytest.raises(PermissionDenied):
        stored(public, other)
    with pytest.raises(PermissionDenied):
        remove_picture(picture=picture, by=other)
    assert client_of(other).get(url_of(public)).status_code == 403
    url = reverse("initiatives:picture_remove", args=[picture.pk])
    assert client_of(other).post(url).status_code == 403
    assert Picture.objects.count() == 1


def test_before_release_only_initiator_and_colleagues_see_it(oost, client, client_of):
    picture = stored(oost.initiative, oost.rosa)
    url = picture.get_absolute_url()
    for browser in (client, client_of(oost.stan), client_of(oost.wim)):
        assert browser.get(url).status_code == 404
    for reader in (oost.rosa, oost.ada, oost.cor):
        answer = client_of(reader).get(url)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_it_is_served_as_a_picture_and_nothing_else(oost, public, client):
    picture = stored(public, oost.rosa)
    answer = client.get(picture.get_absolute_url())
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_removing_it_removes_the_file_too(oost, client_of, django_capture_on_commit_callbacks):
    picture = stored(oost.initiative, oost.rosa)
    name = picture.file.name
    url = reverse("initiatives:picture_remove", args=[picture.pk])
    rosa = client_of(oost.rosa)
    assert rosa.get(url).status_code == 200
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert rosa.post(url).url == url_of(oost.initiative)
    assert not Picture.objects.exists()
    assert not default_storage.exists(name)


def test_a_picture_whose_file_is_missing_is_not_found(oost, public, client):
    picture = stored(public, oost.rosa)
    default_storage.delete(picture.file.name)
    assert client.get(picture.get_absolute_url()).status_code == 404


def test_the_page_shows_it_with_its_words_and_size(oost, public, client):
    stored(public, oost.rosa)
    page = client.get(public.get_absolute_url()).content.decode()
    assert 'alt="Een groene plek"' in page
    assert 'width="40"' in page


def test_a_withdrawn_initiative_shows_no_pictures_to_others(oost, public, client):
    picture = stored(public, oost.rosa)
    Initiative.objects.update(state="withdrawn")
    assert newest().state == "withdrawn"
    assert client.get(picture.get_absolute_url()).status_code == 404
