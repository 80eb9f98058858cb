"""Pictures from strangers: a picture comes out, and nothing else."""

import re
import threading
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from config.intake import pictures
from tests.config.hostile import (
    EICAR,
    JPEG,
    MARK,
    NEUTRALISED,
    PNG,
    REFUSED,
    SCRIPT,
    drawing,
    exif,
    png,
)


def upload(name: str, data: bytes):
    """As a browser sends it; Django itself shortens the name."""
    return SimpleUploadedFile(name.replace("\0", ""), data, content_type="image/jpeg")


def cleaned(data: bytes) -> Image.Image:
    return Image.open(BytesIO(pictures.clean(upload("foto", data)).read()))


def test_there_are_enough_hostile_files():
    assert len(REFUSED) + len(NEUTRALISED) >= 50


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_sound_picture_is_refused_in_dutch(kind):
    with pytest.raises(ValidationError) as refusal:
        pictures.clean(upload(*REFUSED[kind]))
    assert re.search(r"[Kk]ies een", refusal.value.messages[0])


@pytest.mark.parametrize("kind", NEUTRALISED)
def test_of_a_picture_only_the_picture_is_left(kind):
    name, data = NEUTRALISED[kind]
    made = pictures.clean(upload(name, data))
    stored = made.read()
    for trace in (MARK, SCRIPT, EICAR, b"<?php", b"PK\x03\x04", b"%PDF", b"Exif", b"http", b"ICC_"):
        assert trace not in stored
    assert stored.startswith(b"\xff\xd8\xff")
    assert stored.endswith(b"\xff\xd9")
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", made.name)
    picture = Image.open(BytesIO(stored))
    assert (picture.format, picture.size) == ("JPEG", (40, 30))
    assert not picture.getexif()
    assert set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


@pytest.mark.parametrize("kind", ["jpeg with exif and place", "jpeg + html", "jpeg with comment"])
def test_the_control_the_original_holds_the_mark(kind):
    """Teeth: what is looked for above is there before cleaning."""
    assert MARK in NEUTRALISED[kind][1]


def test_the_same_picture_never_gets_the_same_name():
    assert pictures.clean(upload("a.jpg", JPEG)).name != pictures.clean(upload("a.jpg", JPEG)).name


def test_a_large_picture_becomes_1600_long_and_a_small_one_stays():
    assert cleaned(drawing("JPEG", size=(4000, 3000))).size == (1600, 1200)
    assert cleaned(drawing("PNG", size=(900, 3200))).size == (450, 1600)
    assert cleaned(drawing("WEBP", size=(1600, 1600))).size == (1600, 1600)
    assert cleaned(drawing("JPEG", size=(20, 10))).size == (20, 10)


def test_exactly_25_million_pixels_is_allowed():
    assert cleaned(png(5000, 5000)).size == (1600, 1600)


def test_a_very_long_picture_is_still_a_picture():
    assert cleaned(png(20_000, 1)).size == (1600, 1)


def test_a_picture_taken_sideways_stands_upright():
    assert cleaned(drawing("JPEG", size=(400, 300), exif=exif(_0112=6))).size == (300, 400)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_every_kind_of_png_gets_through(mode):
    assert cleaned(drawing("PNG", mode=mode)).mode == "RGB"


def test_cmyk_gets_through():
    assert cleaned(drawing("JPEG", mode="CMYK")).mode == "RGB"


def test_what_is_see_through_becomes_white():
    clear = BytesIO()
    Image.new("RGBA", (9, 9), (255, 0, 0, 0)).save(clear, "PNG")
    assert cleaned(clear.getvalue()).getpixel((4, 4)) == (255, 255, 255)


def test_colours_stay():
    red, green, blue = cleaned(drawing("PNG", size=(64, 64))).getpixel((32, 32))
    assert abs(red - 46) < 4
    assert abs(green - 139) < 4
    assert abs(blue - 87) < 4


def test_pillow_keeps_our_limit_and_refuses_half_files():
    from PIL import ImageFile

    assert Image.MAX_IMAGE_PIXELS == 25_000_000
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_two_at_once_both_come_out():
    made = []
    data = drawing("JPEG", size=(1200, 900))
    threads = [
        threading.Thread(target=lambda: made.append(pictures.clean(upload("a.jpg", data))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert PNG != JPEG
