"""What came of it: asked once at each moment, said once, its words read before others do."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now
from initiatives.actions import outcome_mails
from initiatives.models import Initiative, Note, Outcome, State
from initiatives.permissions.outcome import may_release_outcome, may_say_outcome

SAY = "initiatives.outcome"
VALID = timedelta(days=60)
# A year less a week: after twelve months the address may be gone (initiatives.retention).
AFTER = {Outcome.Moment.WEEKS: timedelta(weeks=4), Outcome.Moment.YEAR: timedelta(days=358)}
# Who was not asked within this time is not asked any more: what ended long ago stays at rest.
ASKED_WITHIN = timedelta(days=60)


def _done():
    """Public initiatives that are done, with `done_at`: the last time that was said."""
    steps = Q(notes__kind=Note.Kind.STEP, notes__state=State.DONE)
    rows = Initiative.objects.public().filter(state=State.DONE).order_by()
    return rows.annotate(done_at=Max("notes__at", filter=steps))


def moments_open(initiative: Initiative) -> list[str]:
    """At which moments it may be said now what came of it: those that have come, without answer."""
    done_at = _done().filter(pk=initiative.pk).values_list("done_at", flat=True).first()
    if done_at is None:
        return []
    said = set(initiative.outcomes.said().values_list("moment", flat=True))
    return [one for one, after in AFTER.items() if now() - done_at >= after and one not in said]


def ask_outcomes() -> int:
    """Mail who brought what was done four weeks or a year ago; returns how many mails.

    Nobody is asked twice at one moment, and not without a mail address. Of whoever answered
    already, or of whom a colleague wrote it down, nothing is asked.
    """
    return sum(
        _ask(initiative, moment) for moment in AFTER for initiative in _due(moment).iterator()
    )


def _due(moment: str):
    until = now() - AFTER[moment]
    rows = _done().filter(done_at__lte=until, done_at__gt=until - ASKED_WITHIN)
    rows = rows.exclude(pk__in=Outcome.objects.filter(moment=moment).values("initiative"))
    rows = rows.filter(Q(submitter__isnull=False) | ~Q(contact_email=""))
    return rows.select_related("municipality", "submitter")


@transaction.atomic
def _ask(initiative: Initiative, moment: str) -> bool:
    given = {"asked_at": now()}
    row, new = Outcome.objects.get_or_create(initiative=initiative, moment=moment, defaults=given)
    if new:
        email = initiative.submitter.email if initiative.submitter else initiative.contact_email
        token = tokens.issue(SAY, _ref(row), VALID, email=email)
        record(row, "outcome.asked", by=None)
        outcome_mails.ask(initiative, token)
    return new


def _ref(outcome: Outcome) -> str:
    return f"initiatives.outcome:{outcome.pk}"


def outcome_of(token: str) -> Outcome | None:
    """What this link asks; None when it is no good."""
    found = tokens.look(token, SAY) if token else None
    if found is None:
        return None
    rows = Outcome.objects.filter(pk=found.ref.partition(":")[2], initiative__erased_at=None)
    return rows.select_related("initiative__municipality").first()


@transaction.atomic
def say_by_link(token: str, *, result: str, text: str) -> Outcome:
    """Write down what came of it, by who has the link. Raises Refused for a second time."""
    outcome = outcome_of(token)
    if outcome is None:
        raise Refused(_("Dit kan nu niet meer."))
    return _say(outcome, result, text, by=None)


@transaction.atomic
def say_outcome(initiative: Initiative, *, moment: str, result: str, text: str, by) -> Outcome:
    """The same, by who is logged in, or by an advisor for who came on paper.

    Raises PermissionDenied; Refused before its time and for a second time.
    """
    require(may_say_outcome(by, initiative))
    if moment not in moments_open(initiative):
        raise Refused(_("Dit kan nu niet."))
    row, _new = Outcome.objects.get_or_create(initiative=initiative, moment=moment)
    return _say(row, result, text, by=by)


def _say(outcome: Outcome, result: str, text: str, by) -> Outcome:
    given = {"result": result, "text": text.strip(), "said_at": now()}
    if not Outcome.objects.filter(pk=outcome.pk, result="").update(**given):
        raise Refused(_("U heeft dit al gezegd. Bedankt."))
    outcome.refresh_from_db()
    record(outcome, "outcome.said", by=by, changes={"result": ["", result]})
    return outcome


@transaction.atomic
def release_outcome(outcome: Outcome, *, by) -> Outcome:
    """Show the words with it to everyone. Raises PermissionDenied, Refused for a second time."""
    require(may_release_outcome(by, outcome))
    given = {"released_at": now(), "released_by": by}
    if not Outcome.objects.filter(pk=outcome.pk, released_at=None).update(**given):
        raise Refused(_("Deze tekst staat al op de site."))
    record(outcome, "outcome.released", by=by)
    return outcome
