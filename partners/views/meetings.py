"""Pages of meetings: planning, inviting, the agenda with its minutes, who was there."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.models import Action
from areas.views.steps import back_to, done_once, posted, row_form, steps_of, take_step
from config.lib.access import Refused, require
from config.lib.forms import saved
from config.lib.public import public_page
from config.look.pdf import pdf
from partners import permissions
from partners.actions import meetings as actions
from partners.calendar import calendar_of, title_of
from partners.forms.directory import RemoveForm
from partners.forms.meetings import AttendanceForm, ItemForm, MeetingForm, PlanMeetingsForm
from partners.idle import where_confidential
from partners.minutes_paper import minutes_paper
from partners.models import AgendaItem, Agreement, Attendance, Meeting, MeetingState
from partners.models.meetings import MEETING_MACHINE, NOT_PUBLIC
from partners.rights import seats_of
from partners.views.tables import table_of

RELATED = ("roundtable__kind__municipality", "roundtable__area")


def visible_meeting(request, pk) -> Meeting:
    """A meeting of this municipality of which the person may read something."""
    rows = Meeting.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related(*RELATED), pk=pk)


def readable_items(user, meeting: Meeting, *, inside: bool) -> list[AgendaItem]:
    """The points with as much of each as this person may read.

    A closed point is named to who sits at the table only; from outside, minutes and decisions show
    once the minutes are settled. An action or initiative that the person may not see (any more) is
    not named.
    """
    at_table = meeting.roundtable_id in seats_of(user)
    # Initiatives know of agendas, not the other way round: who may see one, gets its link.
    ideas = AgendaItem._meta.get_field("initiatives").related_model._default_manager
    items = meeting.items.prefetch_related(
        "agreements__owner__user",
        "agreements__owner__organisation",
        Prefetch("action", queryset=Action.objects.visible_to(user), to_attr="shown_action"),
        Prefetch("initiatives", queryset=ideas.visible_to(user), to_attr="ideas"),
    )
    items = list(items)
    for item in items:
        item.hidden = item.closed and not at_table
        item.told = not item.hidden and (inside or meeting.state == MeetingState.SETTLED)
        if item.kind in NOT_PUBLIC and not (item.shown_action or item.ideas):
            item.title = NOT_PUBLIC[item.kind]
    return [item for item in items if inside or not item.hidden]


@public_page
@where_confidential("meetings")
def meeting(request, pk):
    """A meeting: when and where, its agenda, and what was said as far as this person may read."""
    found = visible_meeting(request, pk)
    inside = permissions.see_inside(request.user, found.roundtable)
    may_edit = not permissions.edit_meeting(request.user, found)
    agreements = Agreement.objects.visible_to(request.user).filter(roundtable=found.roundtable_id)
    context = {
        "meeting": found,
        "title": title_of(found),
        "inside": inside,
        "items": readable_items(request.user, found, inside=inside),
        "attendance": _attendance(found) if inside else [],
        "open_agreements": list(agreements.open().select_related("owner__user")[:50])
        if inside
        else [],
        "may_edit": may_edit,
        "may_put": not permissions.put_item(request.user, found),
        "steps": steps_of(MEETING_MACHINE, found)
        if not permissions.move_meeting(request.user, found)
        else [],
        "late_actions": _late_actions(request, found) if may_edit else [],
    }
    return render(request, "partners/meeting.html", context)


def _attendance(meeting: Meeting) -> list[dict]:
    """Who has a seat, and whether they were there."""
    known = dict(meeting.attendances.values_list("seat", "state"))
    seats = meeting.roundtable.seats.on(meeting.starts_at.date())
    return [
        {
            "seat": seat,
            "state": known.get(seat.pk, ""),
            "label": Attendance.State(known[seat.pk]).label if seat.pk in known else "",
        }
        for seat in seats.select_related("user", "organisation", "stand_in__user")
    ]


def _late_actions(request, meeting: Meeting) -> list[Action]:
    """Actions of the area that are late and not yet on the agenda: one press puts them there."""
    area = meeting.roundtable.area_id
    if area is None:
        return []
    rows = Action.objects.visible_to(request.user).within(area).late()
    there = meeting.items.filter(action__isnull=False).values("action")
    return list(rows.exclude(pk__in=there).order_by("ends_on", "pk")[:5])


def meeting_plan(request, pk):
    """Plan the next meetings of a table, in its rhythm."""
    table = table_of(request, pk)
    require(permissions.edit_roundtable(request.user, table))
    weeks = actions.weeks_between(table)
    form = PlanMeetingsForm(posted(request), table=table, weeks=weeks, initial=request.draft)

    def work():
        data = form.cleaned_data
        made = actions.plan_meetings(
            table,
            starts_at=data["starts_at"],
            minutes=int((data["ends_at"] - data["starts_at"]).total_seconds() // 60),
            times=data["times"],
            place=data["place"],
            public=data.get("public", False),
            by=request.user,
        )
        return made.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.plan", work):
        messages.success(request, _("Het overleg staat gepland."))
        return redirect(table)
    context = {"form": form, "title": _("Overleg plannen"), "back": back_to(table)}
    return render(request, "partners/form.html", context | {"submit": _("Plan het overleg")})


@where_confidential("meetings")
def meeting_edit(request, pk):
    """Change when and where a meeting is."""
    found = visible_meeting(request, pk)
    require(permissions.edit_meeting(request.user, found))
    back = back_to(found)
    form = MeetingForm(posted(request), instance=found, initial=request.draft)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, save=actions.change_meeting)
    ):
        messages.success(request, _("Het overleg is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Overleg bewerken"), "back": back}
    return render(request, "partners/form.html", context)


def meeting_step(request, pk, verb):
    """Close, settle, reopen or cancel a meeting, after one page that asks to confirm."""
    found = visible_meeting(request, pk)
    require(permissions.move_meeting(request.user, found))
    return take_step(request, found, verb, MEETING_MACHINE, actions.move_meeting, with_note=False)


def meeting_invite(request, pk):
    """Mail the invitations, after one page that says to whom."""
    found = visible_meeting(request, pk)
    require(permissions.edit_meeting(request.user, found))
    form = RemoveForm(posted(request))

    def work():
        actions.invite(found, by=request.user)
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.invite", work):
        messages.success(request, _("De uitnodigingen zijn verstuurd."))
        return redirect(found)
    names = [row["seat"].who for row in _attendance(found) if row["seat"].mail]
    context = {
        "form": form,
        "title": _("Uitnodigen"),
        "intro": _("Een mail met de agenda en een agendabestand gaat naar: %(names)s.")
        % {"names": ", ".join(names)}
        if names
        else _("Van niemand aan deze tafel is een mailadres bekend."),
        "back": back_to(found),
        "submit": _("Verstuur de uitnodigingen"),
    }
    return render(request, "partners/form.html", context)


@require_safe
def meeting_ics(request, pk):
    """The meeting as a calendar file, for who may read along."""
    found = visible_meeting(request, pk)
    require(_inside(request.user, found))
    text = calendar_of([found], title_of(found))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="overleg-{found.pk}.ics"'
    return response


@public_page
@where_confidential("meetings")
def meeting_pdf(request, pk):
    """The minutes as a document, with what this person may read of them."""
    found = visible_meeting(request, pk)
    inside = permissions.see_inside(request.user, found.roundtable)
    items = readable_items(request.user, found, inside=inside)
    attendance = _attendance(found) if inside else []
    document = pdf("partners/minutes.typ", minutes_paper(found, items, attendance, inside=inside))
    return HttpResponse(document, content_type="application/pdf")


def _inside(user, meeting: Meeting) -> str:
    if permissions.see_inside(user, meeting.roundtable):
        return ""
    return _("Dit overleg is voor wie aan tafel zit.")


@where_confidential("meetings")
def attendance(request, pk):
    """Who is there: one press for each person."""
    found = visible_meeting(request, pk)
    require(permissions.edit_meeting(request.user, found))
    if request.method == "POST":
        form = AttendanceForm(request.POST, meeting=found)
        if form.is_valid():
            seat, state = form.cleaned_data["stand"]
            actions.note_attendance(found, seat, state=state, by=request.user)
            return redirect("partners:attendance", found.pk)
        messages.error(request, _("Dat lukte niet. Druk nog een keer."))
    context = {"meeting": found, "attendance": _attendance(found), "title": title_of(found)}
    context["states"] = Attendance.State.choices
    return render(request, "partners/attendance.html", context)


@where_confidential("meetings")
def item_add(request, pk):
    """Put something on the agenda."""
    found = visible_meeting(request, pk)
    require(permissions.put_item(request.user, found))
    form = row_form(request, ItemForm, AgendaItem(meeting=found))

    def work():
        return actions.add_item(form, by=request.user).get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.item", work):
        messages.success(request, _("Het punt staat op de agenda."))
        return redirect(found)
    context = {"form": form, "title": _("Punt op de agenda zetten"), "back": back_to(found)}
    return render(request, "partners/form.html", context)


@where_confidential("meetings__items")
def item_edit(request, pk):
    """Change what a point is about."""
    found = item_of(request, pk)
    require(permissions.edit_item(request.user, found))
    form = row_form(request, ItemForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het punt is opgeslagen."))
        return redirect(found.meeting)
    context = {"form": form, "title": _("Punt bewerken"), "back": back_to(found.meeting)}
    return render(request, "partners/form.html", context)


def item_of(request, pk) -> AgendaItem:
    """A point that the person may read."""
    meetings = Meeting.objects.of(request.municipality or None)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting__in=meetings.order_by())
    related = [f"meeting__{name}" for name in RELATED]
    return get_object_or_404(items.select_related(*related, "action"), pk=pk)


def item_move(request, pk):
    """Move a point up or down; without a press it goes back to the meeting."""
    found = item_of(request, pk)
    require(permissions.edit_item(request.user, found))
    if request.method == "POST":
        actions.move_item(found, down=request.POST.get("naar") == "omlaag", by=request.user)
    return redirect(found.meeting)


def item_remove(request, pk):
    """Take a point off the agenda, after one page that asks to confirm."""
    found = item_of(request, pk)
    require(permissions.edit_item(request.user, found))
    form, back, name = RemoveForm(posted(request)), back_to(found.meeting), found.title

    def work():
        actions.remove_item(found, by=request.user)
        return back["url"]

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.remove", work):
        messages.success(request, _("Het punt is van de agenda."))
        return redirect(back["url"])
    context = {
        "form": form,
        "title": _("Punt weghalen"),
        "intro": _("“%(title)s” gaat van de agenda.") % {"title": name},
        "back": back,
        "danger": True,
        "submit": _("Haal weg"),
    }
    return render(request, "partners/form.html", context)


def put_action(request, pk, action_pk):
    """Put an action on the agenda with one press; without a press it goes back to the meeting."""
    found = visible_meeting(request, pk)
    require(permissions.put_item(request.user, found))
    visible = Action.objects.visible_to(request.user).of(request.municipality or None)
    action = get_object_or_404(visible, pk=action_pk)
    if request.method == "POST":
        try:
            actions.put_action(found, action, by=request.user)
        except Refused as no:
            messages.error(request, no.reason)
    return redirect(found)
