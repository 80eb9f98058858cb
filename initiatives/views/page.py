"""The one way in which a page with one form does its action."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from config.intake import keys, limits
from config.lib.access import Refused
from config.lib.forms import LostRace, VersionedForm
from initiatives.actions.mails import address_of
from initiatives.models import State

FORMS = ["GET", "HEAD", "POST"]
PER_NETWORK = (30, timedelta(hours=1))
# The words in the address of the page that moves to a state.
STEP_WORDS = {
    "samen-uitwerken": State.IN_PROGRESS,
    "uitvoeren": State.RUNNING,
    "afronden": State.DONE,
    "niet-doorgaan": State.DECLINED,
    "intrekken": State.WITHDRAWN,
}
WORD_OF = {state: word for word, state in STEP_WORDS.items()}


def posted(request):
    """What was sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def drafted(request) -> dict:
    """What was typed here before the login had ended (config.pages.middleware.KeepDraft)."""
    return {} if request.method == "POST" else dict(request.draft)


def sent_within_limits(request, form, purpose: str, work, *, email: str, a_day: int) -> bool:
    """Do what a visitor's valid form asks, once however often the button is pressed; returns
    whether it may: 30 an hour for the network, `a_day` for the mail address. Else the form says so.
    """
    per_address = (a_day, timedelta(days=1))
    if not limits.hit_both(
        request, purpose, email, per_network=PER_NETWORK, per_address=per_address
    ):
        form.add_error(None, _("Er is net te veel verstuurd. Probeer het later nog eens."))
        return False

    def once_only():
        work()
        return "-"

    keys.once(form.cleaned_data["form_key"], f"initiatives.{purpose}", once_only)
    return True


def by_mail(initiative, words: str) -> str:
    """These words about a mail to the initiator; when there is no address, that one has to call."""
    if address_of(initiative):
        return words
    return _("Van de indiener is geen mailadres bekend. Bel de indiener, of ga langs.")


def acting_page(
    request, initiative, form, act, *, title, done, template="", leads_to=None, **context
):
    """Show the form; when it is sent and right, do `act` and go back to the initiative.

    What an action refuses is shown above the form, with everything that was typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (Refused, LostRace) as no:
            # An action refuses a row that was changed meanwhile; a form can show by what.
            if isinstance(form, VersionedForm) and form.newer():
                form.show_both()
            else:
                form.add_error(None, no.reason)
        except ValidationError as no:
            form.add_error(None, no)
        else:
            messages.success(request, done)
            return redirect(leads_to() if leads_to else initiative.get_absolute_url())
    defaults = {"submit": _("Opslaan"), "intro": "", "quote": "", "danger": False}
    context = {**defaults, **context, "initiative": initiative, "form": form, "title": title}
    return render(request, template or "initiatives/form.html", context)
