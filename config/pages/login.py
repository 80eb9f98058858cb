"""How people come in (allauth): mail codes, second factor, OpenID Connect."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of people with a mail address."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts that the municipality's identity provider vouches for."""
