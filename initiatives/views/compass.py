"""The pages of the compass: choose a kind, answer a question, move the phase, send a message."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.intake import keys
from config.lib.access import require
from initiatives.actions.compass import choose_kind, move_phase, save_answer
from initiatives.actions.handle import ask
from initiatives.forms.compass import CompassAnswerForm, CompassPhaseForm, KindForm
from initiatives.forms.handle import TextForm
from initiatives.models import Compass, CompassAnswer, CompassMessage, CompassQuestion
from initiatives.permissions.compass import may_choose_kind, may_use_compass
from initiatives.permissions.initiatives import may_handle
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, by_mail, drafted, posted


@require_http_methods(FORMS)
def kind_page(request, pk):
    """Choose what kind of initiative it is."""
    initiative = visible(request, pk)
    require(may_choose_kind(request.user, initiative))
    # By its number: an unsaved compass may not hang on the initiative that the rights look at.
    compass = _compass(initiative) or Compass(initiative_id=initiative.pk)
    form = KindForm(posted(request), initial=drafted(request), instance=compass)
    return acting_page(
        request,
        initiative,
        form,
        lambda: choose_kind(
            initiative=initiative, kind=form.cleaned_data["kind"], form=form, by=request.user
        ),
        title=_("Soort initiatief"),
        intro=_("Bij elke soort hoort een kompas: de stappen die u samen zet, met vragen en tips."),
        done=_("Het kompas staat bij het initiatief."),
        leads_to=lambda: _back(initiative),
    )


@require_http_methods(FORMS)
def answer_page(request, pk, question):
    """Answer a question of the compass, or change what was answered."""
    initiative = visible(request, pk)
    require(may_use_compass(request.user, initiative))
    asked = get_object_or_404(
        CompassQuestion.objects.select_related("phase"),
        pk=question,
        phase__kind=_needed(initiative).kind_id,
        active=True,
    )
    row = CompassAnswer.objects.filter(initiative=initiative, question=asked).first()
    row = row or CompassAnswer(initiative=initiative, question=asked)
    form = CompassAnswerForm(posted(request), initial=drafted(request), instance=row)
    return acting_page(
        request,
        initiative,
        form,
        lambda: save_answer(initiative=initiative, question=asked, form=form, by=request.user),
        title=_("Kompas: %(phase)s") % {"phase": asked.phase.name},
        intro=_("Alleen de indiener en de gebiedsadviseur lezen dit. Het komt niet op de site."),
        done=_("Het antwoord staat in het kompas."),
        leads_to=lambda: _back(initiative),
    )


@require_http_methods(FORMS)
def phase_page(request, pk):
    """Move to another phase, and say who is to move."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    require(may_use_compass(request.user, initiative))
    compass = _needed(initiative)
    following = compass.kind.phases.in_use().filter(order__gt=compass.phase.order).first()
    form = CompassPhaseForm(
        posted(request),
        initial={"phase": following.pk if following else compass.phase_id} | drafted(request),
        instance=compass,
    )

    def act():
        data = {name: form.cleaned_data[name] for name in ("phase", "next_step", "next_step_by")}
        seen = form.cleaned_data["row_version"]
        move_phase(initiative=initiative, **data, seen=seen, by=request.user)

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Naar een andere fase"),
        intro=_("Nu: %(phase)s.") % {"phase": compass.phase.name}
        + " "
        + by_mail(initiative, _("De indiener krijgt een mail.")),
        done=_("Het initiatief is in een andere fase."),
        leads_to=lambda: _back(initiative),
    )


@require_http_methods(FORMS)
def message_page(request, pk, message):
    """Adapt a ready-made message and send it to the initiator."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    require(may_use_compass(request.user, initiative))
    of_kind = CompassMessage.objects.filter(phase__kind=_needed(initiative).kind_id)
    ready = get_object_or_404(of_kind, pk=message)
    form = TextForm(
        posted(request),
        initial={"text": ready.text} | drafted(request),
        label=_("Bericht"),
        help_text=by_mail(initiative, _("De indiener krijgt dit per mail en kan hier antwoorden.")),
    )

    def act():
        text, key = form.cleaned_data["text"], form.cleaned_data["form_key"]
        keys.once(
            key,
            "initiatives.compass_message",
            lambda: ask(initiative=initiative, text=text, by=request.user),
        )

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Bericht: %(name)s") % {"name": ready.name},
        intro=_("Pas de tekst aan waar dat nodig is."),
        submit=_("Verstuur het bericht"),
        done=_("Het bericht is verstuurd."),
        leads_to=lambda: _back(initiative),
    )


def _compass(initiative) -> Compass | None:
    """A fresh copy: a form changes its instance also when it is wrong."""
    rows = Compass.objects.filter(initiative=initiative)
    return rows.select_related("kind", "phase", "initiative").first()


def _needed(initiative) -> Compass:
    compass = _compass(initiative)
    if compass is None:
        raise Http404
    return compass


def _back(initiative) -> str:
    return f"{initiative.get_absolute_url()}#kompas"
