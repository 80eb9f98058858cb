"""The steps by which a spreadsheet comes into a plan: file, columns, words and preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas import permissions
from areas.actions.sheets import bring_in, choose, keep, match_columns, preview
from areas.forms.sheets import (
    BringInForm,
    ColumnsForm,
    PageForm,
    UploadForm,
    WordsForm,
    field_label,
)
from areas.models import Plan, Sheet
from areas.views.steps import posted
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.addresses import address

STEPS = [_("Bestand"), _("Kolommen"), _("Nakijken en inlezen")]
ROWS_SHOWN = 50
PROBLEMS_SHOWN = 100


def sheet_upload(request, pk):
    """Choose the file; it is read at once."""
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    plan = get_object_or_404(plans.select_related("area"), pk=pk)
    require(permissions.edit_plan(request.user, plan))
    files = request.FILES if request.method == "POST" else None
    form = UploadForm(posted(request), files)
    if request.method == "POST" and form.is_valid():
        name, rows = form.cleaned_data["file"].name, form.rows

        def make():
            sheet = keep(plan=plan, name=name, rows=rows, by=request.user)
            return address("areas:sheet_columns", plan.pk, sheet.pk)

        leads_to, _made = once(form.cleaned_data["form_key"], "areas.sheet", make)
        return redirect(leads_to)
    mine = Sheet.objects.visible_to(request.user).filter(plan=plan, done_at=None)
    context = {"form": form, "plan": plan, "step": 1, "steps": STEPS}
    context["unfinished"] = list(mine.defer("rows")[:5])
    return render(request, "areas/sheet_upload.html", context)


def _sheet(request, pk, sheet_pk) -> Sheet:
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    rows = Sheet.objects.visible_to(request.user).filter(plan__in=plans.order_by())
    found = get_object_or_404(rows.select_related("plan__area"), pk=sheet_pk, plan=pk)
    require(permissions.edit_plan(request.user, found.plan))
    return found


def sheet_columns(request, pk, sheet_pk):
    """Say which column holds what; guessed by the headers."""
    sheet = _sheet(request, pk, sheet_pk)
    leads_to = address("areas:sheet", sheet.plan_id, sheet.pk)
    if sheet.done_at:
        return redirect(leads_to)
    form = ColumnsForm(posted(request), sheet=sheet, initial=request.draft)
    if request.method == "POST" and form.is_valid():
        match_columns(sheet=sheet, columns=form.columns(), by=request.user)
        return redirect(leads_to)
    context = {"form": form, "plan": sheet.plan, "sheet": sheet, "step": 2, "steps": STEPS}
    return render(request, "areas/sheet_columns.html", context)


def sheet_page(request, pk, sheet_pk):
    """Every row as it would come in, what is unclear, and the button; afterwards the report."""
    sheet = _sheet(request, pk, sheet_pk)
    if sheet.done_at:
        context = {"plan": sheet.plan, "sheet": sheet, "report": sheet.choices.get("report", {})}
        return render(request, "areas/sheet_done.html", context)
    if "title" not in sheet.columns:
        return redirect("areas:sheet_columns", sheet.plan_id, sheet.pk)
    drafts, known = preview(sheet, by=request.user)
    words = WordsForm(
        None if "do" in request.POST else posted(request),
        drafts=drafts,
        known=known,
        choices=sheet.choices,
        initial=request.draft,
    )
    if words.is_bound and words.is_valid():
        choose(sheet=sheet, choices=words.choices(), by=request.user)
        messages.success(request, _say("Uw keuzes zijn bewaard."))
        return redirect(request.path)
    button = BringInForm(request.POST if "do" in request.POST else None)
    if button.is_bound and button.is_valid() and _came_in(request, sheet, button):
        return redirect(request.path)
    context = {"plan": sheet.plan, "sheet": sheet, "step": 3, "steps": STEPS}
    context |= {"words": words, "button": button}
    return render(request, "areas/sheet.html", context | _shown(request, drafts))


def _came_in(request, sheet: Sheet, button: BringInForm) -> bool:
    """Bring it in; False when a rule refused, which the page then says."""
    try:
        bring_in(sheet=sheet, by=request.user)
    except Refused as refused:
        button.add_error(None, refused.reason)
        return False
    return True


def _shown(request, drafts) -> dict:
    """The numbers of the preview, the rows with something wrong, and one page of all rows."""
    page = Paginator(drafts, ROWS_SHOWN).get_page(PageForm(request.GET).value("page", 1))
    for draft in page.object_list:
        labels = dict.fromkeys(field_label(name) for name in draft.changed)
        draft.labels = ", ".join(labels)
    wrong = [draft for draft in drafts if draft.problems]
    ready = [draft for draft in drafts if draft.is_ready]
    return {
        "page_obj": page,
        "total": len(drafts),
        "wrong": wrong[:PROBLEMS_SHOWN],
        "wrong_count": len(wrong),
        "doubt_count": sum(bool(draft.doubts) for draft in drafts),
        "ready_count": len(ready),
        "new_count": sum(draft.action is None for draft in ready),
        "changed_count": sum(bool(draft.changed) for draft in ready),
        "same_count": sum(draft.action is not None and not draft.changed for draft in ready),
        "all_ready": bool(drafts) and len(ready) == len(drafts),
    }
