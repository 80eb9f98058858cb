"""All addresses of the application."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from config.pages.login import admin_login

# What packages keep about logins is no matter for the admin: it holds secrets, and one cannot
# manage it there.
for _model in (Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
# One way in: the admin's own page with a password would step round the second factor.
admin.site.login = admin_login
admin.site.site_header = admin.site.site_title = _("Beheer van Gebiedswerk")
admin.site.index_title = _("Instellingen en mensen")

urlpatterns = [
    path("gebieden/", include("areas.urls")),
    path("partners/", include("partners.urls")),
    path("initiatieven/", include("initiatives.urls")),
    path("signalen/", include("initiatives.signal_urls")),
    path("bijeenkomsten/", include("initiatives.gathering_urls")),
    path("volgen/", include("initiatives.following_urls")),
    path("verhalen/", include("initiatives.story_urls")),
    path("geld/", include("budgets.urls")),
    path("inloggen/", include("config.pages.login_urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("config.pages.urls")),
]
handler500 = "config.pages.views.plain.broken"
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("config.demo.urls")))
