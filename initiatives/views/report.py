"""Pages of reports: anyone brings one, an advisor decides."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.intake import keys
from config.lib.access import require
from initiatives.actions.report import bring_report, decide_report
from initiatives.forms.report import DecideReportForm, ReportForm
from initiatives.models import Picture, Report
from initiatives.permissions.report import may_be_reported, may_decide_report
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted, sent_within_limits
from initiatives.views.story import story_for

A_DAY = 6


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def report_idea(request, pk):
    """Say what is wrong with the text of an initiative."""
    return _report(request, visible(request, pk))


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def report_story(request, pk):
    """Say what is wrong with a story."""
    return _report(request, story_for(request, pk))


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def report_picture(request, pk):
    """Say what is wrong with a picture of an initiative or a story."""
    rows = Picture.objects.visible_to(request.user).select_related("story__initiative")
    picture = get_object_or_404(rows, pk=pk)
    picture.initiative = visible(request, picture.initiative_id)
    return _report(request, picture)


def _report(request, about):
    require(may_be_reported(about))
    picture = about if isinstance(about, Picture) else None
    form, status = ReportForm(posted(request), of_picture=bool(picture)), 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["contact_email"]

        def work():
            bring_report(about, given=form.given(), by=request.user)

        if sent_within_limits(request, form, "report", work, email=email, a_day=A_DAY):
            return redirect("stories:reported")
        status = 429
    page = (picture.story or picture.initiative) if picture else about
    context = {"page": page, "picture": picture, "form": form}
    return render(request, "initiatives/report_new.html", context, status=status)


@login_not_required
@require_safe
def reported(request):
    """What happens now: nobody's data."""
    return render(request, "initiatives/reported.html")


@require_http_methods(FORMS)
def report(request, pk):
    """Read a report beside the text or picture that it is about, and decide."""
    rows = Report.objects.visible_to(request.user).of(request.municipality or None)
    related = ["initiative__municipality", "initiative__submitter", "story__initiative__submitter"]
    related += ["picture__initiative", "picture__story__initiative"]
    found = get_object_or_404(rows.select_related(*related, "initiative__area"), pk=pk)
    require(may_decide_report(request.user, found))
    form = DecideReportForm(posted(request), initial=drafted(request))

    def act():
        hides, reason = form.cleaned_data["decision"] == "hidden", form.cleaned_data["reason"]
        decide_report(found, hides=hides, reason=reason, by=request.user)
        return "-"

    return acting_page(
        request,
        found.initiative,
        form,
        lambda: keys.once(form.cleaned_data["form_key"], "initiatives.report", act),
        title=_("Melding over een foto") if found.picture else _("Melding over een tekst"),
        submit=_("Besluit"),
        done=_("Uw besluit is opgeslagen."),
        template="initiatives/report.html",
        leads_to=found.get_absolute_url,
        report=found,
        can_decide=found.state == Report.State.OPEN,
    )
