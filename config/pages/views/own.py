"""Mijn gegevens: what is stored about somebody, for that person alone, with or without account."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.intake import keys, tokens
from config.intake.links import MailedLink
from config.lib.access import Refused
from config.lib.clock import now, today
from config.pages.own import deeds
from config.pages.own.files import as_json, as_zip, pictures_of
from config.pages.own.forms import AskForm, CorrectForm, EraseForm, KeyForm
from config.pages.own.parts import ideas_of
from config.pages.own.person import Person, person_at, person_of
from config.pages.own.rows import not_shown, told_about
from initiatives.models import Initiative
from initiatives.views.page import FORMS, posted, sent_within_limits

A_DAY = 5
OPEN_FOR = timedelta(hours=1)
LINK = MailedLink("own")
OPENED = "own_data"


def person_in(request) -> Person | None:
    """Whose data this browser may see: of the mailed link that was opened, else of the login."""
    opened = request.session.get(OPENED)
    if opened and datetime.fromisoformat(opened["until"]) > now():
        person = person_at(opened["address"])
        return None if person.needs_login else person
    return person_of(request.user) if request.user.is_authenticated else None


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def ask(request):
    """Ask for one's data by mail; the page afterwards is the same for every address."""
    here = request.municipality or None
    if here is None:
        raise Http404
    form, status = AskForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]

        def work():
            deeds.ask_for_data(here, email)

        if sent_within_limits(request, form, "own_data", work, email=email, a_day=A_DAY):
            return redirect("pages:own_sent")
        status = 429
    return render(request, "pages/own_ask.html", {"form": form}, status=status)


@login_not_required
@require_safe
def sent(request):
    """ "Kijk in uw mail": nobody's data."""
    return render(request, "pages/own_sent.html")


link = LINK.leading_to("pages:own_open")


@login_not_required
@require_http_methods(FORMS)
def open_page(request):
    """The button that opens it. Mail scanners open links; they do not press buttons."""
    token = LINK.token(request)
    if not tokens.look(token, deeds.PURPOSE):
        return render(request, "link_old.html", status=410)
    form = KeyForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "pages/own_open.html", {"form": form})
    try:
        person = deeds.open_data(token)
    except Refused:
        return render(request, "link_old.html", status=410)
    LINK.forget(request)
    if person.needs_login:
        return render(request, "pages/own_login.html")
    request.session.cycle_key()
    address = next(iter(person.addresses)) if not person.user else person.user.email
    request.session[OPENED] = {"address": address, "until": (now() + OPEN_FOR).isoformat()}
    return redirect("pages:own")


@login_not_required
@require_http_methods(FORMS)
def own(request):
    """All that is stored about this person; the button closes what a mailed link opened."""
    person = person_in(request)
    if request.method == "POST":
        request.session.pop(OPENED, None)
        return redirect("pages:own_ask")
    if person is None:
        return redirect("pages:own_ask")
    context = {
        "addresses": sorted(person.addresses),
        "found": told_about(person),
        "has_pictures": pictures_of(person).exists(),
        "not_shown": not_shown(),
        "by_link": OPENED in request.session,
        "no_correcting": deeds.may_correct(person),
        "no_erasing": deeds.may_erase(person),
    }
    return render(request, "pages/own.html", context)


@login_not_required
@require_safe
def download(request):
    """The same in one file, whole, for a program to read (AVG 20)."""
    person = person_in(request)
    if person is None:
        return redirect("pages:own_ask")
    answer = HttpResponse(as_json(person), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="mijn-gegevens-{today():%Y-%m-%d}.json"'
    return answer


@login_not_required
@require_safe
def download_zip(request):
    """The same with one's pictures beside it."""
    person = person_in(request)
    if person is None:
        return redirect("pages:own_ask")
    name = f"mijn-gegevens-{today():%Y-%m-%d}.zip"
    kind = "application/zip"
    return FileResponse(as_zip(person), as_attachment=True, filename=name, content_type=kind)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def correct(request):
    """Put the right name and number everywhere at once."""
    person = person_in(request)
    if person is None:
        return redirect("pages:own_ask")
    form = CorrectForm(posted(request), initial=_known(person))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name].strip() for name in ("name", "phone")}

        def work() -> str:
            deeds.correct_data(person, **given)
            return "-"

        keys.once(form.cleaned_data["form_key"], "pages.own_correct", work)
        messages.success(request, _("Uw naam en telefoonnummer zijn verbeterd."))
        return redirect("pages:own")
    if reason := deeds.may_correct(person):
        raise PermissionDenied(reason)
    return render(request, "pages/own_correct.html", {"form": form})


def _known(person: Person) -> dict[str, str]:
    """The name and number as they are now."""
    idea = Initiative.objects.filter(ideas_of(person), erased_at=None).order_by("-pk").first()
    user = person.user
    return {
        "name": (user and user.name) or (idea.contact_name if idea else ""),
        "phone": (user and user.phone) or (idea.contact_phone if idea else ""),
    }


@login_not_required
@require_http_methods(FORMS)
def erase(request):
    """Ask, and then erase; afterwards nobody is logged in here any more."""
    person = person_in(request)
    if person is None:
        return redirect("pages:own_ask")
    if reason := deeds.may_erase(person):
        messages.error(request, reason)
        return redirect("pages:own")
    form = EraseForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            deeds.erase_data(person)
            return "-"

        keys.once(form.cleaned_data["form_key"], "pages.own_erase", work)
        logout(request)
        return redirect("pages:own_erased")
    return render(request, "pages/own_erase.html", {"form": form})


@login_not_required
@require_safe
def erased(request):
    """ "Uw gegevens zijn gewist": nobody's data."""
    return render(request, "pages/own_erased.html")
