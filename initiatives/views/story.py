"""Pages of stories: what everyone reads, what the writer does, what an advisor does."""

from django.core.paginator import Paginator
from django.db.models import Case, F, Value, When
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.models import Area
from config.intake.keys import once
from config.lib.access import require
from config.lib.public import public_page
from initiatives.actions import story as actions
from initiatives.actions.hiding import hide_story
from initiatives.actions.pictures import add_story_picture
from initiatives.forms.handle import PictureForm
from initiatives.forms.story import SeenForm, StoryForm, StoryQuery, WhyForm
from initiatives.forms.submit import SendStep
from initiatives.models import Story, StoryState
from initiatives.permissions.hiding import may_hide_story
from initiatives.permissions.initiatives import MAX_PICTURES, is_submitter
from initiatives.permissions.story import (
    may_edit_story,
    may_judge_story,
    may_send_story,
    may_withdraw_story,
    may_write_story,
)
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, by_mail, drafted, posted

STORIES_PER_PAGE = 12
AUTHOR = Case(
    When(initiative__group_name__gt="", then=F("initiative__group_name")),
    When(
        initiative__organisation_public=True,
        initiative__organisation_name__gt="",
        then=F("initiative__organisation_name"),
    ),
    When(initiative__name_public=True, then=F("initiative__contact_name")),
    default=Value(""),
)


@public_page
def story_list(request):
    """All public stories, newest first; of one area and what is below it when asked for."""
    here, asked = request.municipality or None, StoryQuery(request.GET)
    slug = asked.value("gebied", "")
    area = get_object_or_404(Area.objects.of(here), slug=slug) if slug else None
    rows = Story.objects.public().of(here)
    rows = rows.within(area) if area else rows
    found = rows.order_by("-released_at", "-pk").annotate(author=AUTHOR)
    found = found.values("pk", "title", "released_at", "author", "initiative__area__name")
    page = Paginator(found, STORIES_PER_PAGE).get_page(asked.value("page", 1))
    return render(request, "initiatives/story_list.html", {"area": area, "page_obj": page})


def story_for(request, pk) -> Story:
    """The story, when this person may see it; else 404, whether it exists or not."""
    rows = Story.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.select_related("initiative__area", "initiative__municipality")
    return get_object_or_404(rows.select_related("initiative__submitter"), pk=pk)


@public_page
def story(request, pk):
    """One story; its writer and the advisors of the area find here what they may do."""
    found, user = story_for(request, pk), request.user
    can = {"hide": False}
    if user.is_authenticated:
        can = {
            "edit": not may_edit_story(user, found),
            "send": not may_send_story(user, found),
            "withdraw": not may_withdraw_story(user, found),
            "judge": not may_judge_story(user, found),
            "hide": not may_hide_story(user, found),
        }
    context = {
        "story": found,
        "initiative": found.initiative,
        "pictures": list(found.pictures.visible_to(user)),
        "hiding": _hiding_of(found, user),
        "author": found.initiative.public_author,
        "can": can,
        "mine": is_submitter(user, found.initiative),
    }
    return render(request, "initiatives/story.html", context)


def _hiding_of(found: Story, user):
    """Why it is off the site, for colleagues of the area; None for others."""
    if found.state != StoryState.HIDDEN:
        return None
    return found.hidings.lasting().visible_to(user).first()


@require_http_methods(FORMS)
def story_write(request, pk):
    """Write a story about one's initiative."""
    initiative = visible(request, pk)
    require(may_write_story(request.user, initiative))
    blank = Story(initiative=initiative)
    form = StoryForm(posted(request), initial=drafted(request), instance=blank)
    made = {}

    def act():
        key, purpose = form.cleaned_data["form_key"], "initiatives.story"
        answer, _new = once(key, purpose, lambda: actions.write_story(form=form, by=request.user))
        made["url"] = answer

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Schrijf een verhaal"),
        intro=_(
            "Vertel aan anderen wat u heeft gedaan. Eerst leest de gebiedsadviseur het; daarna "
            "komt het op de site."
        ),
        submit=_("Bewaar het verhaal"),
        done=_("Het verhaal is bewaard. Stuur het in als het klaar is."),
        leads_to=lambda: made["url"],
    )


def _act(request, found: Story, form, act, **words):
    """Show a form, or do its work once and go back to the story."""

    def once_only():
        once(form.cleaned_data["form_key"], "initiatives.story_step", lambda: act() and "-")

    return acting_page(
        request,
        found.initiative,
        form,
        once_only,
        template="initiatives/story_step.html",
        leads_to=found.get_absolute_url,
        story=found,
        **words,
    )


@require_http_methods(FORMS)
def story_edit(request, pk):
    """Change it, until it is on the site."""
    found = story_for(request, pk)
    require(may_edit_story(request.user, found))
    form = StoryForm(posted(request), initial=drafted(request), instance=story_for(request, pk))

    def act():
        return actions.edit_story(form=form, by=request.user)

    words = {"title": _("Verhaal aanpassen"), "done": _("Uw aanpassing is opgeslagen.")}
    return _act(request, found, form, act, **words)


@require_http_methods(FORMS)
def story_pictures(request, pk):
    """Add a picture to a story; the ones that are there can be taken away."""
    found = story_for(request, pk)
    require(may_edit_story(request.user, found))
    post = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if post else PictureForm()
    kept = list(found.pictures.all())

    def act():
        given = {name: form.cleaned_data[name] for name in ("file", "alt")}
        return add_story_picture(story=found, **given, by=request.user)

    return acting_page(
        request,
        found.initiative,
        form,
        lambda: once(form.cleaned_data["form_key"], "initiatives.story_picture", act),
        title=_("Foto's bij het verhaal"),
        submit=_("Zet de foto erbij"),
        done=_("De foto staat erbij."),
        template="initiatives/pictures.html",
        leads_to=found.get_absolute_url,
        pictures=kept,
        room=MAX_PICTURES - len(kept),
        story=found,
    )


@require_http_methods(FORMS)
def story_send(request, pk):
    """Send it in."""
    found = story_for(request, pk)
    require(may_send_story(request.user, found))
    mine = is_submitter(request.user, found.initiative)
    by_colleague = _("De indiener krijgt een mail.")
    return _act(
        request,
        found,
        SendStep(posted(request)),
        lambda: actions.send_story(found, by=request.user),
        title=_("Verhaal insturen"),
        intro=_("De gebiedsadviseur leest het en zet het op de site.")
        + " "
        + (_("U krijgt een mail.") if mine else by_mail(found.initiative, by_colleague)),
        submit=_("Stuur in"),
        done=_("Het verhaal is ingestuurd. De gebiedsadviseur leest het."),
    )


@require_http_methods(FORMS)
def story_withdraw(request, pk):
    """Take it away for good."""
    found = story_for(request, pk)
    require(may_withdraw_story(request.user, found))
    form = SendStep(posted(request))

    def once_only():
        once(
            form.cleaned_data["form_key"],
            "initiatives.story_step",
            lambda: actions.withdraw_story(found, by=request.user) and "-",
        )

    return acting_page(
        request,
        found.initiative,
        form,
        once_only,
        template="initiatives/story_step.html",
        story=found,
        title=_("Verhaal weghalen"),
        intro=_("De tekst en de foto's van het verhaal worden gewist. Dat kan niet terug."),
        submit=_("Haal het verhaal weg"),
        done=_("Het verhaal is weggehaald."),
        danger=True,
    )


@require_http_methods(FORMS)
def story_release(request, pk):
    """Put it on the site, after reading it here once more."""
    found = story_for(request, pk)
    require(may_judge_story(request.user, found))
    form = SeenForm(posted(request), initial={"seen": found.version})
    return _act(
        request,
        found,
        form,
        lambda: actions.release_story(found, seen=form.cleaned_data["seen"], by=request.user),
        title=_("Verhaal op de site zetten"),
        intro=_("Dit leest straks iedereen. Staat er iets in over een persoon? Stuur het terug."),
        submit=_("Zet op de site"),
        done=_("Het verhaal staat op de site. De schrijver krijgt een mail."),
        pictures=list(found.pictures.all()),
        shows_text=True,
    )


@require_http_methods(FORMS)
def story_return(request, pk):
    """Send it back with what is to change."""
    found = story_for(request, pk)
    require(may_judge_story(request.user, found))
    label = _("Wat moet er anders?")
    form = WhyForm(
        posted(request),
        initial=drafted(request),
        label=label,
        help_text=_("De schrijver krijgt dit per mail."),
    )
    return _act(
        request,
        found,
        form,
        lambda: actions.return_story(found, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Verhaal terugsturen"),
        submit=_("Stuur terug"),
        done=_("Het verhaal is teruggestuurd. De schrijver krijgt een mail."),
    )


@require_http_methods(FORMS)
def story_hide(request, pk):
    """Take it off the site; its writer hears why."""
    found = story_for(request, pk)
    require(may_hide_story(request.user, found))
    form = WhyForm(
        posted(request),
        initial=drafted(request),
        label=_("Waarom haalt u het van de site?"),
        help_text=_("De schrijver krijgt dit per mail."),
    )
    return _act(
        request,
        found,
        form,
        lambda: hide_story(found, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Verhaal van de site halen"),
        submit=_("Haal van de site"),
        done=_("Het verhaal staat niet meer op de site. De schrijver krijgt een mail."),
        danger=True,
    )
