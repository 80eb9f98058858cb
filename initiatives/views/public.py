"""What everyone may read: the list, an initiative, its pictures."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from areas.rights import has_anywhere
from areas.roles import Permission
from config.lib.lists import ListPage
from config.lib.public import public_page
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative, Picture
from initiatives.permissions.initiatives import may_enter_on_paper
from initiatives.tables import ROW, InitiativeTable

# A picture that was public stays in other people's browsers for at most an hour.
PUBLIC_PICTURE, PRIVATE_PICTURE = "public, max-age=3600", "private, no-store"


@method_decorator(public_page, name="dispatch")
class InitiativeList(ListPage):
    """All public initiatives, filtered, newest first; the same for everybody."""

    model = Initiative
    filterset_class = InitiativeFilter
    table_class = InitiativeTable
    template_name = "initiatives/list.html"
    keyset = ("released_at", "pk")

    def get_queryset(self):
        """Public ones only: what is not public yet is on the handling list."""
        return Initiative.objects.public().of(self.request.municipality or None)

    def shape(self, rows):
        """Plain values of what a row prints."""
        return rows.with_author().values_list("released_at", *ROW, named=True)

    def count(self, rows):
        """All of them, from the tallies where those can tell; else what is on the only page."""
        number = self.filterset.counted()
        if number is None and not self.page.has_next and not self.page.has_previous:
            # A rare word is looked for in every row: once is enough.
            number = len(self.page.object_list)
        return super().count(rows) if number is None else (number, False)

    def get_context_data(self, **kwargs):
        """Add what a colleague may open from here."""
        user = self.request.user
        return super().get_context_data(
            can_handle=has_anywhere(user, Permission.SEE_INITIATIVES),
            can_enter=not may_enter_on_paper(user),
            **kwargs,
        )


@login_not_required
@require_safe
def picture(request, pk):
    """A picture, for who may see its initiative; as nothing but a picture."""
    rows = Picture.objects.visible_to(request.user).select_related(
        "initiative", "story__initiative"
    )
    found = get_object_or_404(rows, pk=pk, initiative__municipality=request.municipality or None)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg", filename=f"foto-{found.pk}.jpg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    public = found.is_public
    response.headers["Cache-Control"] = PUBLIC_PICTURE if public else PRIVATE_PICTURE
    return response
