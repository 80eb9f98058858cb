"""One's own data as files: one for a program, and one with the pictures beside it (AVG 15, 20)."""

import json
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder

from config.lib.clock import now
from config.pages.own.parts import ideas_of
from config.pages.own.person import Person
from config.pages.own.rows import not_shown, told_about
from initiatives.models import Picture

# As much of a packed file is kept in memory; what is larger goes through a temporary file.
IN_MEMORY = 2 * 2**20


def pictures_of(person: Person):
    """The pictures with the ideas and stories of this person, also those off the site."""
    return Picture.objects.filter(ideas_of(person, "initiative__")).order_by("pk")


def as_json(person: Person) -> str:
    """All that is stored, table by table, whole."""
    tables = [
        {"soort": told.title, "rijen": [dict(row) for row in told.rows]}
        for told in told_about(person, limit=None)
    ]
    found = {
        "gemaakt_op": now(),
        "mailadressen": sorted(person.addresses),
        "gegevens": tables,
        "fotos": [
            {"bestand": _name(picture), "wat is er te zien": picture.alt}
            for picture in pictures_of(person)
        ],
        "staat_hier_niet_bij": not_shown(),
    }
    return json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_zip(person: Person) -> SpooledTemporaryFile:
    """The same with the pictures themselves, as a file that is open at its beginning.

    A picture of which the file is gone is left out.
    """
    packed = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 the answer closes it
    with ZipFile(packed, "w") as files:
        files.writestr("gegevens.json", as_json(person), compress_type=ZIP_DEFLATED)
        for picture in pictures_of(person):
            try:
                with picture.file.open("rb") as file:
                    # A JPEG is packed already.
                    files.writestr(_name(picture), file.read(), compress_type=ZIP_STORED)
            except FileNotFoundError:
                continue
    packed.seek(0)
    return packed


def _name(picture: Picture) -> str:
    return f"fotos/foto-{picture.pk}.jpg"
