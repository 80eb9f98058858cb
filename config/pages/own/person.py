"""Whose data it is: an account, or a mail address that somebody proved to read."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q

from areas.models import User
from areas.rights import rights
from partners.rights import sits_in_confidence


@dataclass(frozen=True)
class Person:
    """Somebody, by the addresses that they read, in lower case, and the account that goes with
    them. An address that was only typed is nobody's proof.
    """

    addresses: frozenset[str]
    user: User | None = None

    def by_mail(self, name: str = "email") -> Q:
        """The rows with one of the addresses in this field."""
        found = Q(pk__in=[])
        for address in self.addresses:
            found |= Q(**{f"{name}__iexact": address})
        return found

    def by_account(self, name: str = "user") -> Q:
        """The rows of the account; none without one."""
        return Q(**{name: self.user.pk}) if self.user else Q(pk__in=[])

    @property
    def works_here(self) -> bool:
        """Whether they have a role today, or the admin."""
        return bool(self.user and (self.user.is_staff or rights(self.user)))

    @property
    def needs_login(self) -> bool:
        """Whether a mailed link is not enough: these people have a second factor."""
        return self.works_here or bool(self.user and sits_in_confidence(self.user))


def person_of(user: User) -> Person:
    """Who is logged in, with the addresses that were confirmed."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return Person(frozenset(address.lower() for address in (user.email, *known)), user)


def person_at(address: str) -> Person:
    """Who reads the mail of this address."""
    rows = User.objects.filter(erased_at__isnull=True)
    confirmed = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    user = rows.filter(Q(email=address) | confirmed).first()
    return person_of(user) if user else Person(frozenset({address}))
