"""Going on later: a mail address, a link, and the steps as they were left."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.intake.links import MailedLink
from initiatives.actions.later import save_for_later, saved_behind
from initiatives.forms.submit import LaterForm, SendStep
from initiatives.views.page import FORMS, posted, sent_within_limits
from initiatives.views.submit import SAVED, Draft

A_DAY = 6
LINK = MailedLink("later")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def later(request):
    """Ask only a mail address, and mail a link; the answer is the same for every address."""
    draft = Draft(request)
    if not request.municipality or not draft.typed:
        return redirect("initiatives:create")
    form = LaterForm(posted(request), typed=draft.typed, initial={"email": draft.address})
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]

        def work():
            saved = save_for_later(
                request.municipality,
                email=email,
                typed=draft.typed,
                instead_of=request.session.get(SAVED),
            )
            request.session[SAVED] = saved.pk

        if sent_within_limits(request, form, "later", work, email=email, a_day=A_DAY):
            return redirect("initiatives:later_sent")
        status = 429
    return render(request, "initiatives/later.html", {"form": form}, status=status)


@login_not_required
@require_safe
def later_sent(request):
    """ "Kijk in uw mail": nobody's data."""
    return render(request, "initiatives/later_sent.html")


later_link = LINK.leading_to("initiatives:later_open")


@login_not_required
@require_http_methods(FORMS)
def later_open(request):
    """The button that fills in the steps as they were left; the link goes on working."""
    saved = saved_behind(LINK.token(request), request.municipality or None)
    if saved is None:
        return render(request, "initiatives/later_gone.html", status=410)
    form, draft = SendStep(posted(request)), Draft(request)
    if request.method == "POST" and form.is_valid():
        draft.take_up(saved.typed)
        request.session[SAVED] = saved.pk
        LINK.forget(request)
        return redirect("initiatives:check")
    context = {"form": form, "busy": bool(draft.typed)}
    return render(request, "initiatives/later_open.html", context)
