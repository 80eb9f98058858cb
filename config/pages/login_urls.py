"""Addresses of logging in: only the pages of allauth that are used, with Dutch words."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from config.pages.login import AskCode, ConnectApp

# The picture of the secret is drawn inside the page; only that page may show such pictures.
with_code_picture = csp_update({"img-src": ["data:"]})
ask_code = login_not_required(AskCode.as_view())

urlpatterns = [
    path("", ask_code, name="account_login"),
    path("", ask_code, name="account_request_login_code"),
    # Where allauth sends who has no account: there is no signing up, so to the same page.
    path("", ask_code, name="account_signup"),
    path(
        "code/", login_not_required(account.confirm_login_code), name="account_confirm_login_code"
    ),
    path("uitloggen/", login_not_required(account.logout), name="account_logout"),
    path("niet-actief/", login_not_required(account.account_inactive), name="account_inactive"),
    path("nog-een-keer/", account.reauthenticate, name="account_reauthenticate"),
    path("tweede-stap/", factor.index, name="mfa_index"),
    path("tweede-stap/code/", login_not_required(factor.authenticate), name="mfa_authenticate"),
    path("tweede-stap/opnieuw/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-stap/app/", with_code_picture(ConnectApp.as_view()), name="mfa_activate_totp"),
    path("tweede-stap/app/uit/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/reserve/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/reserve/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweede-stap/reserve/bewaren/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
if settings.OIDC_SERVER_URL:
    urlpatterns += [
        path(
            "gemeente/<str:provider_id>/",
            login_not_required(oidc.login),
            name="openid_connect_login",
        ),
        path(
            "gemeente/<str:provider_id>/terug/",
            login_not_required(oidc.callback),
            name="openid_connect_callback",
        ),
        path(
            "gemeente-gestopt/",
            login_not_required(social.login_cancelled),
            name="socialaccount_login_cancelled",
        ),
        path(
            "gemeente-fout/",
            login_not_required(social.login_error),
            name="socialaccount_login_error",
        ),
        path("gemeente-nieuw/", login_not_required(social.signup), name="socialaccount_signup"),
    ]
