"""Whether a request follows on earlier subsidies, so that refusing it has more rules (Awb 4:51)."""

from django.db.models import Q

from budgets.models import Application, ApplicationState, Construction

_YEARS = 3


def grants_before(application: Application) -> list[int]:
    """The three years before that of its budget, when in each of them the same initiator or
    organisation was granted a subsidy; else nothing. Whether it was for the same activities is for
    who decides.
    """
    idea, year = application.initiative, application.budget.year
    same = Q(initiative__submitter=idea.submitter_id) if idea.submitter_id else Q()
    for name in ("organisation_name", "group_name"):
        if written := getattr(idea, name):
            same |= Q(**{f"initiative__{name}__iexact": written})
    if not same:
        return []
    years = range(year - _YEARS, year)
    rows = Application.objects.filter(
        same,
        state=ApplicationState.GRANTED,
        scheme__construction=Construction.SUBSIDY,
        scheme__municipality=application.scheme.municipality_id,
        budget__year__in=years,
    )
    found = set(rows.order_by().values_list("budget__year", flat=True).distinct())
    return list(years) if found == set(years) else []
