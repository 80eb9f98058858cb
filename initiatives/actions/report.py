"""Reports on public texts and pictures of residents: by anyone, decided by an advisor."""

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from initiatives.actions import report_mails
from initiatives.actions.claim import claim
from initiatives.actions.hiding import hide, hide_picture, hide_story
from initiatives.models import Initiative, Picture, Report, Story
from initiatives.permissions.report import may_be_reported, may_decide_report


@transaction.atomic
def bring_report(about: Initiative | Story | Picture, *, given: dict, by) -> Report:
    """Keep what somebody says is wrong with a public text or picture. Raises PermissionDenied.

    `given` holds reason, text and contact_email, cleaned.
    """
    require(may_be_reported(about))
    named = {Story: "story", Picture: "picture"}.get(type(about))
    if named:
        report = Report(initiative=about.initiative, **{named: about}, **given)
    else:
        report = Report(initiative=about, **given)
    report.contact_email = report.contact_email.strip().lower()
    report.save()
    record(report, "report.received", by=by if by and by.is_authenticated else None)
    return report


@transaction.atomic
def decide_report(report: Report, *, hides: bool, reason: str, by) -> Report:
    """Leave it, or take it off the site: its writer and who reported it hear why.

    Raises PermissionDenied; Refused when it was decided, or without a reason.
    """
    require(may_decide_report(by, report))
    if report.state != Report.State.OPEN:
        raise Refused(_("Over deze melding is al besloten."))
    if not reason.strip():
        raise Refused(_("Geef een reden."))
    about = report.about
    if hides and about.is_public:
        if report.picture:
            hide_picture(report.picture, reason=reason, by=by)
        elif report.story:
            hide_story(report.story, reason=reason, by=by)
        else:
            hide(initiative=report.initiative, reason=reason, by=by)
    state = Report.State.HIDDEN if hides else Report.State.LEFT
    claim(report, state=state, answer=reason.strip(), decided_by=by)
    record(report, f"report.{state}", by=by, changes={"state": ["open", str(state)]})
    report_mails.decided(report)
    return report


@transaction.atomic
def tell_picture_is_gone(pictures) -> None:
    """Who brought pictures takes these away: who reported one hears it; their reports go along."""
    rows = Report.objects.open().filter(picture__in=pictures)
    for report in rows.select_related("initiative__municipality"):
        report.state = Report.State.HIDDEN
        report.answer = _("Wie de foto plaatste, heeft hem zelf weggehaald.")
        record(report, "report.hidden", by=None, changes={"state": ["open", "hidden"]})
        report_mails.decided(report)


@transaction.atomic
def erase_reports(rows) -> int:
    """Take away what was written and by whom (a queryset). Returns how many."""
    found = list(rows.select_related("initiative"))
    for report in found:
        claim(report, text="", contact_email="", answer="", erased_at=now())
        record(report, "report.erased", by=None)
    return len(found)
