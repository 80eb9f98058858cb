"""Advice is asked, given, answered and followed; a body of residents is told something."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.forms import save_form
from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue
from partners import permissions
from partners.models import Advice, Briefing, Roundtable


@transaction.atomic
def ask_advice(table: Roundtable, *, by, topic, question, due_on, plan=None, public=True) -> Advice:
    """Ask a body of residents for advice before a day; who leads it gets a mail.

    Raises PermissionDenied.
    """
    require(permissions.ask_advice(by, table))
    advice = Advice.objects.create(
        roundtable=table,
        plan=plan,
        topic=topic.strip(),
        question=question.strip(),
        asked_on=today(),
        due_on=due_on,
        public=public,
    )
    record(advice, "advice.asked", by=by)
    due = _("Uw advies is nodig op %(day)s.") % {"day": date_nl(due_on)}
    _tell(advice, _("Er wordt uw advies gevraagd"), [advice.topic, due])
    return advice


@transaction.atomic
def give_advice(form, *, by) -> Advice:
    """Write down what a body advises, asked or not. Raises PermissionDenied, LostRace."""
    advice = form.instance
    require(permissions.give_advice(by, advice))
    advice.given_on = advice.given_on or today()
    return save_form(form, by=by)


@transaction.atomic
def answer_advice(form, *, by) -> Advice:
    """Say what is done with advice, and why; who leads the body gets a mail.

    Raises PermissionDenied, LostRace, and Refused for advice that was not given yet.
    """
    advice = form.instance
    require(permissions.answer_advice(by, advice))
    if advice.given_on is None:
        raise Refused(_("Dit advies is nog niet gegeven."))
    first = advice.answered_on is None
    advice.answered_on = advice.answered_on or today()
    advice = save_form(form, by=by)
    if first:
        _tell(advice, _("Antwoord op uw advies"), [advice.topic, advice.get_outcome_display()])
    return advice


@transaction.atomic
def note_briefing(table: Roundtable, *, on, about: str, how: str, by) -> Briefing:
    """Write down what a body was told, and how. Raises PermissionDenied."""
    require(permissions.ask_advice(by, table))
    made = Briefing.objects.create(roundtable=table, on=on, about=about.strip(), how=how, by=by)
    record(made, "briefing.noted", by=by)
    return made


def _tell(advice: Advice, subject: str, lines: list[str]) -> None:
    """Mail who leads the body, with a link to the page."""
    url = f"{settings.SITE_URL.rstrip('/')}{advice.get_absolute_url()}"
    seats = advice.roundtable.seats.current().filter(leads=True).select_related("user")
    for seat in seats:
        if seat.mail:
            greeting = _("Beste %(name)s,") % {"name": seat.who}
            queue(
                to=seat.mail,
                subject=subject,
                text="\n\n".join(filter(None, [greeting, *lines, url])),
                purpose="partners.advice",
                about=f"partners.advice:{advice.pk}",
            )
