"""Mails about stories, to who brought the initiative. A subject names nobody and no title."""

from django.utils.translation import gettext as _

from initiatives.actions.mails import address_of, greeting, send, url
from initiatives.models import Story


def released(story: Story) -> None:
    """Tell that everyone can read it now, and where."""
    lines = [
        _("Uw verhaal staat nu op de site. Iedereen kan het lezen:"),
        url(story.initiative, story.get_absolute_url()),
        _("Bij het verhaal staat: %(author)s.") % {"author": story.initiative.public_author},
        _("Wilt u het weer weghalen? Dat kan altijd op dezelfde pagina, als u bent ingelogd."),
    ]
    _send(story, _("Uw verhaal staat op de site"), lines, "story_released")


def returned(story: Story) -> None:
    """Tell what is to change before it can be on the site."""
    lines = [
        _("De gebiedsadviseur heeft uw verhaal gelezen. Het kan nog niet op de site:"),
        story.reason,
        _("U kunt het verhaal hier aanpassen en weer insturen:"),
        url(story.initiative, story.get_absolute_url()),
    ]
    _send(story, _("Een vraag over uw verhaal"), lines, "story_returned")


def _send(story: Story, subject: str, lines: list[str], purpose: str) -> None:
    initiative = story.initiative
    send(initiative, address_of(initiative), subject, [greeting(initiative), *lines], purpose)
