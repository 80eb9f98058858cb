"""Pages of newsletters: what was sent about an area, and writing and sending the next one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from areas.models import Area
from areas.views.steps import done_once
from config.intake.keys import once
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page
from config.pages.forms import PageForm
from config.pages.letter_page import pieces_of
from config.pages.letters import draft
from initiatives.actions.letter import edit_letter, receivers, send_letter
from initiatives.forms.letter import LetterForm, SendLetterForm
from initiatives.forms.submit import SendStep
from initiatives.models import Letter
from initiatives.permissions.letter import may_edit_letter, may_write_letter
from initiatives.views.page import FORMS, drafted, posted

PER_PAGE = 20


def _area(request, slug) -> Area:
    rows = Area.objects.of(request.municipality or None).select_related("municipality")
    return get_object_or_404(rows, slug=slug)


def _letter(request, pk) -> Letter:
    rows = Letter.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("area", "municipality"), pk=pk)


@public_page
def letter_list(request, slug):
    """All newsletters of an area, the newest on top."""
    area = _area(request, slug)
    rows = Letter.objects.sent().filter(area=area).values("pk", "title", "sent_at")
    writes = not may_write_letter(request.user, area.pk)
    waiting = Letter.objects.filter(area=area, sent_at=None).first() if writes else None
    context = {
        "area": area,
        "page_obj": Paginator(rows, PER_PAGE).get_page(PageForm(request.GET).value("page", 1)),
        "writes": writes,
        "draft": waiting,
    }
    return render(request, "pages/letters.html", context)


@require_http_methods(FORMS)
def letter_new(request, slug):
    """Make a draft of what happened since the last one."""
    area = _area(request, slug)
    require(may_write_letter(request.user, area.pk))
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        url, _new = once(key, "pages.letter", lambda: draft(area, by=request.user))
        return redirect(url)
    return render(request, "pages/letter_new.html", {"area": area, "form": form})


@public_page
def letter(request, pk):
    """One newsletter; a draft for who writes about the area."""
    found = _letter(request, pk)
    edits = request.user.is_authenticated and not may_edit_letter(request.user, found)
    context = {"letter": found, "edits": edits, "pieces": pieces_of(found.text)}
    return render(request, "pages/letter.html", context)


@require_http_methods(FORMS)
def letter_edit(request, pk):
    """Change a draft."""
    found = _letter(request, pk)
    require(may_edit_letter(request.user, found))
    form = LetterForm(posted(request), instance=_letter(request, pk), initial=drafted(request))
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, save=_save):
        messages.success(request, _("Opgeslagen."))
        return redirect(found)
    return render(request, "pages/letter_edit.html", {"letter": found, "form": form})


def _save(form, by):
    return edit_letter(form=form, by=by)


@require_http_methods(FORMS)
def letter_send(request, pk):
    """Read it once more, choose to whom, and send it for good."""
    found = _letter(request, pk)
    require(may_write_letter(request.user, found.area_id))
    if found.sent_at and request.method != "POST":
        return redirect(found)
    start = {"seen": found.version, "audience": Letter.Audience.ASKED}
    form = SendLetterForm(posted(request), initial=start)

    def work():
        given = {name: form.cleaned_data[name] for name in ("audience", "seen")}
        send_letter(found, **given, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "pages.letter_send", work):
        found.refresh_from_db()
        said = ngettext("%(n)d mail gaat weg.", "%(n)d mails gaan weg.", found.receivers)
        messages.success(request, said % {"n": found.receivers})
        return redirect(found)
    context = {
        "letter": found,
        "pieces": pieces_of(found.text),
        "form": form,
        "asked": receivers(found.area, Letter.Audience.ASKED).count(),
        "all": receivers(found.area, Letter.Audience.ALL).count(),
    }
    return render(request, "pages/letter_send.html", context)
