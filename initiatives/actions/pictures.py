"""Pictures with an initiative or a story: at most six, files that go when the row goes."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from initiatives.actions.report import tell_picture_is_gone
from initiatives.models import Initiative, Picture, Story
from initiatives.permissions.initiatives import MAX_PICTURES, may_keep_pictures
from initiatives.permissions.story import may_edit_story


@transaction.atomic
def add_picture(*, initiative: Initiative, file: ContentFile, alt: str, by) -> Picture:
    """Keep a picture that config.intake.pictures has drawn anew. Raises Refused for a seventh.

    Writing to the initiative first makes two uploads at once wait for each other.
    """
    require(may_keep_pictures(by, initiative))
    Initiative.objects.filter(pk=initiative.pk).update(version=F("version") + 1)
    return _keep(Picture(initiative=initiative, alt=alt), initiative.pictures.of_idea(), file, by)


@transaction.atomic
def add_story_picture(*, story: Story, file: ContentFile, alt: str, by) -> Picture:
    """The same with a story, until it is on the site. Raises Refused for a seventh."""
    require(may_edit_story(by, story))
    _touch(story)
    new = Picture(initiative=story.initiative, story=story, alt=alt)
    return _keep(new, story.pictures.all(), file, by)


def _touch(story: Story) -> None:
    """Who is reading it to put it on the site sees that it is not what they read."""
    rows = Story.objects.filter(pk=story.pk, version=story.version, state=story.state)
    if not rows.update(version=F("version") + 1):
        raise Refused(_("Dit verhaal is net veranderd. Probeer het opnieuw."))


def _keep(picture: Picture, others, file: ContentFile, by) -> Picture:
    if others.count() >= MAX_PICTURES:
        raise Refused(
            _("Er staan al %(number)d foto's bij. Haal er eerst een weg.")
            % {"number": MAX_PICTURES}
        )
    width, height = get_image_dimensions(file)
    file.seek(0)
    picture.width, picture.height = width, height
    picture.file.save(file.name, file, save=False)
    try:
        picture.save()
        record(picture.initiative, "initiative.picture_added", by=by)
    except BaseException:
        picture.file.delete(save=False)
        raise
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by) -> None:
    """Take a picture away, with its file once that is certain."""
    if picture.story:
        require(may_edit_story(by, picture.story))
        _touch(picture.story)
    else:
        require(may_keep_pictures(by, picture.initiative))
    record(picture.initiative, "initiative.picture_removed", by=by)
    remove_all(Picture.objects.filter(pk=picture.pk))


def remove_all(pictures) -> int:
    """Delete pictures (a queryset) and, after the commit, their files; returns how many."""
    found = list(pictures)
    tell_picture_is_gone(found)
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
