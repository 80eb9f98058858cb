"""Pictures from strangers: drawn anew, so that nothing but the picture is left.

Whatever comes in (hidden scripts, archives, place and camera data, pixel floods), what is stored
is a JPEG of our own making under a name of our own making.
"""

import secrets
import threading
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000
LONGEST_SIDE = 1600
QUALITY = 82
_OPENED = ["JPEG", "PNG", "WEBP"]
# Telephones write MPO: a JPEG with a second picture behind it, of which the first is kept.
_FORMATS = {*_OPENED, "MPO"}

# For the whole process: Pillow itself warns at 89 million pixels and lets twice that through.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
# A picture of 25 million pixels takes 100 MB while it is open: one at a time.
_ONE_AT_A_TIME = threading.Lock()

NO_PICTURE = _("Dit bestand is geen foto die wij kunnen lezen. Kies een JPEG, PNG of WebP.")
TOO_LARGE = _("Deze foto is te groot. Kies een foto van hoogstens 10 MB.")
TOO_MANY_PIXELS = _("Deze foto heeft te veel beeldpunten. Kies een kleinere foto.")


def clean(upload) -> ContentFile:
    """Return a new JPEG of an uploaded picture, upright and at most 1600 pixels long.

    Raises ValidationError, in Dutch, for a file that is no JPEG, PNG or WebP, or that is broken,
    larger than 10 MB or of more than 25 million pixels.
    """
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            drawn = _drawn_anew(data)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from None
        except ValidationError:
            raise
        except Exception:  # noqa: BLE001 decoders of damaged files raise nearly anything
            raise ValidationError(NO_PICTURE, code="no_picture") from None
    return ContentFile(drawn, name=f"{secrets.token_hex(16)}.jpg")


def _drawn_anew(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=_OPENED) as picture:
        if picture.format not in _FORMATS:
            raise ValidationError(NO_PICTURE, code="no_picture")
        # Known from the header, before a pixel is unpacked.
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    small = _in_colour(upright)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # On a new sheet: no metadata, profile, comment or thumbnail can come along.
    sheet = Image.new("RGB", small.size, "white")
    sheet.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _in_colour(picture: Image.Image) -> Image.Image:
    """As RGB, or RGBA where something shines through; 16-bit grey is brought back to 8."""
    if picture.mode.startswith(("I", "F")):
        return picture.convert("F").point(lambda grey: grey / 256).convert("L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
