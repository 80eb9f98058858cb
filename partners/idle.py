"""Pages of confidential tables: nothing is kept, and who was away for a while logs in again."""

from functools import wraps
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from config.lib.clock import now

SEEN = "confidential_seen"


def remember_login(request, **_kwargs) -> None:
    """Start the time at each login (a receiver of Django's `user_logged_in`)."""
    request.session[SEEN] = now().timestamp()


def confidential(view, concerns=lambda **_arguments: True):
    """Guard a page on which people are spoken of.

    After CASE_IDLE_MINUTES without such a page the login ends (battery F12), what was sent is not
    kept as a draft, and no error report shows it. `concerns` says for the arguments of an address
    whether it is of a confidential table.
    """

    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated or not concerns(**kwargs):
            return view(request, *args, **kwargs)
        moment = now().timestamp()
        if moment - request.session.get(SEEN, 0) > settings.CASE_IDLE_MINUTES * 60:
            logout(request)
            messages.info(request, _("U was even weg. Log opnieuw in om verder te gaan."))
            return redirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")
        request.session[SEEN] = moment
        return view(request, *args, **kwargs)

    guarded.of_confidential = concerns
    return guarded


def where_confidential(path: str):
    """The same guard on a page that any table has, for confidential ones only; `path` leads from
    a table to what the address names: "meetings".
    """

    def concerns(pk, **_more) -> bool:
        tables = apps.get_model("partners", "Roundtable")._default_manager
        rows = tables.filter(kind__confidential=True)
        return rows.filter(**{f"{path}__pk": pk}).order_by().exists()

    return lambda view: confidential(view, concerns)
