"""Pages of tables: the list, a table with who sits there, and keeping both."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.rights import has_anywhere
from areas.roles import Permission
from areas.views.steps import back_to, done_once, row_form
from config.lib.access import require
from config.lib.forms import save_form, saved
from config.lib.public import public_page
from partners import permissions
from partners.actions.agreements import kept_rate
from partners.filters import RoundtableFilter
from partners.forms.tables import RoundtableForm, SeatForm
from partners.models import Advice, Agreement, Meeting, Roundtable, Seat
from partners.rights import tables_of

SHOWN = 100


def table_of(request, pk) -> Roundtable:
    """A table of this municipality."""
    rows = Roundtable.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("kind__municipality", "area"), pk=pk)


@public_page
def roundtable_list(request):
    """The tables of the municipality; one's own on top."""
    rows = Roundtable.objects.visible_to(request.user).of(request.municipality or None)
    chosen = RoundtableFilter(request.GET, queryset=rows, request=request)
    rows = chosen.qs if chosen.is_valid() else rows.none()
    found = list(rows.select_related("kind", "area").order_by("name", "pk")[: SHOWN + 1])
    own = set(tables_of(request.user))
    context = {
        "filter": chosen,
        "mine": [table for table in found if table.pk in own],
        "tables": [table for table in found[:SHOWN] if table.pk not in own],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "works_here": has_anywhere(request.user, Permission.SEE_INTERNAL) or bool(own),
    }
    return render(request, "partners/roundtables.html", context)


@public_page
def roundtable(request, pk):
    """A table: what it is for and where; for who may read along also who, when and what."""
    found = table_of(request, pk)
    user, inside = request.user, permissions.see_inside(request.user, found)
    meetings = Meeting.objects.visible_to(user).filter(roundtable=found)
    context = {
        "table": found,
        "inside": inside,
        "also_for": list(found.also_for.all()),
        "organisations": list(found.organisations.all()),
        "seats": _seats(found, inside),
        "coming": list(meetings.coming()[:6]),
        "past": list(meetings.took_place()[:10]),
        "may_edit": not permissions.edit_roundtable(user, found),
        "may_seat": not permissions.edit_seats(user, found),
        "advices": list(Advice.objects.visible_to(user).filter(roundtable=found)[:10]),
        "may_ask": not permissions.ask_advice(user, found),
        "may_read_cases": not permissions.use_cases(user, found),
        **(_agreements(user, found) if inside else {}),
    }
    return render(request, "partners/roundtable.html", context)


def _seats(table: Roundtable, inside: bool) -> list[Seat]:
    """Who sits there today; for everyone only who agreed to be named."""
    seats = table.seats.current().select_related("user", "organisation", "stand_in__user")
    return [seat for seat in seats if inside or seat.in_public]


def _agreements(user, table: Roundtable) -> dict:
    rows = Agreement.objects.visible_to(user).filter(roundtable=table)
    kept, due = kept_rate(table)
    rows = rows.select_related("owner__user")
    return {
        "agreements": list(rows.open()[:50]),
        "settled": list(rows.exclude(state="open").order_by("-settled_on", "-pk")[:5]),
        "kept": kept,
        "due": due,
        "briefings": list(table.briefings.select_related("roundtable")[:10]),
    }


def roundtable_edit(request, pk):
    """Change where and how often a table meets, and what always stands on its agenda."""
    found = table_of(request, pk)
    require(permissions.edit_roundtable(request.user, found))
    back = back_to(found)
    form = row_form(request, RoundtableForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De tafel is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Tafel bewerken"), "back": back}
    return render(request, "partners/form.html", context)


def seat_add(request, pk):
    """Give somebody a seat."""
    found = table_of(request, pk)
    require(permissions.edit_seats(request.user, found))
    form = row_form(request, SeatForm, Seat(roundtable=found))

    def work():
        return save_form(form, by=request.user).get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.seat", work):
        messages.success(request, _("De zetel staat erbij."))
        return redirect(found)
    context = {"form": form, "title": _("Zetel toevoegen"), "back": back_to(found)}
    return render(request, "partners/form.html", context)


def seat_edit(request, pk):
    """Change a seat: what somebody is at the table, and until when."""
    tables = Roundtable.objects.visible_to(request.user).of(request.municipality or None)
    seats = Seat.objects.filter(roundtable__in=tables.order_by())
    related = ("roundtable__kind__municipality", "roundtable__area", "user")
    found = get_object_or_404(seats.select_related(*related), pk=pk)
    require(permissions.edit_seats(request.user, found.roundtable))
    form = row_form(request, SeatForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De zetel is opgeslagen."))
        return redirect(found)
    title = _("Zetel van %(name)s") % {"name": found.who}
    context = {"form": form, "title": title, "back": back_to(found.roundtable)}
    return render(request, "partners/form.html", context)
