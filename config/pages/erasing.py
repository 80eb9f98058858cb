"""Erasing a person everywhere, and the rules by which personal data goes by itself."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.actions.people import erase_user
from areas.models import User
from areas.models.people import Assignment
from config.audit.retention import RULES as AUDIT_RULES
from config.intake.models import MailToken
from config.intake.retention import RULES as INTAKE_RULES
from config.lib.clock import now, today
from config.lib.retention import Rule, delete
from config.outbox.models import Mail
from config.outbox.retention import RULES as OUTBOX_RULES
from initiatives.actions.erase import erase_person as erase_initiatives
from initiatives.models import OPEN_STATES
from initiatives.retention import RULES as INITIATIVE_RULES
from partners.models import Seat

# After this long without a login, a role, a seat or an open initiative a person is forgotten.
# Not verified against a selection list: a municipality may ask for another term.
FORGET_AFTER = timedelta(days=2 * 365)
ADMIN_LOG_DAYS = 365


@transaction.atomic
def erase_person(user: User, *, by) -> User:
    """Erase what tells who this is: account, contact data, logins, pending mails and links.

    Counts, decisions and money stay. Raises nothing: a second time changes nothing.
    """
    address = user.email
    erase_initiatives(user, by=by)
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    MailToken.objects.filter(email=address).delete()
    Mail.objects.filter(to=address).delete()
    LogEntry.objects.filter(Q(user=user) | Q(object_repr__contains=address)).delete()
    Seat.objects.filter(user=user, ends_on__isnull=True).update(ends_on=today())
    end_logins(user)
    return erase_user(user, by=by)


def end_logins(user: User) -> int:
    """End every login of a person; returns how many there were."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def forgotten():
    """People without a role, a seat or an open initiative who have not been here for two years."""
    long_ago = now() - FORGET_AFTER
    people = User.objects.filter(erased_at__isnull=True, joined_at__lt=long_ago)
    people = people.filter(Q(last_login__isnull=True) | Q(last_login__lt=long_ago))
    busy = Assignment.objects.current().values("user")
    seated = Seat.objects.current().values("user")
    people = people.exclude(pk__in=busy).exclude(pk__in=seated).exclude(is_superuser=True)
    return people.exclude(
        Q(initiatives__state__in=OPEN_STATES) | Q(initiatives__moved_at__gte=long_ago)
    ).distinct()


def forget(people) -> int:
    """Erase these people; returns how many."""
    found = list(people)
    for user in found:
        erase_person(user, by=None)
    return len(found)


PEOPLE_RULES = [
    Rule(
        "person",
        User,
        _("Heeft u hier twee jaar niets gedaan? Dan wissen we uw naam, adres en telefoonnummer."),
        forgotten,
        forget,
    ),
    Rule(
        "sessions",
        Session,
        _("Wat we van uw login bewaren, gaat weg als de login afloopt."),
        lambda: Session.objects.filter(expire_date__lt=now()),
        delete,
    ),
    Rule(
        "admin-log",
        LogEntry,
        _("Het logboek van het beheer gaat na een jaar weg."),
        lambda: LogEntry.objects.filter(action_time__lt=now() - timedelta(days=ADMIN_LOG_DAYS)),
        delete,
    ),
]
RULES = [*PEOPLE_RULES, *INITIATIVE_RULES, *OUTBOX_RULES, *INTAKE_RULES, *AUDIT_RULES]
