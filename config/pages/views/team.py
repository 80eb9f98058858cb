"""Who works in my area, where I can go, and which tables there are: on one page (domain A3, A5)."""

from django.shortcuts import render

from areas.models import Assignment
from areas.rights import may
from areas.roles import SHOWN_IN_TEAM, Permission
from config.lib.public import public_page
from config.pages.views.area import area_at, around_of, redirect_old, team
from partners.models import Contact, Facility, Roundtable


@public_page
def team_page(request, slug):
    """The people, partners, tables and places of an area and of what lies above it."""
    here = area_at(request.municipality, slug)
    if here is None:
        return redirect_old(request.municipality, slug)
    around = around_of(here)
    colleague = may(request.user, Permission.SEE_INTERNAL, here.pk)
    contacts = Contact.objects.visible_to(request.user).of(request.municipality).current()
    contacts = contacts.filter(area__in=around.line) | contacts.filter(area__isnull=True)
    tables = Roundtable.objects.of(request.municipality).awake().filter(area__in=around.line)
    facilities = Facility.objects.of(request.municipality).filter(area__in=list(around.below))
    context = {
        "area": here,
        "above": around.above,
        "team": team(around),
        "others": _others(around) if colleague else [],
        "contacts": list(contacts.select_related("organisation", "area", "theme", "stand_in")[:60]),
        "tables": list(tables.select_related("kind", "area")),
        "facilities": list(facilities.select_related("kind", "area", "organisation")[:60]),
        "may_edit": may(request.user, Permission.EDIT_AGENDA, here.pk),
    }
    return render(request, "pages/team.html", context)


def _others(around) -> list[Assignment]:
    """Colleagues with another role here, or who are not shown to everyone."""
    rows = Assignment.objects.current().filter(area__in=around.line)
    rows = rows.exclude(in_public=True, role__kind__in=SHOWN_IN_TEAM)
    return list(rows.select_related("user", "role", "area").order_by("role__name", "user__name"))
