"""Where data of a person is stored, table by table. A test holds it against the privacy classes.

Which fields are told follows from the classes too: what is personal and what is public, never
what is confidential, and of who else is named only what everyone may read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Assignment, Department, Sheet, User
from budgets.models import (
    Application,
    BankAccount,
    Decision,
    Objection,
    Receipt,
    Revocation,
    Settlement,
)
from config.audit.models import Event
from config.intake.models import MailToken
from config.outbox.models import Mail
from config.pages.own.person import Person
from initiatives.models import (
    CoInitiator,
    CompassAnswer,
    Endorsement,
    Follower,
    Following,
    Hiding,
    Initiative,
    Note,
    Outcome,
    Picture,
    Report,
    SavedIdea,
    Signal,
    SignUp,
    Story,
    TakeUp,
)
from partners.models import Attendance, CalendarAddress, Contact, Handover, Seat


@dataclass(frozen=True)
class Part:
    """One table with rows of a person: `find` says which, `also` and `skip` name fields."""

    title: str
    model: type
    find: Callable[[Person], Q]
    # Internal fields that are told too, and fields that are left out, with spaces between.
    also: str = ""
    skip: str = ""


def ideas_of(person: Person, path: str = "") -> Q:
    """The ideas of a person, or what hangs on them by `path`; not what another account brought."""
    theirs = person.by_mail(f"{path}contact_email") & Q(**{f"{path}submitter": None})
    return theirs | person.by_account(f"{path}submitter")


def _with_ideas(path: str = "initiative__"):
    return lambda person: ideas_of(person, path)


def _notes(person: Person) -> Q:
    # What colleagues write for each other is no part of the talk (NoteQuerySet.for_submitter).
    return ideas_of(person, "initiative__") & ~Q(kind=Note.Kind.INTERNAL)


def _seats(person: Person) -> Q:
    return person.by_account() | person.by_mail()


def _mailed(name: str = "email"):
    return lambda person: person.by_mail(name)


def _account(name: str = "user"):
    return lambda person: person.by_account(name)


PARTS = [
    Part(_("Uw account"), User, lambda person: person.by_account("pk"), also="joined_at"),
    Part(
        _("Mailadressen om in te loggen"),
        EmailAddress,
        lambda person: person.by_account() | person.by_mail(),
        also="verified",
    ),
    Part(_("Inloggen via de gemeente"), SocialAccount, _account(), also="provider last_login"),
    Part(_("Uw ideeën"), Initiative, ideas_of, also="source created_at"),
    Part(_("Ideeën die u bewaarde"), SavedIdea, _mailed(), also="at"),
    Part(
        _("Ideeën die u samen met anderen brengt"),
        CoInitiator,
        lambda person: person.by_account() | person.by_mail(),
        also="initiative at confirmed_at",
    ),
    Part(_("Ideeën die u overneemt"), TakeUp, _mailed()),
    Part(
        _("Wat van de site is gehaald"),
        Hiding,
        _with_ideas(),
        also="initiative state hidden_at appealed_at",
    ),
    Part(_("Vragen, antwoorden en nieuws bij uw ideeën"), Note, _notes),
    Part(_("Foto's bij uw ideeën"), Picture, _with_ideas(), skip="story width height"),
    Part(_("Antwoorden in het kompas"), CompassAnswer, _with_ideas(), also="initiative at"),
    Part(_("Wat er van uw ideeën kwam"), Outcome, _with_ideas()),
    Part(_("Uw verhalen"), Story, _with_ideas(), also="moved_at"),
    Part(_("Geld dat u vroeg"), Application, _with_ideas(), skip="budget"),
    Part(
        _("Besluiten over geld"),
        Decision,
        _with_ideas("application__initiative__"),
        also="ground ground_text follow_up heard_until heard",
    ),
    Part(
        _("Hoe uw subsidie is vastgesteld"),
        Settlement,
        _with_ideas("application__initiative__"),
        also="heard_until heard",
    ),
    Part(
        _("Hoe uw subsidie later is gewijzigd"),
        Revocation,
        _with_ideas("application__initiative__"),
        also="ground breached_on heard_until heard",
    ),
    Part(
        _("Uw bezwaren"),
        Objection,
        _with_ideas("letter__application__initiative__"),
        also="reference received_on state decided_on",
    ),
    Part(
        _("Rekeningnummers voor geld dat u krijgt"),
        BankAccount,
        _with_ideas("application__initiative__"),
        skip="sealed",
    ),
    Part(
        _("Bonnen en foto's bij geld dat u kreeg"),
        Receipt,
        _with_ideas("application__initiative__"),
        also="at",
    ),
    Part(
        _("Steun aan ideeën"),
        Endorsement,
        _mailed(),
        also="initiative inside at confirmed_at",
    ),
    Part(
        _("Uw vragen en opmerkingen"),
        Signal,
        _mailed("contact_email"),
        also="passed_to forwarded_as",
    ),
    Part(
        _("Aanmeldingen voor bijeenkomsten"),
        SignUp,
        _mailed(),
        also="gathering people at confirmed_at seated_at",
    ),
    Part(_("Nieuws per mail"), Follower, _mailed(), also="municipality frequency at told_on"),
    Part(
        _("Wat u volgt"),
        Following,
        lambda person: person.by_mail("follower__email"),
        also="area theme initiative action at confirmed_at",
    ),
    Part(
        _("Meldingen over een tekst"),
        Report,
        _mailed("contact_email"),
        also="initiative reason received_at state",
    ),
    Part(
        _("Uw plek aan tafels"),
        Seat,
        _seats,
        also="role organisation votes leads in_public starts_on ends_on",
    ),
    Part(
        _("Bij welk overleg u was"),
        Attendance,
        lambda person: person.by_account("seat__user") | person.by_mail("seat__email"),
        also="meeting state",
        skip="seat",
    ),
    Part(
        _("Contactpersoon van een organisatie"),
        Contact,
        _mailed(),
        also="organisation area theme role in_public starts_on ends_on",
    ),
    Part(
        _("Uw rollen bij de gemeente"), Assignment, _account(), also="in_public starts_on ends_on"
    ),
    Part(
        _("Uw afdeling"),
        Department,
        lambda person: person.by_account("manager") | person.by_mail(),
        skip="code source assumed answer_days",
    ),
    Part(
        _("Werk dat u overdroeg of overnam"),
        Handover,
        lambda person: person.by_account("leaver") | person.by_account("stand_in"),
        also="starts_on ends_on at",
    ),
    Part(
        _("Rekenbladen die u inlas"), Sheet, _account("by"), also="at", skip="header rows choices"
    ),
    Part(_("Adressen van uw agenda"), CalendarAddress, _account(), also="area at"),
    # The text may hold a code or a link that works once.
    Part(
        _("Mails aan u"),
        Mail,
        _mailed("to"),
        also="subject created_at state",
        skip="text calendar",
    ),
    Part(_("Links in mails aan u"), MailToken, _mailed(), also="created_at expires_at used_at"),
    Part(
        _("Wat u op de site deed"),
        Event,
        _account("actor"),
        skip="area_id municipality_id",
    ),
]
# Stored too, and not on the page: why, in words for who asks.
LOGINS = _("Hoe u inlogt: uw sessie, uw inlogcode en uw tweede stap. Die zijn geheim.")
CONFIDENTIAL = _(
    "Vragen aan een vertrouwelijke tafel. Die staan zonder uw naam in een afgesloten deel. "
    "Alleen wie aan die tafel zit, kan erbij. Vraag het daar."
)
NOT_SHOWN = {
    "sessions.Session": LOGINS,
    "mfa.Authenticator": LOGINS,
    "account.EmailConfirmation": LOGINS,
    "socialaccount.SocialToken": LOGINS,
    "socialaccount.SocialApp": "",
    "partners.SupportCase": CONFIDENTIAL,
    "partners.CaseNote": CONFIDENTIAL,
    "partners.CaseReference": CONFIDENTIAL,
    "partners.CaseReading": CONFIDENTIAL,
    "admin.LogEntry": _("Het logboek van het beheer. Dat gaat na een jaar weg."),
}
