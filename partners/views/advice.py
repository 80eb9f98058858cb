"""Pages of advice: the list, what was done with it, asking, giving and answering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.models import Action
from areas.views.steps import back_to, done_once, posted, row_form
from config.lib.access import require
from config.lib.forms import saved
from config.lib.lists import PER_PAGE
from config.lib.public import public_page
from partners import permissions
from partners.actions import advice as actions
from partners.forms.advice import AnswerAdviceForm, AskAdviceForm, BriefingForm, GiveAdviceForm
from partners.forms.others import PageForm
from partners.models import Advice
from partners.views.tables import table_of

RELATED = ("roundtable__kind__municipality", "roundtable__area", "plan")


def _advice(request, pk) -> Advice:
    rows = Advice.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related(*RELATED), pk=pk)


@public_page
def advice_list(request):
    """All advice that the person may read, the newest first."""
    rows = Advice.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.select_related("roundtable__kind").order_by("-pk")
    number = PageForm(request.GET).value("page", 1)
    page = Paginator(rows, PER_PAGE).get_page(number)
    return render(request, "partners/advices.html", {"page_obj": page})


@public_page
def advice_page(request, pk):
    """What was asked and advised, the answer with its reasons, and what was done."""
    found = _advice(request, pk)
    user = request.user
    context = {
        "advice": found,
        "actions": list(Action.objects.visible_to(user).filter(advices=found)[:20]),
        "may_give": not permissions.give_advice(user, found),
        "may_answer": bool(found.given_on) and not permissions.answer_advice(user, found),
    }
    return render(request, "partners/advice.html", context)


def advice_ask(request, pk):
    """Ask a body of residents for advice."""
    table = table_of(request, pk)
    require(permissions.ask_advice(request.user, table))
    form = AskAdviceForm(
        posted(request),
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )

    def make():
        names = ("topic", "plan", "question", "due_on", "public")
        given = {name: form.cleaned_data[name] for name in names}
        return actions.ask_advice(table, **given, by=request.user)

    return _new(request, form, table, make, _("Advies vragen"))


def advice_unasked(request, pk):
    """Give advice that nobody asked for."""
    table = table_of(request, pk)
    require(permissions.give_advice(request.user, Advice(roundtable=table)))
    form = row_form(request, GiveAdviceForm, Advice(roundtable=table))

    def make():
        return actions.give_advice(form, by=request.user)

    return _new(request, form, table, make, _("Advies geven"))


def _new(request, form, table, make, title):
    def work():
        return make().get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.advice", work):
        messages.success(request, _("Het staat erbij."))
        return redirect(table)
    context = {"form": form, "title": title, "back": back_to(table)}
    return render(request, "partners/form.html", context)


def advice_give(request, pk):
    """Write down the advice that was asked, or change it until it is answered."""
    found = _advice(request, pk)
    require(permissions.give_advice(request.user, found))
    title = _("Advies geven")
    return _edit(request, found, GiveAdviceForm, actions.give_advice, title)


def advice_answer(request, pk):
    """Say what is done with advice, why, and later what came of it."""
    found = _advice(request, pk)
    require(permissions.answer_advice(request.user, found))
    title = _("Antwoord op het advies")
    return _edit(request, found, AnswerAdviceForm, actions.answer_advice, title)


def _edit(request, found, form_class, save, title):
    back = {"url": found.get_absolute_url(), "text": found.topic}
    form = row_form(request, form_class, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, save=save):
        messages.success(request, _("Het is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": title, "back": back}
    return render(request, "partners/form.html", context)


def briefing_add(request, pk):
    """Write down what a body was told."""
    table = table_of(request, pk)
    require(permissions.ask_advice(request.user, table))
    form = BriefingForm(posted(request), initial=request.draft)

    def work():
        given = {name: form.cleaned_data[name] for name in ("on", "about", "how")}
        actions.note_briefing(table, **given, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.brief", work):
        messages.success(request, _("Het staat erbij."))
        return redirect(table)
    context = {"form": form, "title": _("Wat is verteld"), "back": back_to(table)}
    return render(request, "partners/form.html", context)
