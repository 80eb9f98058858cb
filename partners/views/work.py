"""Pages for who works here: handing over work, and what comes round in each area."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.models import Area, AreaAncestor, Assignment, User
from areas.rights import areas_where
from areas.roles import HANDED_OVER, Permission, RoleKind
from areas.views.steps import done_once, posted
from config.lib.access import require
from partners import permissions
from partners.actions.handover import colleagues, hand_over, work_of
from partners.actions.rhythms import turns_of
from partners.actions.visits import note_visit
from partners.forms.others import HandoverForm, VisitForm
from partners.models import Handover, Rhythm


def handover(request):
    """Give one's own work, or that of somebody whom one manages, to a colleague."""
    here = request.municipality or None
    leavers = _leavers(request.user, here)
    if not leavers.exists():
        require(_("U heeft hier geen werk om over te dragen."))
    start = {"leaver": request.user.pk}
    form = HandoverForm(
        posted(request),
        leavers=leavers,
        colleagues=colleagues(here),
        initial={**start, **request.draft},
    )

    def work():
        given = ("leaver", "stand_in", "starts_on", "ends_on")
        data = {name: form.cleaned_data[name] for name in given}
        hand_over(**data, municipality=here, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.handover", work):
        messages.success(request, _("Het werk is overgedragen. Uw collega krijgt bericht."))
        return redirect("pages:my_work")
    context = {
        "form": form,
        "mine": {name: rows.count() for name, rows in work_of(request.user, here).items()},
        "made": _made(here, request.user),
    }
    return render(request, "partners/handover.html", context)


def _leavers(user, municipality):
    """Oneself, and who works in areas that one manages."""
    here = Assignment.objects.current().filter(
        area__municipality=municipality, role__kind__in=HANDED_OVER
    )
    managed = here.filter(user=user, role__kind=RoleKind.MANAGER).order_by().values("area")
    below = AreaAncestor.objects.filter(ancestor__in=managed).values("area")
    theirs = here.filter(area__in=below) | here.filter(user=user)
    return User.objects.filter(pk__in=theirs.order_by().values("user")).order_by("name", "pk")


def _made(municipality, user) -> list[Handover]:
    rows = Handover.objects.filter(municipality=municipality).select_related("leaver", "stand_in")
    return list((rows.filter(leaver=user) | rows.filter(stand_in=user))[:10])


@require_safe
def rhythms(request):
    """What comes round in the areas where the person works: what is late, and what is coming."""
    here = request.municipality or None
    require(permissions.see_rhythms(request.user, here))
    mine = areas_where(request.user, Permission.SEE_INTERNAL)
    areas = list(Area.objects.of(here).filter(pk__in=mine).values_list("pk", flat=True))
    turns = turns_of(here, areas)
    context = {
        "late": [turn for turn in turns if turn.is_late],
        "coming": [turn for turn in turns if turn.is_coming],
        "never": [turn for turn in turns if turn.due is None and turn.planned is None],
        "fine": [turn for turn in turns if turn.due and not (turn.is_late or turn.is_coming)],
    }
    return render(request, "partners/rhythms.html", context)


def visit_add(request, pk, area_pk):
    """Write down that something happened in an area."""
    here = request.municipality or None
    rhythm = get_object_or_404(Rhythm.objects.filter(municipality=here), pk=pk)
    areas = Area.objects.of(here).current().filter(level=rhythm.level_id)
    area = get_object_or_404(areas, pk=area_pk)
    require(permissions.note_visit(request.user, area))
    form = VisitForm(posted(request), initial=request.draft)

    def work():
        data = form.cleaned_data
        note_visit(rhythm, area, on=data["on"], note=data["note"], by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.visit", work):
        messages.success(request, _("Het staat erbij."))
        return redirect("partners:rhythms")
    title = _("%(what)s in %(area)s") % {"what": rhythm.name, "area": area.name}
    back = {"url": reverse("partners:rhythms"), "text": _("Wat terugkomt in de gebieden")}
    return render(request, "partners/form.html", {"form": form, "title": title, "back": back})
