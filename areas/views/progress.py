"""Progress of an action: reporting it, and the pictures with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas import permissions
from areas.actions.agenda import add_progress
from areas.forms import ProgressForm
from areas.models import Action, ProgressPicture, ProgressUpdate
from areas.models.agenda import ACTION_MACHINE
from areas.views.actions import visible_action
from areas.views.steps import back_to
from config.intake.keys import once
from config.lib.access import Refused, require

# A picture that was public stays in other people's browsers for at most an hour.
PUBLIC_PICTURE, PRIVATE_PICTURE = "public, max-age=3600", "private, no-store"


def progress_add(request, pk):
    """Report progress on an action, perhaps with its next state or a picture."""
    found = visible_action(request, pk)
    require(permissions.add_progress(request.user, found))
    may_move = not permissions.move_action(request.user, found)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProgressForm(
        *sent,
        action=found,
        steps=ACTION_MACHINE.steps(found.state) if may_move else {},
        unexplained=found.lacks_explanation,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid() and _reported(found, form, request.user):
        messages.success(request, _("De voortgang staat erbij."))
        return redirect(found)
    context = {"form": form, "title": _("Voortgang melden"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def _reported(found: Action, form: ProgressForm, by) -> bool:
    """Write the progress once; False when a rule refused, which the form then says."""
    data = form.cleaned_data

    def report():
        return add_progress(
            found,
            text=data["text"],
            state=data.get("state", ""),
            public=not data["internal"],
            picture=data["picture"],
            alt=data["alt"],
            by=by,
        )

    try:
        once(data["form_key"], "areas.progress", report)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


@login_not_required
@require_safe
def progress_picture(request, pk):
    """A picture, for who may read its note; as nothing but a picture."""
    rows = ProgressPicture.objects.visible_to(request.user).select_related("update")
    here = rows.filter(update__action__area__municipality=request.municipality or None)
    found = get_object_or_404(here, pk=pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg", filename=f"foto-{found.pk}.jpg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    public = ProgressUpdate.objects.visible_to_everyone().filter(pk=found.update_id).exists()
    response.headers["Cache-Control"] = PUBLIC_PICTURE if public else PRIVATE_PICTURE
    return response
