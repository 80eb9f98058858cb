"""Pictures with an initiative: at most six, files that go when the row goes."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from initiatives.models import Initiative, Picture
from initiatives.permissions import MAX_PICTURES, may_keep_pictures


@transaction.atomic
def add_picture(*, initiative: Initiative, file: ContentFile, alt: str, by) -> Picture:
    """Keep a picture that config.intake.pictures has drawn anew. Raises Refused for a seventh.

    Writing to the initiative first makes two uploads at once wait for each other.
    """
    require(may_keep_pictures(by, initiative))
    Initiative.objects.filter(pk=initiative.pk).update(version=F("version") + 1)
    if initiative.pictures.count() >= MAX_PICTURES:
        raise Refused(
            _("Er staan al %(number)d foto's bij dit initiatief. Haal er eerst een weg.")
            % {"number": MAX_PICTURES}
        )
    width, height = get_image_dimensions(file)
    file.seek(0)
    picture = Picture(initiative=initiative, alt=alt, width=width, height=height)
    picture.file.save(file.name, file, save=False)
    try:
        picture.save()
        record(initiative, "initiative.picture_added", by=by)
    except BaseException:
        picture.file.delete(save=False)
        raise
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by) -> None:
    """Take a picture away, with its file once that is certain."""
    require(may_keep_pictures(by, picture.initiative))
    record(picture.initiative, "initiative.picture_removed", by=by)
    remove_all(Picture.objects.filter(pk=picture.pk))


def remove_all(pictures) -> int:
    """Delete pictures (a queryset) and, after the commit, their files; returns how many."""
    found = list(pictures)
    for picture in found:
        transaction.on_commit(partial(picture.file.storage.delete, picture.file.name))
    pictures.model.objects.filter(pk__in=[picture.pk for picture in found]).delete()
    return len(found)


def remove_strays(before: datetime) -> int:
    """Delete files, stored before this moment, that no row knows; returns how many.

    A process that dies between the commit and the deleting of a file leaves one behind.
    """
    storage = Picture._meta.get_field("file").storage
    strays = 0
    for folder in _folders(storage):
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = Picture.objects.filter(file__startswith=f"{folder}/")
        for name in names - set(known.values_list("file", flat=True)):
            if storage.get_modified_time(name) < before:
                storage.delete(name)
                strays += 1
    return strays


def _folders(storage) -> list[str]:
    """Where pictures are stored: a folder for each year."""
    root = Picture._meta.get_field("file").upload_to.split("/")[0]
    if not storage.exists(root):
        return []
    return [f"{root}/{year}" for year in storage.listdir(root)[0]]
