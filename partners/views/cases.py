"""Pages of cases at a confidential table: for its members only, and text only behind a button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.views.steps import done_once, posted
from config.lib.access import require
from config.lib.addresses import address
from partners import permissions
from partners.actions import cases as actions
from partners.forms.cases import (
    CloseCaseForm,
    NextStepForm,
    NoteForm,
    OpenCaseForm,
    ReferenceForm,
)
from partners.idle import confidential
from partners.models import CaseReading, CaseTally, Roundtable, SupportCase
from partners.views.tables import table_of

SHOWN = 100


def _own_table(request, pk) -> Roundtable:
    """A confidential table of the person; for others there is nothing here."""
    table = table_of(request, pk)
    if permissions.use_cases(request.user, table):
        raise Http404
    return table


def _own_case(request, pk) -> SupportCase:
    rows = SupportCase.objects.visible_to(request.user)
    here = rows.filter(roundtable__kind__municipality=request.municipality or None)
    related = ("roundtable__kind__municipality", "roundtable__area", "taker__user")
    case = get_object_or_404(here.select_related(*related), pk=pk)
    if permissions.use_cases(request.user, case.roundtable):
        raise Http404
    return case


@require_safe
@confidential
def case_list(request, pk):
    """The questions of a table by number: who takes the next step and when; no text."""
    table = _own_table(request, pk)
    rows = SupportCase.objects.visible_to(request.user).filter(roundtable=table)
    rows = rows.select_related("taker__user", "taker__organisation")
    context = {
        "table": table,
        "cases": list(rows.open().order_by("number")[:SHOWN]),
        "closed": list(rows.exclude(closed_on=None).order_by("-closed_on", "-pk")[:SHOWN]),
        "tallies": list(CaseTally.objects.filter(roundtable=table)[:5]),
        "off": permissions.add_case(request.user, table),
    }
    return render(request, "partners/cases.html", context)


@require_safe
@confidential
def case_readings(request, pk):
    """Who read which question of this table, the newest first."""
    table = _own_table(request, pk)
    rows = CaseReading.objects.filter(roundtable=table).select_related("user")
    context = {"table": table, "readings": list(rows.order_by("-place")[:SHOWN]), "shown": SHOWN}
    return render(request, "partners/case_readings.html", context)


@confidential
def case(request, pk):
    """A question without its text (GET), or with it (POST), which is written down as reading."""
    found = _own_case(request, pk)
    opened = None
    if request.method == "POST":
        opened = actions.read_case(found, by=request.user)
    readings = CaseReading.objects.filter(roundtable=found.roundtable_id, number=found.number)
    context = {
        "case": found,
        "table": found.roundtable,
        "opened": opened,
        "readings": list(readings.select_related("user").order_by("-place")[:20]),
    }
    return render(request, "partners/case.html", context)


@confidential
def case_add(request, pk):
    """Bring a question in."""
    table = _own_table(request, pk)
    require(permissions.add_case(request.user, table))
    form = OpenCaseForm(posted(request), table=table)

    def work():
        names = ("question", "informed", "reason", "organisations")
        given = {name: form.cleaned_data[name] for name in names}
        return actions.open_case(table, **given, by=request.user).get_absolute_url()

    back = {"url": address("partners:cases", table.pk), "text": table.name}
    title = _("Vraag inbrengen")
    return _form(request, form, work, title, back)


@confidential
def case_note(request, pk):
    """Write something down of a question."""
    found = _own_case(request, pk)
    form = NoteForm(posted(request))

    def work():
        actions.add_note(found, text=form.cleaned_data["text"], by=request.user)
        return "-"

    return _form(request, form, work, _("Notitie toevoegen"), _back(found))


@confidential
def case_step(request, pk):
    """Say what the next step is and who takes it."""
    found = _own_case(request, pk)
    form = NextStepForm(posted(request), table=found.roundtable)

    def work():
        data = form.cleaned_data
        given = {"text": data["text"], "taker": data["taker"], "on": data["day"]}
        actions.set_step(found, **given, by=request.user)
        return "-"

    return _form(request, form, work, _("Volgende stap"), _back(found))


@confidential
def case_reference(request, pk):
    """Say which organisation knows the question, and under which mark."""
    found = _own_case(request, pk)
    form = ReferenceForm(posted(request), table=found.roundtable)

    def work():
        data = form.cleaned_data
        given = {"organisation": data["organisation"], "text": data["text"]}
        actions.set_reference(found, **given, by=request.user)
        return "-"

    return _form(request, form, work, _("Organisatie en kenmerk"), _back(found))


@confidential
def case_close(request, pk):
    """End a question."""
    found = _own_case(request, pk)
    form = CloseCaseForm(posted(request))

    def work():
        data = form.cleaned_data
        actions.close_case(found, outcome=data["outcome"], text=data["text"], by=request.user)
        return "-"

    return _form(request, form, work, _("Vraag afsluiten"), _back(found))


def _back(found: SupportCase) -> dict[str, str]:
    return {"url": found.get_absolute_url(), "text": found.name}


def _form(request, form, work, title, back):
    """Show a form, or do its work once and go back."""
    if request.method == "POST" and form.is_valid() and done_once(form, "partners.case", work):
        messages.success(request, _("Het is opgeslagen."))
        return redirect(back["url"])
    context = {"form": form, "title": title, "back": back}
    return render(request, "partners/form.html", context)
