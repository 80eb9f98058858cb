"""What was agreed about an action changes: its end, title or goal, or it goes into another one."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Action, ActionState, ProgressUpdate
from areas.models.agenda import ACTION_MACHINE, OPEN_STATES
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now
from config.lib.forms import save_form
from config.lib.text import normalise


@transaction.atomic
def change_action(form, *, by) -> Action:
    """Save a valid ActionForm; what it changes of the agreement becomes a note with the reason.

    The note never tells the old title or a goal: those may have been internal.
    Raises PermissionDenied, or LostRace when somebody else saved first.
    """
    stored = Action.objects.select_for_update().get(pk=form.instance.pk)
    require(permissions.edit_action(by, stored))
    changed = form.changed_agreement
    action = save_form(form, by=by)
    if changed:
        words = {
            "ends_on": _("planning veranderd (eerst %(old)s, nu %(new)s)")
            % {"old": _day(stored.ends_on), "new": _day(action.ends_on)},
            "title": _("titel veranderd"),
            "goal": _("doel veranderd"),
        }
        said = ", ".join(words[name] for name in changed)
        text = f"{said[0].upper()}{said[1:]}: {form.cleaned_data['reason'].strip()}"
        ProgressUpdate.objects.create(action=action, text=text, by=by)
    return action


def _day(day) -> str:
    return date_format(day, "j F Y") if day else _("geen einddatum")


@transaction.atomic
def merge_action(action: Action, *, into: Action, reason: str, public: bool = True, by) -> Action:
    """Let an open action go into another open one, which carries on for both.

    Raises PermissionDenied, or Refused when one of them is over, when they are the same or of
    two municipalities, or without a reason.
    """
    rows = Action.objects.select_for_update().filter(pk__in=[action.pk, into.pk]).order_by("pk")
    found = {row.pk: row for row in rows.select_related("area")}
    action, into = found[action.pk], found[into.pk]
    require(permissions.merge_action(by, action))
    require(permissions.move_action(by, into))
    if action.pk == into.pk:
        raise Refused(_("Een actie kan niet in zichzelf opgaan. Kies een andere."))
    if action.area.municipality_id != into.area.municipality_id or into.state not in OPEN_STATES:
        raise Refused(_("Kies een actie die nog loopt of gepland is."))
    ACTION_MACHINE.check(action.state, ActionState.MERGED, reason, pressed=False)
    changes = {"state": [action.state, ActionState.MERGED], "merged_into": [None, into.pk]}
    action.state, action.merged_into, action.updated_at = ActionState.MERGED, into, now()
    action.version += 1
    action.save(update_fields=["state", "merged_into", "updated_at", "version"])
    ProgressUpdate.objects.create(
        action=action, text=reason.strip(), state=ActionState.MERGED, public=public, by=by
    )
    record(action, "action.merged", by=by, changes=changes)
    return action


@transaction.atomic
def name_lead(action: Action, *, label: str, by) -> None:
    """Show another organisation as the lead of an action, "" for none.

    Raises PermissionDenied. An edit form that is open meanwhile notices the new version.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    require(permissions.edit_action(by, action))
    action.lead_label = label[:100]
    action.search = normalise(action.title, action.lead_label)[:400]
    action.version += 1
    action.updated_at = now()
    action.save(update_fields=["lead_label", "search", "version", "updated_at"])
    record(action, "action.changed", by=by, changes={"lead_label": []})
