"""Following by mail, without an account: asked for, confirmed, changed, told and stopped (D10)."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Municipality
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today
from initiatives.actions import following_mails
from initiatives.actions.following_mails import Line
from initiatives.models import Follower, Following
from initiatives.permissions.initiatives import may_be_followed

PURPOSE = "initiatives.follow"
VALID = timedelta(days=7)
_SALT = "initiatives.following"
_THINGS = ("area", "theme", "initiative", "action", "lat", "lon", "metres")


@transaction.atomic
def ask_to_follow(
    municipality: Municipality,
    wish: Following,
    *,
    email: str,
    frequency: str,
    letters: bool = False,
) -> None:
    """Keep who wants to follow something, and mail a link to confirm it.

    `wish` is a row that is not saved and says what. Each asking sends one mail, also to who follows
    it already: so that nobody learns whether an address is known. Raises PermissionDenied.
    """
    require(may_be_followed(wish))
    follower, _new = Follower.objects.get_or_create(
        municipality=municipality, email=email.strip().lower(), defaults={"frequency": frequency}
    )
    things = {name: getattr(wish, name) for name in _THINGS}
    found, _new = Following.objects.get_or_create(
        follower=follower, **things, defaults={"wanted": frequency}
    )
    Following.objects.filter(pk=found.pk).update(wanted=frequency, wants_letters=letters, at=now())
    tokens.revoke(PURPOSE, str(found.pk))
    token = tokens.issue(PURPOSE, str(found.pk), VALID, email=follower.email)
    following_mails.confirm(found, token)


@transaction.atomic
def confirm_following(token: str) -> Following:
    """From now on tell who pressed the mailed link. Raises Refused when it is no good."""
    used = tokens.use(token, PURPOSE)
    found = _asked(used.ref, used.email) if used else None
    if found is None or may_be_followed(found):
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    begin(found)
    return found


@transaction.atomic
def begin(following: Following) -> None:
    """Tell about it from this moment on, as often as was asked for."""
    rows = Following.objects.filter(pk=following.pk, confirmed_at__isnull=True)
    rows.update(confirmed_at=now())
    follower = Follower.objects.filter(pk=following.follower_id)
    follower.update(frequency=following.wanted)
    if following.wants_letters:
        follower.update(letters=True)
    # Who followed nothing yet is told what happens from here on.
    follower.filter(told_on__isnull=True).update(told_until=now(), told_on=today())
    record(following.follower, "following.confirmed", by=None)


def _asked(ref: str, email: str) -> Following | None:
    rows = Following.objects.select_related(
        "follower__municipality", "area", "theme", "initiative", "action"
    )
    return rows.filter(pk=ref, follower__email=email).first()


def key_of(follower: Follower) -> str:
    """What the links in each mail carry: it changes or stops the mails of one address.

    It can be made again for the next mail and stands in no table, so that a copy of the database
    holds no working link. It holds the moment of the row too: a number may come back after a
    database was put back from a copy.
    """
    mark = f"{follower.pk}-{follower.at.timestamp():.0f}"
    return f"{mark}-{signing.Signer(salt=_SALT).signature(mark)}"


def is_ours(key: str) -> bool:
    """Whether we made this key, also when its follower has stopped since."""
    mark, signature = _parts(key)
    try:
        return bool(signing.Signer(salt=_SALT).unsign(f"{mark}:{signature}"))
    except signing.BadSignature:
        return False


def follower_by(key: str) -> Follower | None:
    """Whose link this is; None when it is no good, or when they stopped."""
    if not is_ours(key):
        return None
    number, moment = _parts(key)[0].split("-")
    found = Follower.objects.select_related("municipality").filter(pk=int(number)).first()
    return found if found and f"{found.at.timestamp():.0f}" == moment else None


def _parts(key: str) -> tuple[str, str]:
    """What is signed, and the signature, which may hold a dash itself."""
    number, moment, signature = [*key.split("-", 2), "", ""][:3]
    return f"{number}-{moment}", signature


@transaction.atomic
def change_frequency(follower: Follower, frequency: str, *, letters: bool) -> None:
    """Mail more or less often from now on, and newsletters or not."""
    Follower.objects.filter(pk=follower.pk).update(frequency=frequency, letters=letters)
    changes = {"frequency": [follower.frequency, frequency]}
    record(follower, "following.changed", by=None, changes=changes)


@transaction.atomic
def stop_letters(follower: Follower) -> None:
    """Send no newsletters any more; the news of what one follows goes on."""
    rows = Follower.objects.filter(pk=follower.pk).exclude(letters=False)
    if rows.exists() and rows.update(letters=False):
        record(follower, "following.no_letters", by=None)


@transaction.atomic
def stop_following(follower: Follower, number: int) -> None:
    """Follow one thing no longer; who follows nothing more is forgotten. `number` is that of a
    row of this follower; any other changes nothing.
    """
    rows = follower.followings.filter(pk=number)
    if rows:
        record(follower, "following.stopped", by=None)
        forget_followings(rows)


@transaction.atomic
def forget_followings(rows) -> int:
    """Delete followings (a queryset), and who follows nothing more; returns how many rows."""
    found = dict(rows.values_list("pk", "follower"))
    for pk in found:
        tokens.revoke(PURPOSE, str(pk))
    Following.objects.filter(pk__in=list(found)).delete()
    Follower.objects.filter(pk__in=set(found.values()), followings__isnull=True).delete()
    return len(found)


@transaction.atomic
def stop_all(follower: Follower) -> None:
    """Forget an address and all that it follows, at once."""
    record(follower, "following.stopped", by=None)
    forget_followings(follower.followings.all())
    Follower.objects.filter(pk=follower.pk).delete()


@transaction.atomic
def tell(follower: Follower, lines: list[Line], *, until: datetime) -> bool:
    """Mail what is new, if anything, and keep up to which moment was told: both or neither.

    `follower` is as it was when the lines were chosen; returns False when it was told or stopped
    meanwhile, and then mails nothing.
    """
    rows = Follower.objects.filter(pk=follower.pk, told_until=follower.told_until)
    if not rows.update(told_until=until, told_on=today()):
        return False
    if lines:
        following_mails.news(follower, lines, key_of(follower))
    return True
