"""The page on which words are taken out for ever."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config.intake.keys import once
from config.lib.access import Refused, require
from config.pages.forms import RedactForm
from config.pages.redacting import redact
from initiatives.permissions.hiding import may_redact
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, posted


@sensitive_post_parameters()
@require_http_methods(FORMS)
def redact_page(request, pk):
    """Choose a passage, say that one is sure, and it is gone everywhere."""
    initiative = visible(request, pk)
    require(may_redact(request.user, initiative))
    # Never a draft: what is to go must not be kept on the way.
    form = RedactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer, _new = once(
                form.cleaned_data["form_key"],
                "pages.redact",
                lambda: str(redact(initiative, form.cleaned_data["passage"], by=request.user)),
            )
        except Refused as no:
            form.add_error("passage", no.reason)
        else:
            found = int(answer)
            said = ngettext("Weggelaten op %(n)d plek.", "Weggelaten op %(n)d plekken.", found)
            messages.success(request, said % {"n": found})
            return redirect(initiative)
    context = {
        "initiative": initiative,
        "form": form,
        "stories": list(initiative.stories.visible_to(request.user)),
    }
    return render(request, "pages/redact.html", context)


redact_page.keeps_no_draft = True
