"""A spreadsheet comes in: kept, its columns and words explained, and then all rows or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.sheet_rows import Report, compare, known_of, write
from areas.models import Action, Plan, Sheet
from areas.sheets.drafts import Draft, Known, drafts_of
from areas.sheets.match import find_header, guess_columns
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now


@transaction.atomic
def keep(*, plan: Plan, name: str, rows: list[list[str]], by) -> Sheet:
    """Keep the rows of a file for its next steps, with a first guess at its columns.

    What the person chose before for this plan, in an earlier file, holds for this one too.
    Raises PermissionDenied for who may not change the plan.
    """
    require(permissions.edit_plan(by, plan))
    head = find_header(rows)
    earlier = Sheet.objects.filter(plan=plan, by=by).defer("rows").order_by("-pk").first()
    columns = guess_columns(rows[head])
    if earlier and earlier.header == rows[head]:
        columns = earlier.columns
    chosen = earlier.choices if earlier else {}
    sheet = Sheet.objects.create(
        municipality_id=plan.area.municipality_id,
        plan=plan,
        by=by,
        name=name[:200],
        header=rows[head],
        rows=rows[head + 1 :],
        columns={**columns, "first": head + 2},
        choices={kind: words for kind, words in chosen.items() if kind != "report"},
    )
    record(sheet, "sheet.kept", by=by, area_id=plan.area_id)
    return sheet


@transaction.atomic
def match_columns(*, sheet: Sheet, columns: dict[str, int], by) -> Sheet:
    """Say which column holds what; what was chosen for words stays."""
    sheet = _held(sheet, by)
    sheet.columns = {**columns, "first": sheet.columns["first"]}
    sheet.save(update_fields=["columns"])
    return sheet


@transaction.atomic
def choose(*, sheet: Sheet, choices: dict[str, dict], by) -> Sheet:
    """Say what words mean; earlier choices for other words stay."""
    sheet = _held(sheet, by)
    for kind, words in choices.items():
        sheet.choices[kind] = sheet.choices.get(kind, {}) | words
    sheet.save(update_fields=["choices"])
    return sheet


def preview(sheet: Sheet, *, by) -> tuple[list[Draft], Known]:
    """What would come of every row if it came in now; changes nothing."""
    return _drafts(sheet, Action.objects.filter(plan=sheet.plan), by)


@transaction.atomic
def bring_in(*, sheet: Sheet, by) -> Report:
    """Make and change the actions of the plan as the rows say: all of them, or none.

    The sheet wins for the columns it has. Everything is read anew under a lock on the plan, so
    that of two people the second works on what the first left.
    Raises PermissionDenied for who may not change the plan, and Refused while a row has a problem.
    """
    sheet = _held(sheet, by)
    if sheet.done_at:
        raise Refused(_("Dit blad is al ingelezen."))
    drafts, known = _drafts(sheet, Action.objects.select_for_update().filter(plan=sheet.plan), by)
    wrong = sum(not draft.is_ready for draft in drafts)
    if wrong or not drafts:
        raise Refused(_("Er zijn nog rijen waarmee iets is. Los dat eerst op."))
    try:
        report = write(sheet.plan, drafts, known, by=by)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    sheet.done_at = now()
    # The rows have done their work; what words mean is kept for the next file, for some days.
    sheet.rows, sheet.choices = [], {**sheet.choices, "report": report.numbers()}
    sheet.save(update_fields=["done_at", "rows", "choices"])
    record(sheet.plan, "plan.imported", by=by, changes=report.numbers())
    return report


def _drafts(sheet: Sheet, actions, by) -> tuple[list[Draft], Known]:
    known = known_of(sheet.plan, by)
    columns = {name: at for name, at in sheet.columns.items() if name != "first"}
    first = sheet.columns.get("first", 2)
    drafts = drafts_of(sheet.rows, columns, known, sheet.choices, first)
    compare(drafts, list(actions), known, sheet.choices)
    return drafts, known


def _held(sheet: Sheet, by) -> Sheet:
    """The person's own sheet, with a lock on its plan."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("area").get(pk=sheet.plan_id)
    require(permissions.edit_plan(by, plan))
    held = Sheet.objects.select_for_update().get(pk=sheet.pk, by=by)
    held.plan = plan
    return held
