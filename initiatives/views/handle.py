"""The advisor's pages: release, move on, ask, tell, link, put right; and typing over paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.rights import areas_where
from areas.roles import Permission
from config.intake import keys
from config.lib.access import require
from config.lib.lists import ListPage
from initiatives.actions.handle import (
    add_internal_note,
    add_news,
    ask,
    change_details,
    link_action,
    move,
    release,
    set_next_step,
)
from initiatives.actions.hiding import hide
from initiatives.actions.mails import address_of
from initiatives.actions.reasons import STOPS
from initiatives.actions.submit import enter_on_paper
from initiatives.filters import HandlingFilter
from initiatives.forms.handle import (
    EVERYONE_READS,
    DetailsForm,
    LinkActionForm,
    NextStepForm,
    ReasonForm,
    ReleaseForm,
    TextForm,
)
from initiatives.forms.submit import PaperForm
from initiatives.models import MACHINE, STATE_KINDS, Initiative, State
from initiatives.permissions.hiding import may_hide
from initiatives.permissions.initiatives import (
    is_submitter,
    may_enter_on_paper,
    may_handle,
    may_move,
    may_release,
)
from initiatives.tables import ROW, HandlingTable
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, STEP_WORDS, acting_page, by_mail, drafted, posted


class HandlingList(ListPage):
    """All confirmed initiatives in areas where one may see them, public or not."""

    model = Initiative
    filterset_class = HandlingFilter
    table_class = HandlingTable
    template_name = "initiatives/handling.html"
    keyset = ("moved_at", "pk")

    def get_queryset(self):
        """What colleagues of an area see; 403 for who is no colleague anywhere."""
        areas = areas_where(self.request.user, Permission.SEE_INITIATIVES)
        if areas is None:
            raise PermissionDenied(_("Deze lijst is voor medewerkers van een gebied."))
        rows = Initiative.objects.of(self.request.municipality or None).about(areas)
        return rows.exclude(state=State.UNCONFIRMED)

    def shape(self, rows):
        """Plain values of what a row prints."""
        names = ("moved_at", "released_at", "next_step_by", *ROW)
        return rows.with_author().values_list(*names, named=True)

    def get_context_data(self, **kwargs):
        """Add whether paper may be typed over here."""
        can_enter = not may_enter_on_paper(self.request.user)
        return super().get_context_data(can_enter=can_enter, **kwargs)


@require_http_methods(FORMS)
def release_page(request, pk):
    """Show what everyone will read, and make it public."""
    initiative = visible(request, pk)
    require(may_release(request.user, initiative))
    form = ReleaseForm(posted(request), initial=drafted(request), instance=visible(request, pk))
    return acting_page(
        request,
        initiative,
        form,
        lambda: release(initiative=initiative, theme=form.cleaned_data["theme"], by=request.user),
        title=_("Openbaar maken"),
        submit=_("Zet op de site"),
        done=_("Het initiatief staat op de site.")
        + " "
        + by_mail(initiative, _("De indiener krijgt een mail.")),
        template="initiatives/release.html",
    )


@require_http_methods(FORMS)
def hide_page(request, pk):
    """Take it off the site again."""
    initiative = visible(request, pk)
    require(may_hide(request.user, initiative))
    label = _("Waarom haalt u het van de site?")
    help_text = by_mail(initiative, _("De indiener krijgt dit per mail."))
    form = ReasonForm(
        posted(request), initial=drafted(request), label=label, help_text=help_text, required=True
    )
    return acting_page(
        request,
        initiative,
        form,
        lambda: hide(initiative=initiative, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Van de site halen"),
        submit=_("Haal van de site"),
        danger=True,
        done=_("Het initiatief staat niet meer op de site."),
    )


@require_http_methods(FORMS)
def step_page(request, pk, word):
    """The one page to confirm a step to another state, with the reason for the initiator."""
    initiative, to = visible(request, pk), STEP_WORDS.get(word)
    if to is None:
        raise Http404
    require(may_move(request.user, initiative, to))
    step = MACHINE.steps(initiative.state).get(to)
    if step is None:
        messages.info(request, _("Deze stap kan nu niet. Misschien was een collega u voor."))
        return redirect(initiative)
    mine = is_submitter(request.user, initiative)
    words = _reason_words(initiative, to, step, mine)
    words |= {"initiative": initiative} if to in STOPS else {}
    form = ReasonForm(posted(request), initial=drafted(request), **words)
    return acting_page(
        request,
        initiative,
        form,
        lambda: move(
            initiative=initiative,
            to=to,
            reason=form.cleaned_data["reason"],
            chosen=form.cleaned_data.get("chosen"),
            by=request.user,
        ),
        title=step.verb,
        submit=step.verb,
        danger=to in (State.DECLINED, State.WITHDRAWN),
        done=_("De stand is nu: %(state)s.") % {"state": State(to).label},
        template="initiatives/step_confirm.html",
        to=State(to),
        to_kind=STATE_KINDS[to],
    )


def _reason_words(initiative, to, step, mine: bool) -> dict:
    if to == State.WITHDRAWN and mine:
        help_text = _("De gebiedsadviseur leest dit. Het komt niet op de site.")
        return {"label": _("Waarom trekt u het in?"), "help_text": help_text}
    if to == State.WITHDRAWN:
        help_text = _("Collega's van dit gebied lezen dit. Het komt niet op de site.")
        return {"label": _("Waarom wil de indiener dit?"), "help_text": help_text}
    help_text = by_mail(initiative, _("De indiener krijgt deze tekst in een mail."))
    help_text += " " + _("De tekst komt niet op de site.")
    return {
        "label": _("Uitleg voor de indiener"),
        "help_text": help_text,
        "required": step.needs_reason,
    }


def _text_page(request, pk, action, purpose, *, label, help_text="", told="", **words):
    """A page on which an advisor writes one text; `told` says what the initiator gets by mail."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    if told:
        help_text = by_mail(initiative, told)
        if not address_of(initiative):
            words |= {"submit": _("Opslaan"), "done": _("Het staat erbij.")}
    form = TextForm(posted(request), initial=drafted(request), label=label, help_text=help_text)

    def act():
        text, key = form.cleaned_data["text"], form.cleaned_data["form_key"]
        keys.once(key, purpose, lambda: action(initiative=initiative, text=text, by=request.user))

    return acting_page(request, initiative, form, act, **words)


@require_http_methods(FORMS)
def ask_page(request, pk):
    """Ask the initiator something."""
    return _text_page(
        request,
        pk,
        ask,
        "initiatives.ask",
        label=_("Uw vraag"),
        told=_("De indiener krijgt de vraag per mail en kan hier antwoorden."),
        title=_("Een vraag stellen"),
        submit=_("Verstuur de vraag"),
        done=_("De vraag is verstuurd."),
    )


@require_http_methods(FORMS)
def news_page(request, pk):
    """Tell everyone how it goes."""
    return _text_page(
        request,
        pk,
        add_news,
        "initiatives.news",
        label=_("Wat is er te melden?"),
        help_text=EVERYONE_READS,
        title=_("Nieuws plaatsen"),
        submit=_("Plaats het nieuws"),
        done=_("Het nieuws staat erbij."),
    )


@require_http_methods(FORMS)
def note_page(request, pk):
    """Write something for colleagues."""
    return _text_page(
        request,
        pk,
        add_internal_note,
        "initiatives.note",
        label=_("Notitie"),
        help_text=_(
            "Alleen collega's van dit gebied lezen dit. Schrijf op wat nodig is, niet meer."
        ),
        title=_("Interne notitie"),
        done=_("De notitie is opgeslagen."),
    )


@require_http_methods(FORMS)
def next_step_page(request, pk):
    """Say what is next and who is to move."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = NextStepForm(posted(request), initial=drafted(request), instance=visible(request, pk))

    def act():
        data = {name: form.cleaned_data[name] for name in ("next_step", "next_step_by")}
        set_next_step(initiative=initiative, **data, by=request.user)

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Volgende stap"),
        intro=by_mail(initiative, _("Is de indiener aan zet? Dan krijgt die een mail.")),
        done=_("De volgende stap is vastgelegd."),
    )


@require_http_methods(FORMS)
def link_page(request, pk):
    """Link it to an action of the agenda."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = LinkActionForm(
        posted(request), initial=drafted(request), instance=visible(request, pk), user=request.user
    )

    def act():
        link_action(initiative=initiative, action=form.cleaned_data["action"], by=request.user)

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Koppelen aan een actie"),
        intro=_("Zo is te zien wat er met het idee gebeurt, en waar een actie vandaan komt."),
        done=_("De koppeling is opgeslagen."),
        template="initiatives/link.html",
    )


@require_http_methods(FORMS)
def details_page(request, pk):
    """Put area, theme or text right."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = DetailsForm(posted(request), initial=drafted(request), instance=visible(request, pk))

    def leads_to():
        shown = Initiative.objects.visible_to(request.user).filter(pk=pk).exists()
        return initiative.get_absolute_url() if shown else reverse("initiatives:handling")

    return acting_page(
        request,
        initiative,
        form,
        lambda: change_details(form=form, by=request.user),
        title=_("Gegevens aanpassen"),
        done=_("De gegevens zijn aangepast."),
        leads_to=leads_to,
    )


@require_http_methods(FORMS)
def paper_page(request):
    """Type over an initiative that came on paper or at the desk."""
    require(may_enter_on_paper(request.user))
    form = PaperForm(
        posted(request),
        initial=drafted(request),
        user=request.user,
        municipality=request.municipality or None,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def make():
            return enter_on_paper(
                area=data["area"],
                idea=form.idea(),
                received_on=data["received_on"],
                by=request.user,
            )

        address, _created = keys.once(data["form_key"], "initiatives.paper", make)
        messages.success(request, _("Het initiatief is ingevoerd en telt mee."))
        return redirect(address)
    return render(request, "initiatives/paper.html", {"form": form})
