"""The initiator's own pages: their list, and what they may do with an initiative."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.intake import keys
from config.lib.access import require
from initiatives.actions.handle import answer, change_own
from initiatives.actions.pictures import add_picture, remove_picture
from initiatives.forms.handle import OwnForm, PictureForm, RemovePictureForm, TextForm
from initiatives.models import RESIDENT, CoInitiator, Initiative, Note, Picture
from initiatives.permissions.initiatives import (
    MAX_PICTURES,
    is_submitter,
    may_answer,
    may_edit_own,
    may_keep_pictures,
)
from initiatives.permissions.story import may_edit_story
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted
from partners.models import Roundtable
from partners.rights import tables_of


@require_safe
def mine(request):
    """The initiatives that this person brought, alone or together, newest first, and the tables
    where they sit.
    """
    here = request.municipality or None
    along = CoInitiator.objects.taking_part().filter(user=request.user)
    rows = Initiative.objects.of(here).filter(
        Q(submitter=request.user) | Q(pk__in=along.order_by().values("initiative"))
    )
    tables = Roundtable.objects.of(here).filter(pk__in=tables_of(request.user))
    context = {
        "initiatives": rows.select_related("area").order_by("-pk")[:100],
        "tables": list(tables.select_related("kind", "area")[:20]),
        "resident": RESIDENT,
    }
    return render(request, "initiatives/mine.html", context)


@require_safe
def follow(request, pk):
    """Where mails lead: after logging in, to the page of the initiative."""
    return redirect(visible(request, pk))


@require_http_methods(FORMS)
def edit_own(request, pk):
    """Change one's own initiative: all of it before it is public, then only contact."""
    initiative = visible(request, pk)
    require(may_edit_own(request.user, initiative))
    form = OwnForm(posted(request), initial=drafted(request), instance=visible(request, pk))
    return acting_page(
        request,
        initiative,
        form,
        lambda: change_own(form=form, by=request.user),
        title=_("Uw idee aanpassen"),
        intro=""
        if not initiative.released_at
        else _("Uw idee staat op de site. De tekst past u samen met de gebiedsadviseur aan."),
        done=_("Uw aanpassing is opgeslagen."),
    )


@require_http_methods(FORMS)
def answer_question(request, pk):
    """Answer the question of the municipality, or write unasked."""
    initiative = visible(request, pk)
    require(may_answer(request.user, initiative))
    talk = initiative.notes.filter(kind__in=[Note.Kind.QUESTION, Note.Kind.ANSWER])
    last = talk.order_by("-at", "-pk").first()
    asked = last if last and last.kind == Note.Kind.QUESTION else None
    mine = is_submitter(request.user, initiative)
    label = _("Uw bericht") if mine else _("Bericht van de indiener")
    form = TextForm(posted(request), initial=drafted(request), label=label)
    return acting_page(
        request,
        initiative,
        form,
        lambda: keys.once(
            form.cleaned_data["form_key"],
            "initiatives.answer",
            lambda: answer(initiative=initiative, text=form.cleaned_data["text"], by=request.user),
        ),
        **_words_of_answer(mine, asked),
        quote=asked.text if asked else "",
    )


def _words_of_answer(mine: bool, asked: Note | None) -> dict:
    """What the page is called: somebody answers, or a colleague writes down what was said."""
    if mine:
        title = _("Antwoord geven") if asked else _("Bericht aan de gemeente")
        return {"title": title, "submit": _("Verstuur"), "done": _("Het bericht is verstuurd.")}
    done = _("Het antwoord staat erbij.") if asked else _("Het bericht staat erbij.")
    title = _("Een antwoord noteren") if asked else _("Een bericht noteren")
    return {"title": title, "submit": _("Opslaan"), "done": done}


@require_http_methods(FORMS)
def pictures(request, pk):
    """Add a picture; the ones that are there can be taken away."""
    initiative = visible(request, pk)
    require(may_keep_pictures(request.user, initiative))
    post = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if post else PictureForm()
    found = list(initiative.pictures.of_idea())
    return acting_page(
        request,
        initiative,
        form,
        lambda: keys.once(
            form.cleaned_data["form_key"],
            "initiatives.picture",
            lambda: add_picture(
                initiative=initiative,
                file=form.cleaned_data["file"],
                alt=form.cleaned_data["alt"],
                by=request.user,
            ),
        ),
        title=_("Foto's"),
        submit=_("Zet de foto erbij"),
        done=_("De foto staat erbij."),
        template="initiatives/pictures.html",
        pictures=found,
        room=MAX_PICTURES - len(found),
    )


@require_http_methods(FORMS)
def picture_remove(request, pk):
    """Ask, and then take a picture away."""
    rows = Picture.objects.visible_to(request.user)
    picture = get_object_or_404(rows.select_related("initiative", "story__initiative"), pk=pk)
    initiative, story = visible(request, picture.initiative_id), picture.story
    back = reverse("initiatives:pictures", args=[initiative.pk])
    if story:
        require(may_edit_story(request.user, story))
        back = reverse("stories:pictures", args=[story.pk])
    else:
        require(may_keep_pictures(request.user, initiative))
    form = RemovePictureForm(posted(request))
    done = _("De foto is weggehaald.")
    if request.method == "POST":
        remove_picture(picture=picture, by=request.user)
        messages.success(request, done)
        return redirect(back)
    context = {"initiative": initiative, "picture": picture, "form": form, "back_url": back}
    return render(request, "initiatives/picture_remove.html", context)
