"""Pages of signing up for a gathering: the form, and the mailed links to confirm and to leave."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.lib.access import Refused, require
from initiatives.actions.sign_up import (
    CONFIRM,
    LEAVE,
    confirm_sign_up,
    leave_gathering,
    seats_of,
    sign_up,
    signed_up,
)
from initiatives.forms.gathering import SignUpForm
from initiatives.forms.submit import SendStep
from initiatives.permissions.gathering import may_sign_up
from initiatives.views.gathering import gathering_at
from initiatives.views.page import FORMS, posted, sent_within_limits

A_DAY = 10
# Names under which the links' secrets are kept.
CONFIRMING, LEAVING = "sign_up_token", "leave_token"


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def sign_up_page(request, pk):
    """Sign up; the page afterwards is the same for every address."""
    found = gathering_at(request, pk)
    require(may_sign_up(found))
    start = {"email": request.user.email} if request.user.is_authenticated else {}
    form = SignUpForm(posted(request), seats=found.seats, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("email", "people")}

        def work():
            sign_up(found, **given)

        if sent_within_limits(request, form, "sign_up", work, email=given["email"], a_day=A_DAY):
            return redirect("gatherings:sent")
        status = 429
    context = {"gathering": found, "form": form, "seats": seats_of(found)}
    return render(request, "initiatives/sign_up.html", context, status=status)


@login_not_required
@require_safe
def sign_up_sent(request):
    """ "Kijk in uw mail": nobody's data."""
    return render(request, "initiatives/sign_up_sent.html")


def _old(request):
    return render(request, "initiatives/gathering_link_old.html", status=410)


@login_not_required
@require_safe
def confirm_link(request, token):
    """Take the token out of the address: it stays out of history, logs and referrers."""
    request.session[CONFIRMING] = token
    return redirect("gatherings:confirm")


@login_not_required
@require_http_methods(FORMS)
def confirm(request):
    """The button that counts. Mail scanners open links; they do not press buttons."""
    token = request.session.get(CONFIRMING, "")
    one = signed_up(token, CONFIRM)
    if one is None:
        return _old(request)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            one = confirm_sign_up(token)
        except Refused as no:
            messages.info(request, no.reason)
            return redirect(one.gathering)
        del request.session[CONFIRMING]
        context = {"one": one, "gathering": one.gathering}
        return render(request, "initiatives/signed_up.html", context)
    left = seats_of(one.gathering).left
    waits = left is not None and one.people > left
    context = {"form": form, "one": one, "gathering": one.gathering, "waits": waits}
    return render(request, "initiatives/sign_up_confirm.html", context)


@login_not_required
@require_safe
def leave_link(request, token):
    """Take the token out of the address, as above."""
    request.session[LEAVING] = token
    return redirect("gatherings:leave")


@login_not_required
@require_http_methods(FORMS)
def leave(request):
    """Say that one does not come after all. Opening the page does nothing."""
    token = request.session.get(LEAVING, "")
    one = signed_up(token, LEAVE)
    if one is None or one.gathering.is_over:
        return _old(request)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            gathering = leave_gathering(token)
        except Refused:
            return _old(request)
        del request.session[LEAVING]
        return render(request, "initiatives/signed_off.html", {"gathering": gathering})
    context = {"form": form, "one": one, "gathering": one.gathering}
    return render(request, "initiatives/sign_up_leave.html", context)
