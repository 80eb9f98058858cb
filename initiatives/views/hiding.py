"""Pages of texts that are off the site: hiding, the writer's objection, and putting back."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.intake.keys import once
from config.intake.links import MailedLink
from config.lib.access import Refused, require
from initiatives.actions import hiding as actions
from initiatives.forms.hiding import AppealForm, DecideAppealForm
from initiatives.forms.story import SeenForm, WhyForm
from initiatives.models import Hiding, Outcome, Picture
from initiatives.permissions.hiding import (
    may_decide_appeal,
    may_hide_outcome,
    may_hide_picture,
    may_put_back,
)
from initiatives.permissions.initiatives import may_handle
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted

LINK = MailedLink("appeal")


def _hide(request, row, act, **words):
    """The page on which a part of an idea is taken off the site."""
    help_text = _("De schrijver krijgt dit per mail.")
    label = _("Waarom haalt u het van de site?")
    form = WhyForm(posted(request), initial=drafted(request), label=label, help_text=help_text)

    def work():
        act(row, reason=form.cleaned_data["reason"], by=request.user)
        return "-"

    return acting_page(
        request,
        row.initiative,
        form,
        lambda: once(form.cleaned_data["form_key"], "initiatives.hide", work),
        submit=_("Haal van de site"),
        danger=True,
        **words,
    )


@require_http_methods(FORMS)
def hide_picture(request, pk):
    """Take one picture with its words off the site."""
    rows = Picture.objects.visible_to(request.user).select_related("story__initiative")
    picture = get_object_or_404(rows, pk=pk)
    picture.initiative = visible(request, picture.initiative_id)
    require(may_hide_picture(request.user, picture))
    return _hide(
        request,
        picture,
        actions.hide_picture,
        title=_("Foto van de site halen"),
        quote=picture.alt,
        done=_("De foto staat niet meer op de site. De indiener krijgt een mail."),
    )


@require_http_methods(FORMS)
def hide_outcome(request, pk):
    """Take the words about what came of it off the site."""
    found = get_object_or_404(Outcome.objects.said(), pk=pk)
    found.initiative = visible(request, found.initiative_id)
    require(may_hide_outcome(request.user, found))
    return _hide(
        request,
        found,
        actions.hide_outcome,
        title=_("Tekst van de site halen"),
        quote=found.text,
        done=_("De tekst staat niet meer op de site. De indiener krijgt een mail."),
    )


appeal_link = LINK.leading_to("stories:appeal", opens=actions.appeal_of)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def appeal(request):
    """Ask that a colleague looks again."""
    token = LINK.token(request)
    found = actions.appeal_of(token)
    if found is None:
        return render(request, "link_old.html", status=410)
    form = AppealForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(token, text=form.cleaned_data["text"])
        except Refused as no:
            form.add_error(None, no.reason)
        else:
            LINK.forget(request)
            return redirect("stories:appealed")
    return render(request, "initiatives/appeal.html", {"hiding": found, "form": form})


@login_not_required
@require_safe
def appealed(request):
    """What happens now: nobody's data."""
    return render(request, "initiatives/appealed.html")


def hiding_for(request, pk) -> Hiding:
    """The hiding with its text, for advisors of the area; else 404 or PermissionDenied."""
    rows = Hiding.objects.visible_to(request.user).of(request.municipality or None)
    related = ("initiative__area", "initiative__municipality", "initiative__submitter")
    rows = rows.select_related(*related, "story__initiative", "picture", "outcome")
    found = get_object_or_404(rows.select_related("hidden_by"), pk=pk)
    require(may_handle(request.user, found.initiative))
    return found


def _shown(request, found: Hiding, form, act, **words):
    """The page of a hiding, with a form when there is something to do."""

    def work():
        act()
        return "-"

    return acting_page(
        request,
        found.initiative,
        form,
        lambda: once(form.cleaned_data["form_key"], "initiatives.hiding", work),
        template="initiatives/hiding.html",
        leads_to=found.get_absolute_url,
        hiding=found,
        **words,
    )


@require_http_methods(FORMS)
def hiding(request, pk):
    """What was taken off the site, why, what its writer says; and the decision about that."""
    found = hiding_for(request, pk)
    decides = not may_decide_appeal(request.user, found)
    if request.method == "POST":
        require(may_decide_appeal(request.user, found))
    start = {**drafted(request), "seen": actions.version_of(found)}
    form = DecideAppealForm(posted(request), initial=start)

    def act():
        given = {name: form.cleaned_data[name] for name in ("seen", "reason")}
        restores = form.cleaned_data["decision"] == "restored"
        actions.decide_appeal(found, restores=restores, **given, by=request.user)

    return _shown(
        request,
        found,
        form,
        act,
        title=_("Tekst die van de site is gehaald"),
        submit=_("Besluit"),
        done=_("Uw besluit is opgeslagen. De schrijver krijgt een mail."),
        shows_form=decides,
        can_put_back=not may_put_back(request.user, found),
    )


@require_http_methods(FORMS)
def put_back(request, pk):
    """Put it on the site again, after reading it here once more."""
    found = hiding_for(request, pk)
    require(may_put_back(request.user, found))
    form = SeenForm(posted(request), initial={"seen": actions.version_of(found)})
    return _shown(
        request,
        found,
        form,
        lambda: actions.put_back(found, seen=form.cleaned_data["seen"], by=request.user),
        title=_("Terugzetten op de site"),
        submit=_("Zet terug op de site"),
        done=_("De tekst staat weer op de site. De schrijver krijgt een mail."),
        shows_form=True,
    )
