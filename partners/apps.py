"""Django's registration of partners."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core import checks
from django.utils.translation import gettext_lazy as _

from config.lib.sealing import Unreadable, seal
from partners.idle import remember_login


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("Partners")

    def ready(self):
        """Start the idle time of confidential tables at each login; look at the keys."""
        user_logged_in.connect(remember_login, dispatch_uid="partners.idle")
        checks.register(check_keys, checks.Tags.security)


def check_keys(app_configs=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report keys that cannot seal."""
    try:
        seal("")
    except Unreadable:
        return []  # without a key there are no cases
    except ValueError:
        hint = "Each key is 32 bytes in base64: see the README, Tables and privacy."
        return [checks.Error("CASE_KEYS holds what is no key.", hint=hint, id="partners.E001")]
    return []
