"""What the demonstration lacks for every page to be seen: a picture."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from initiatives.actions.pictures import add_picture
from initiatives.models import Initiative


def add_extras() -> None:
    """Add a picture to the initiative with an open question."""
    initiative = Initiative.objects.get(title__startswith="Koffieochtend")
    file = io.BytesIO()
    Image.new("RGB", (640, 420), "#8cc5a9").save(file, "JPEG")
    add_picture(
        initiative=initiative,
        file=ContentFile(file.getvalue(), "koffie.jpg"),
        alt="De tafel met koffiekopjes",
        by=initiative.submitter,
    )
