"""Erasing a person everywhere, and the rules by which personal data goes by itself."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.actions.people import end_all, erase_user
from areas.models import Department, User
from areas.models.people import Assignment
from areas.retention import RULES as AREA_RULES
from budgets.actions.erase import erase_purposes
from budgets.retention import RULES as MONEY_RULES
from config.audit.retention import RULES as AUDIT_RULES
from config.intake.models import MailToken
from config.intake.retention import RULES as INTAKE_RULES
from config.lib.clock import now, today
from config.lib.retention import Rule, delete
from config.outbox.models import Mail
from config.outbox.retention import RULES as OUTBOX_RULES
from initiatives.actions.endorse import forget_endorsements
from initiatives.actions.erase import brought_by, erase_contact
from initiatives.actions.erase import erase_person as erase_initiatives
from initiatives.actions.following import forget_followings
from initiatives.actions.later import forget_saved
from initiatives.actions.report import erase_reports
from initiatives.actions.sign_up import erase_sign_ups
from initiatives.actions.signal import erase_signals
from initiatives.actions.taking_up import forget_take_ups
from initiatives.actions.together import forget_together
from initiatives.models import (
    OPEN_STATES,
    CoInitiator,
    Endorsement,
    Following,
    Initiative,
    Report,
    SavedIdea,
    Signal,
    State,
    TakeUp,
)
from initiatives.retention import RULES as INITIATIVE_RULES
from partners.models import CalendarAddress, Contact, Seat
from partners.retention import RULES as PARTNER_RULES
from partners.retention import empty_seats

# After this long without a login, a role, a seat, a department or an open initiative a person is
# forgotten.
# Not verified against a selection list: a municipality may ask for another term.
FORGET_AFTER = timedelta(days=2 * 365)
ADMIN_LOG_DAYS = 365


@transaction.atomic
def erase_person(user: User, *, by, addresses: set[str] | None = None) -> User:
    """Erase what tells who this is: account, contact data, logins, pending mails and links.

    Counts, decisions and money stay, and what everyone could read. `addresses` are those that the
    person proved to read, in lower case; without it all that we know. Raises nothing: a second
    time changes nothing.
    """
    if user.erased_at:
        return user
    addresses = addresses_of(user) if addresses is None else addresses
    _erase_ideas(user, addresses, by)
    _erase_account(user)
    _erase_traces([user], addresses)
    return erase_user(user, by=by)


@transaction.atomic
def erase_address(address: str, *, by) -> int:
    """Erase who has no account: an idea on paper or not confirmed. Returns how many ideas."""
    found = _erase_ideas(None, {address}, by)
    _erase_traces([], {address})
    return found


@transaction.atomic
def forget(people) -> int:
    """Let people go who are no longer here (a queryset); returns how many.

    Nobody asked for it, so what is public stays whole: only who they are goes.
    """
    found, addresses = list(people), set()
    for user in found:
        addresses |= addresses_of(user)
        erase_contact(Initiative.objects.filter(submitter=user))
        _erase_account(user)
        erase_user(user, by=None)
    _erase_traces(found, addresses)
    return len(found)


def addresses_of(user: User) -> set[str]:
    """Every mail address that we know to be this person's, in lower case."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    typed = user.initiatives.exclude(contact_email="").values_list("contact_email", flat=True)
    return {address.lower() for address in (user.email, *known, *typed)}


def _erase_ideas(user: User | None, addresses: set[str], by) -> int:
    """Erase what is said about ideas. Words of money go first: afterwards the owner is gone."""
    theirs = Initiative.objects.filter(brought_by(user, addresses))
    numbers = [str(number) for number in theirs.values_list("pk", flat=True)]
    about = [f"{Initiative._meta.label_lower}:{number}" for number in numbers]
    erase_purposes(theirs)
    Mail.objects.filter(about__in=about).delete()
    LogEntry.objects.filter(_log_of(Initiative, numbers)).delete()
    return erase_initiatives(user, addresses, by=by)


def _erase_account(user: User) -> None:
    """Take away every way in, and end what the person had."""
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    LogEntry.objects.filter(_log_of(User, [str(user.pk)]) | Q(user=user)).delete()
    end_all(Seat.objects.filter(user=user))
    CalendarAddress.objects.filter(user=user).delete()


def _erase_traces(users, addresses: set[str]) -> None:
    """End logins, and delete mails, links, admin log and half-typed forms with these addresses."""
    forget_endorsements(Endorsement.objects.filter(email__in=addresses))
    forget_followings(Following.objects.filter(follower__email__in=addresses))
    forget_take_ups(TakeUp.objects.filter(email__in=addresses))
    forget_together(CoInitiator.objects.filter(Q(email__in=addresses) | Q(user__in=users)))
    forget_saved(_saved_by(addresses))
    erase_reports(Report.objects.filter(contact_email__in=addresses, erased_at__isnull=True))
    erase_signals(Signal.objects.filter(contact_email__in=addresses, erased_at__isnull=True))
    erase_sign_ups(addresses)
    for address in addresses:
        MailToken.objects.filter(email__iexact=address).delete()
        Mail.objects.filter(to__iexact=address).delete()
        LogEntry.objects.filter(object_repr__icontains=address).delete()
        Contact.objects.filter(email__iexact=address).delete()
        empty_seats(Seat.objects.filter(email__iexact=address))
    numbers = {str(user.pk) for user in users}
    ended = [
        row.pk
        for row in Session.objects.iterator()
        if _concerns(row.get_decoded(), numbers, addresses)
    ]
    Session.objects.filter(pk__in=ended).delete()


def _saved_by(addresses: set[str]):
    """Half-typed ideas that went to one of these addresses, or name it."""
    rows = SavedIdea.objects.only("email", "typed").iterator()
    found = [row.pk for row in rows if _concerns({"_": [row.email, row.typed]}, set(), addresses)]
    return SavedIdea.objects.filter(pk__in=found)


def _concerns(kept: dict, numbers: set[str], addresses: set[str]) -> bool:
    """Whether a session is a login of these people, or holds one of the addresses."""
    text = str(kept).lower()
    return kept.get("_auth_user_id") in numbers or any(address in text for address in addresses)


def _log_of(model, numbers: list[str]) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=numbers)


def forgotten():
    """Who has no role, seat, department or open initiative, and has not been here for two years."""
    long_ago = now() - FORGET_AFTER
    people = User.objects.filter(erased_at__isnull=True, joined_at__lt=long_ago)
    people = people.filter(Q(last_login__isnull=True) | Q(last_login__lt=long_ago))
    # A role or seat that is still to begin counts too.
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
    for model in (Assignment, Seat):
        busy = model.objects.filter(lasting, user__is_active=True)
        people = people.exclude(pk__in=busy.order_by().values("user"))
    managers = Department.objects.filter(manager__isnull=False, manager__is_active=True)
    people = people.exclude(pk__in=managers.order_by().values("manager"))
    # Somebody may just have sent an idea and not have confirmed it, or have brought it on paper.
    open_ideas = Initiative.objects.filter(state__in=[State.UNCONFIRMED, *OPEN_STATES])
    along = CoInitiator.objects.filter(user__isnull=False, initiative__state__in=OPEN_STATES)
    people = people.exclude(pk__in=along.order_by().values("user"))
    people = people.exclude(email__in=open_ideas.order_by().values("contact_email"))
    people = people.exclude(
        Q(initiatives__state__in=OPEN_STATES) | Q(initiatives__moved_at__gte=long_ago)
    )
    return people.exclude(is_superuser=True)


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
RULES = [
    *PEOPLE_RULES,
    *AREA_RULES,
    *PARTNER_RULES,
    *INITIATIVE_RULES,
    *MONEY_RULES,
    *OUTBOX_RULES,
    *INTAKE_RULES,
    *AUDIT_RULES,
]
