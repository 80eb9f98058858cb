"""Sending a newsletter: once, to who follows its area, each address one mail."""

from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Area
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from config.lib.forms import save_form
from initiatives.actions.claim import claim
from initiatives.actions.following import key_of
from initiatives.actions.following_mails import letter as mail_letter
from initiatives.models import Follower, Following, Letter
from initiatives.permissions.letter import may_edit_letter, may_write_letter


@transaction.atomic
def draft_letter(area: Area, *, title: str, text: str, until, by) -> Letter:
    """Keep a draft with this text, or give the one that is there. Raises PermissionDenied."""
    require(may_write_letter(by, area.pk))
    fields = {"title": title, "text": text, "until": until}
    letter, new = Letter.objects.get_or_create(
        area=area, sent_at=None, defaults={**fields, "municipality_id": area.municipality_id}
    )
    if new:
        record(letter, "letter.drafted", by=by)
    return letter


@transaction.atomic
def edit_letter(*, form, by) -> Letter:
    """Save a change of a draft. Raises PermissionDenied, LostRace."""
    require(may_edit_letter(by, Letter.objects.get(pk=form.instance.pk)))
    return save_form(form, by=by)


@transaction.atomic
def send_letter(letter: Letter, *, audience: str, seen: int, by) -> Letter:
    """Put it on the site and in the outbox, for good. `seen` is the version that was read.

    Raises PermissionDenied, also for a second time; Refused when it was changed meanwhile.
    """
    require(may_edit_letter(by, letter))
    if seen != letter.version:
        raise Refused(_("De nieuwsbrief is net aangepast. Lees hem nog een keer."))
    found = list(receivers(letter.area, audience))
    given = {"audience": audience, "receivers": len(found), "sent_by": by}
    claim(letter, sent_at=now(), **given)
    record(letter, "letter.sent", by=by, changes={"audience": ["", str(audience)]})
    for follower in found:
        mail_letter(letter, follower, key_of(follower))
    return letter


def receivers(area: Area, audience: str):
    """Who gets a newsletter of this area: who follows it or what it lies in, each once.

    Who follows one theme or place there gets it only when they asked for it; who said no never.
    """
    here = Following.objects.filter(confirmed_at__isnull=False)
    here = here.filter(area__descendant_rows__area=area)
    whole = Follower.objects.filter(
        pk__in=here.filter(theme=None, metres=None).order_by().values("follower")
    )
    asked = Follower.objects.filter(pk__in=here.order_by().values("follower"), letters=True)
    rows = asked if audience == Letter.Audience.ASKED else whole.exclude(letters=False) | asked
    return rows.select_related("municipality").order_by("pk")
