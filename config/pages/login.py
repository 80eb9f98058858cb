"""How people come in (allauth): mail codes, a second factor for who has a role, OpenID Connect."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import RequestLoginCodeView
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from areas.rights import rights
from config.intake.limits import client_prefix, hit
from partners.rights import sits_in_confidence

CODES_PER_HOUR = 6
CODES_PER_HOUR_PER_NETWORK = 60


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of people with a mail address: made by confirming one, never by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Neem hem over uit de nieuwste mail.")
    }

    def is_open_for_signup(self, request):
        """Nobody signs up: an address is confirmed with an initiative, or entered by staff."""
        return False

    def get_client_ip(self, request):
        """The network of the client, which believes only our own proxies."""
        return client_prefix(request)

    def format_email_subject(self, subject):
        """Subjects carry no prefix; the sender's name says who it is."""
        return subject

    def get_login_redirect_url(self, request):
        """Who has a role starts with their work, a resident with their own initiatives."""
        return "/mijn-werk/"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts that the municipality's identity provider vouches for."""

    def is_open_for_signup(self, request, sociallogin):
        """A colleague without a row yet gets one, without any role: the administrator gives it."""
        return True

    def populate_user(self, request, sociallogin, data):
        """Take the name and the address, lower case."""
        user = super().populate_user(request, sociallogin, data)
        user.email = (data.get("email") or "").lower()
        user.name = data.get("name") or " ".join(
            part for part in (data.get("first_name"), data.get("last_name")) if part
        )
        return user


class CodeForm(RequestLoginCodeForm):
    """Asks for a code by mail; an unknown address gets the same answer."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("We sturen u een code. Een wachtwoord heeft u niet nodig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self):
        """Limit how often codes are asked, per address and per network, over all processes."""
        address = self.cleaned_data["email"].lower()
        network = client_prefix(context.request)
        hour = timedelta(hours=1)
        if not hit(f"code:{address}", CODES_PER_HOUR, hour) or not hit(
            f"code-from:{network}", CODES_PER_HOUR_PER_NETWORK, hour
        ):
            raise forms.ValidationError(
                _("U heeft vaak een code gevraagd. Wacht een uur, of bel ons.")
            )
        self.cleaned_data["email"] = address
        return super().clean_email()


def code_field(label, **attrs) -> forms.CharField:
    """A field for a code, which a phone may fill in by itself."""
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "class": "gw-input--short", **attrs}
    )
    return forms.CharField(label=label, widget=widget)


class EnterCodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    code = code_field(_("De code uit de mail"))


class ActivateForm(ActivateTOTPForm):
    """The first code of a new app."""

    code = code_field(_("De zes cijfers uit de app"), inputmode="numeric")


class SecondStepForm(AuthenticateForm):
    """A code of the app while logging in."""

    code = code_field(_("Zes cijfers uit de app, of een reservecode"))


class SecondStepAgainForm(ReauthenticateForm):
    """A code of the app once more, before changing how one logs in."""

    code = code_field(_("Zes cijfers uit de app, of een reservecode"))


class ConnectApp(ActivateTOTPView):
    """Connecting an app; its first code counts, so the spare codes are shown without another."""

    def form_valid(self, form):
        """Keep that a code of the app was just given."""
        answer = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return answer


class AskCode(RequestLoginCodeView):
    """The login page: the municipality's own login where there is one, else a code by mail."""

    def get_context_data(self, **kwargs):
        """Add what the municipality's own login is called; empty when there is none."""
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        name = apps[0]["name"] if apps else ""
        return super().get_context_data(municipality_login=name, **kwargs)


def admin_login(request, extra_context=None):
    """Take the place of the admin's own login page: who is logged in goes on, or may not.

    Visitors never come here: they were sent to the login page of the site before.
    """
    if not request.user.is_staff:
        raise PermissionDenied(_("Het beheer is alleen voor beheerders."))
    return redirect("admin:index")


def needs_second_factor(request) -> bool:
    """Whether this login may not go on: a role, a seat at a confidential table or the admin, and no
    second factor.

    A login by the identity provider counts as one: the municipality checks the second factor
    there. What was found holds for the login, so it is asked of the database once.
    """
    user = request.user
    if request.session.get("second_factor"):
        return False
    if not (user.is_staff or rights(user) or sits_in_confidence(user)):
        return False
    methods = request.session.get("account_authentication_methods", [])
    vouched = any(one.get("method") in {"mfa", "socialaccount"} for one in methods)
    if vouched or is_mfa_enabled(user):
        request.session["second_factor"] = True
        return False
    return True
