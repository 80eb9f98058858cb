"""Reports on public texts of residents: brought by anyone, decided by an advisor of the area."""

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from initiatives.actions import report_mails
from initiatives.actions.claim import claim
from initiatives.actions.hiding import hide, hide_story
from initiatives.models import Initiative, Report, Story
from initiatives.permissions import may_be_reported, may_decide_report


@transaction.atomic
def bring_report(about: Initiative | Story, *, given: dict, by) -> Report:
    """Keep what somebody says is wrong with a public text. Raises PermissionDenied.

    `given` holds reason, text and contact_email, cleaned.
    """
    require(may_be_reported(about))
    story = about if isinstance(about, Story) else None
    initiative = story.initiative if story else about
    report = Report(initiative=initiative, story=story, **given)
    report.contact_email = report.contact_email.strip().lower()
    report.save()
    record(report, "report.received", by=by if by and by.is_authenticated else None)
    return report


@transaction.atomic
def decide_report(report: Report, *, hides: bool, reason: str, by) -> Report:
    """Leave the text, or take it off the site: its writer and who reported it hear why.

    Raises PermissionDenied; Refused when it was decided, or without a reason.
    """
    require(may_decide_report(by, report))
    if report.state != Report.State.OPEN:
        raise Refused(_("Over deze melding is al besloten."))
    if not reason.strip():
        raise Refused(_("Geef een reden."))
    about = report.about
    if hides and about.is_public:
        if report.story:
            hide_story(report.story, reason=reason, by=by)
        else:
            hide(initiative=report.initiative, reason=reason, by=by)
    state = Report.State.HIDDEN if hides else Report.State.LEFT
    claim(report, state=state, answer=reason.strip(), decided_by=by)
    record(report, f"report.{state}", by=by, changes={"state": ["open", str(state)]})
    report_mails.decided(report)
    return report


@transaction.atomic
def erase_reports(rows) -> int:
    """Take away what was written and by whom (a queryset). Returns how many."""
    found = list(rows.select_related("initiative"))
    for report in found:
        claim(report, text="", contact_email="", answer="", erased_at=now())
        record(report, "report.erased", by=None)
    return len(found)
