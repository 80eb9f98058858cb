"""Bringing an initiative: six small steps, without an account, without script, without losing text.

What is typed is kept in the session (on the server, ten hours), also when it is not right yet, so
that the browser's back button and a mistake lose nothing. The cookie holds only the session's key.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.validators import slug_re
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config.intake import keys, limits
from config.lib.access import Refused
from initiatives.actions.later import forget_saved
from initiatives.actions.submit import resend, submit
from initiatives.alike import alike
from initiatives.forms.place import PlaceFields
from initiatives.forms.submit import (
    ContactFields,
    ContactStep,
    IdeaFields,
    IdeaStep,
    NeedsFields,
    PeopleFields,
    ResendForm,
    SendStep,
    idea_of,
)
from initiatives.models import Initiative, SavedIdea, State

PER_NETWORK, PER_ADDRESS = (30, timedelta(hours=1)), (6, timedelta(days=1))
LONGEST = 5000
DRAFT, SENT, SAVED = "initiative_draft", "initiative_sent", "initiative_saved"


@dataclass(frozen=True)
class Step:
    """A step: its address, its question, its form on the page, and its fields without the guard."""

    slug: str
    label: str
    form: type[forms.BaseForm]
    fields: type[forms.BaseForm]


STEPS = [
    Step("idee", gettext_lazy("Wat is uw idee?"), IdeaStep, IdeaFields),
    Step("waar", gettext_lazy("Waar?"), PlaceFields, PlaceFields),
    Step("met-wie", gettext_lazy("Met wie?"), PeopleFields, PeopleFields),
    Step("nodig", gettext_lazy("Wat heeft u nodig?"), NeedsFields, NeedsFields),
    Step("contact", gettext_lazy("Hoe bereiken we u?"), ContactStep, ContactFields),
]
SLUGS = [step.slug for step in STEPS]
LABELS = [*(step.label for step in STEPS), gettext_lazy("Controleren")]


def step_url(number: int) -> str:
    """The address of a step (from 0); after the last one the page to check everything."""
    if number <= 0:
        return reverse("initiatives:create")
    if number >= len(STEPS):
        return reverse("initiatives:check")
    return reverse("initiatives:step", args=[SLUGS[number]])


class Draft:
    """What somebody has typed so far, per step, in their session."""

    def __init__(self, request):
        self.request, self.session = request, request.session

    @property
    def typed(self) -> dict[str, dict[str, str]]:
        """All of it, per step."""
        return self.session.get(DRAFT, {})

    @property
    def address(self) -> str:
        """The mail address that was typed, or of who is logged in."""
        user = self.request.user
        known = user.email if user.is_authenticated else ""
        return self.of("contact").get("contact_email") or known

    def of(self, slug: str) -> dict[str, str]:
        """What was typed in a step."""
        return self.typed.get(slug, {})

    def keep(self, step: Step, **changes: str) -> None:
        """Keep what was sent in a step, right or wrong, with `changes` on top."""
        post = self.request.POST
        typed = {name: post[name][:LONGEST] for name in step.fields.base_fields if name in post}
        draft = self.typed | {step.slug: typed | changes}
        area = post.get("gebied", "")[:140]
        if step.slug == "idee" and slug_re.match(area):
            draft["waar"] = {**self.of("waar"), "area": area, "find": ""}
        self.session[DRAFT] = draft

    def take_up(self, typed: dict) -> None:
        """Go on with what was saved; it takes the place of what stands here."""
        self.session[DRAFT] = typed

    def clear(self) -> None:
        """Forget all of it on this device; a mailed link to go on later still works."""
        self.session.pop(DRAFT, None)
        self.session.pop(SAVED, None)

    def form(self, step: Step) -> forms.BaseForm:
        """The form of a step as its page shows it."""
        if self.request.method == "POST":
            return step.form(self.request.POST, **self.needed(step))
        return step.form(initial=self.of(step.slug) or self.known(step), **self.needed(step))

    def checked(self) -> dict[str, forms.BaseForm]:
        """Every step's fields with what was typed, validated."""
        return {step.slug: step.fields(self.of(step.slug), **self.needed(step)) for step in STEPS}

    def needed(self, step: Step) -> dict:
        """What the form of a step needs besides its data."""
        return {"municipality": self.request.municipality} if step.slug == "waar" else {}

    def known(self, step: Step) -> dict:
        """What need not be typed: the area one came from, and who is logged in."""
        area, user = self.request.GET.get("gebied", "")[:140], self.request.user
        if step.slug == "idee" and slug_re.match(area):
            return {"gebied": area}
        if step.slug == "contact" and user.is_authenticated:
            names = ("name", "email", "phone")
            return {f"contact_{name}": getattr(user, name) for name in names}
        return {}


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, slug="idee"):
    """One step: shows it, keeps what was typed, and goes on when it is right."""
    if not request.municipality or slug not in SLUGS:
        raise Http404
    number, draft = SLUGS.index(slug), Draft(request)
    this = STEPS[number]
    form = draft.form(this)
    if request.method == "POST":
        if address := _other_button(request, draft, this, number):
            return redirect(address)
        draft.keep(this)
        if form.is_valid():
            area = form.cleaned_data.get("area")
            draft.keep(this, **({"area": area.slug} if area else {}))
            return redirect(step_url(number + 1))
    context = {
        "form": form,
        "step": this,
        "steps": LABELS,
        "current": number + 1,
        "first": number == 0,
    }
    return render(request, "initiatives/step.html", context)


def _other_button(request, draft: Draft, this: Step, number: int) -> str:
    """Where another button than "Volgende" leads; what was typed is kept, unless it is wiped."""
    post = request.POST
    if "wissen" in post:
        draft.clear()
        messages.info(request, _("Wat u had ingevuld, is gewist."))
        return reverse("initiatives:list")
    if "terug" in post:
        draft.keep(this)
        return step_url(number - 1)
    if "bewaren" in post:
        draft.keep(this)
        return reverse("initiatives:later")
    if "kaart" in post:
        draft.keep(this)
        return reverse("areas:list")
    if "zoek" in post and _looks(post, draft.of(this.slug)):
        draft.keep(this)
        return step_url(number)
    if "alles" in post:
        draft.keep(this, find="")
        return step_url(number)
    return ""


def _looks(post, before: dict) -> bool:
    """Whether something new is looked for: Enter in a field presses the first button, "Zoek"."""
    words = post.get("find", "").strip()
    return bool(words) and not (post.get("area") and words == before.get("find"))


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Everything once more, and the button that sends it; pressing twice sends once."""
    if not request.municipality:
        raise Http404
    draft, form = Draft(request), SendStep(request.POST if request.method == "POST" else None)
    steps = draft.checked()
    wrong = next((slug for slug in SLUGS if not steps[slug].is_valid()), None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if "terug" in request.POST and not wrong:
            return redirect(step_url(len(STEPS) - 1))
        if wrong or _within_limits(request, steps["contact"].cleaned_data["contact_email"]):
            address = _send(request, draft, steps, form.cleaned_data["form_key"], wrong)
            return redirect(address)
        form.add_error(None, _("Er zijn net te veel ideeën verstuurd. Probeer het later nog eens."))
        status = 429
    elif wrong:
        if draft.of(wrong):
            messages.info(request, _("Deze stap is nog niet klaar."))
        return redirect(step_url(SLUGS.index(wrong)))
    data = {name: value for one in steps.values() for name, value in one.cleaned_data.items()}
    context = {
        "form": form,
        "data": data,
        "steps": LABELS,
        "current": len(LABELS),
        "alike": alike(data["area"], title=data["title"], text=data["text"]),
    }
    return render(request, "initiatives/check.html", context, status=status)


def _within_limits(request, email: str) -> bool:
    """Count a sending per network and per address; both at once, known address or not."""
    limit = {"per_network": PER_NETWORK, "per_address": PER_ADDRESS}
    return limits.hit_both(request, "initiative", email, **limit)


def _send(request, draft: Draft, steps: dict, key: str, wrong: str | None) -> str:
    """Send it, or find what the same key sent before; returns where to go."""

    def make():
        if wrong:
            raise Refused(_("Dit idee is niet compleet."))
        area = steps["waar"].cleaned_data["area"]
        initiative = submit(area=area, idea=idea_of(steps), by=request.user)
        request.session[SENT] = {"pk": initiative.pk, "email": initiative.contact_email}
        if initiative.state == State.UNCONFIRMED:
            return reverse("initiatives:sent")
        return f"{reverse('initiatives:received')}?gebied={area.slug}"

    try:
        address, created = keys.once(key, "initiatives.submit", make)
    except Refused:
        return step_url(SLUGS.index(wrong))
    if created:
        forget_saved(SavedIdea.objects.filter(pk=request.session.get(SAVED)))
        # A second press at the same moment leaves its session alone: it would write the old draft.
        draft.clear()
    return address


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request):
    """ "Kijk in uw mail": the same for every address; with a way to get the mail once more."""
    known = request.session.get(SENT, {})
    post = request.POST if request.method == "POST" else None
    form = ResendForm(post, initial={"contact_email": known.get("email", "")})
    status = 200
    if post is not None and known and form.is_valid():
        email = form.cleaned_data["contact_email"]
        if _within_limits(request, email):
            _send_again(request, known, email)
            return redirect("initiatives:sent")
        form.add_error(None, _("Er zijn net te veel mails gevraagd. Probeer het later nog eens."))
        status = 429
    context = {"form": form, "email": known.get("email", ""), "can_resend": bool(known)}
    return render(request, "initiatives/sent.html", context, status=status)


def _send_again(request, known: dict, email: str) -> None:
    initiative = Initiative.objects.filter(pk=known["pk"]).select_related("municipality").first()
    try:
        if initiative:
            resend(initiative=initiative, email=email, by=request.user)
            request.session[SENT] = known | {"email": email}
            messages.success(request, _("We hebben de mail nog een keer verstuurd."))
    except Refused as no:
        messages.info(request, no.reason)
