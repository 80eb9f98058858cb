"""What happens with an initiative: made public, moved on, asked about, answered, linked."""

from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Action, Theme
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from config.lib.forms import save_form
from initiatives.actions import mails
from initiatives.actions.claim import claim
from initiatives.actions.reasons import explained, write_step
from initiatives.actions.submit import first_step
from initiatives.actions.taking_up import end_take_up
from initiatives.actions.tally import place, retally
from initiatives.models import (
    ADVISOR,
    ENDED_STATES,
    MACHINE,
    RESIDENT,
    Initiative,
    Note,
    State,
    StopReason,
)
from initiatives.permissions.initiatives import (
    may_answer,
    may_edit_own,
    may_handle,
    may_move,
    may_release,
)


@transaction.atomic
def release(*, initiative: Initiative, theme: Theme | None, by) -> Initiative:
    """Make it public: idea, place, group, and the name only where the initiator agreed."""
    require(may_release(by, initiative))
    old, step = place(initiative), initiative.next_step
    if step == first_step():
        step = _after_release()
    claim(initiative, released_at=now(), released_by=by, theme=theme, next_step=step)
    retally(old, place(initiative))
    changes = {"name_public": [None, initiative.name_public], "theme": [None, theme and theme.pk]}
    record(initiative, "initiative.released", by=by, changes=changes)
    mails.released(initiative)
    return initiative


@transaction.atomic
def move(
    *, initiative: Initiative, to: str, reason: str = "", chosen: StopReason | None = None, by
) -> Initiative:
    """Move it to another state, by MACHINE, and mail the initiator why.

    Who withdraws their own initiative gets no mail about it. Raises Refused for a step that the
    table does not know, or without the reason that it needs: words, and for a step that stops it
    one from the list of the municipality.
    """
    require(may_move(by, initiative, to))
    MACHINE.check(initiative.state, to, reason)
    text = explained(initiative, reason, chosen, to=to)
    old, was = place(initiative), str(initiative.state)
    changes = {"next_step": "", "next_step_by": ""} if to in ENDED_STATES else {}
    if initiative.next_step in {first_step(), _after_release()}:
        # Nobody wrote this one; it is over once there is movement.
        changes["next_step"] = ""
    claim(initiative, state=to, **changes)
    retally(old, place(initiative))
    if was == State.TAKEN_UP:
        end_take_up(initiative)
    write_step(initiative, to, text, chosen, by)
    record(initiative, "initiative.moved", by=by, changes={"state": [was, str(to)]})
    if by.pk != initiative.submitter_id:
        mails.moved(initiative, text)
    return initiative


@transaction.atomic
def ask(*, initiative: Initiative, text: str, by) -> Note:
    """Ask the initiator something; they get a mail and are to move."""
    require(may_handle(by, initiative))
    if not initiative.is_open:
        raise Refused(_("Dit initiatief is al afgerond of ingetrokken."))
    claim(initiative, next_step=_("De indiener beantwoordt een vraag."), next_step_by=RESIDENT)
    note = _write(initiative, Note.Kind.QUESTION, text, by)
    record(initiative, "initiative.asked", by=by)
    mails.question(note)
    return note


@transaction.atomic
def answer(*, initiative: Initiative, text: str, by) -> Note:
    """Answer the question, or write unasked; the municipality is to move again."""
    require(may_answer(by, initiative))
    claim(
        initiative,
        next_step=_("De gemeente leest het bericht van de indiener."),
        next_step_by=ADVISOR,
    )
    note = _write(initiative, Note.Kind.ANSWER, text, by)
    record(initiative, "initiative.answered", by=by)
    return note


@transaction.atomic
def add_news(*, initiative: Initiative, text: str, by) -> Note:
    """Write something that everyone may read (once the initiative is public)."""
    require(may_handle(by, initiative))
    claim(initiative)
    note = _write(initiative, Note.Kind.NEWS, text, by)
    record(initiative, "initiative.news", by=by)
    return note


@transaction.atomic
def add_internal_note(*, initiative: Initiative, text: str, by) -> Note:
    """Write something for colleagues only; nobody else ever sees it."""
    require(may_handle(by, initiative))
    note = _write(initiative, Note.Kind.INTERNAL, text, by)
    record(initiative, "initiative.noted", by=by)
    return note


@transaction.atomic
def set_next_step(*, initiative: Initiative, next_step: str, next_step_by: str, by) -> Initiative:
    """Say what is next and who is to move; the initiator gets a mail when it is them."""
    require(may_handle(by, initiative))
    was = initiative.next_step_by
    claim(initiative, next_step=next_step, next_step_by=next_step_by)
    record(initiative, "initiative.next_step", by=by, changes={"next_step_by": [was, next_step_by]})
    if next_step_by == RESIDENT:
        mails.your_turn(initiative)
    return initiative


@transaction.atomic
def link_action(*, initiative: Initiative, action: Action | None, by) -> Initiative:
    """Link it to an action of the agenda that this person may see, or to none."""
    require(may_handle(by, initiative))
    if action and not Action.objects.visible_to(by).filter(pk=action.pk).exists():
        raise Refused(_("Deze actie kunt u niet kiezen."))
    was = initiative.action_id
    claim(initiative, action=action)
    changes = {"action": [was, action.pk if action else None]}
    record(initiative, "initiative.linked", by=by, changes=changes)
    return initiative


@transaction.atomic
def change_details(*, form, by) -> Initiative:
    """Save an advisor's form on area, theme or text; a public one counts where it now belongs."""
    stored = Initiative.objects.get(pk=form.instance.pk)
    require(may_handle(by, stored))
    initiative = save_form(form, by=by)
    retally(place(stored), place(initiative))
    return initiative


@transaction.atomic
def change_own(*, form, by) -> Initiative:
    """Save the initiator's form on their own initiative."""
    require(may_edit_own(by, Initiative.objects.get(pk=form.instance.pk)))
    initiative = save_form(form, by=by)
    names = {"name_public", "organisation_public"} & set(form.changed_data)
    if names:
        consent = {
            name: [not getattr(initiative, name), getattr(initiative, name)] for name in names
        }
        record(initiative, "initiative.name_consent", by=by, changes=consent)
    return initiative


def _after_release() -> str:
    return _("De gebiedsadviseur en de indiener bespreken het idee.")


def _write(initiative: Initiative, kind: str, text: str, by) -> Note:
    return Note.objects.create(initiative=initiative, kind=kind, text=text, by=by)
