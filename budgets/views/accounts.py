"""After the money was spent: what came of it, settling, what came back, and closing a year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from areas.views.steps import done_once, posted
from budgets.actions import accounts, chain, revocations
from budgets.actions.fulfil import fulfil as write_fulfilment
from budgets.actions.revocations import can_revoke, left_of, too_late
from budgets.forms import OnlyKeyForm
from budgets.forms_paid import FulfilForm, ReceiveForm, RevokeForm, SettleForm, SpendingForm
from budgets.models import Application, ApplicationState, Budget, ReportKind, Route
from budgets.permissions import may_close_year, may_decide
from budgets.permissions_paid import may_fulfil, may_pay, may_report
from budgets.proviso import can_invoke
from budgets.views.payments import _town
from budgets.views.requests import visible_application
from config.lib.access import require

METHODS = ["GET", "HEAD", "POST"]
# How much is asked, the larger the amount the more.
_SAYS = {
    ReportKind.STORY: _lazy("Twee zinnen zijn genoeg, en een foto als u die heeft."),
    ReportKind.RECEIPTS: _lazy("Stuur uw bonnen mee, of schrijf per bon op wat het kostte."),
    ReportKind.STATEMENT: _lazy("Schrijf de kosten en de inkomsten op, en stuur uw bonnen mee."),
}
FULFIL_TITLES = {
    Route.CARRIED_OUT: _lazy("Vastleggen wat de gemeente uitvoerde"),
    Route.DELIVERED: _lazy("Vastleggen wat is geleverd"),
    Route.HOLDER: _lazy("Vastleggen wat de budgetbeheerder uitgaf"),
}


def _granted(request, pk, allowed) -> Application:
    """A request that was granted, for whom `allowed` says nothing against."""
    found = visible_application(request, pk)
    require(allowed(request.user, found))
    return found


def _deed(request, found, form, purpose, act, texts):
    """Do what the form asks, once, and go back to the request; else show the form."""

    def work():
        act(form.cleaned_data)
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, purpose, work):
        messages.success(request, texts["done"])
        return redirect(found)
    return render(request, "budgets/deed.html", {"application": found, "form": form, **texts})


@require_http_methods(METHODS)
def report(request, pk):
    """The receiver tells what came of the money."""
    found = _granted(request, pk, may_report)
    if found.state != ApplicationState.GRANTED:
        return redirect(found)
    kind = accounts.kind_of(found)
    form = SpendingForm(
        posted(request),
        initial=request.draft,
        kind=kind,
        asks_for_costs=accounts.asks_for_costs(found, kind),
    )
    texts = {
        "title": _("Vertellen wat ervan terechtkwam"),
        "intro": _SAYS[kind],
        "submit": _("Verstuur"),
        "receipts": found.receipts.all(),
        "receipts_url": reverse("budgets:receipts", args=[found.pk]),
        "done": _("Dank u wel. De gemeente kijkt ernaar."),
    }

    def act(data):
        given = {"story": data["story"], "spent_cents": data["spent"]}
        costs = data.get("costs", "")
        accounts.report_spending(application=found, **given, costs=costs, by=request.user)

    return _deed(request, found, form, "budgets.report", act, texts)


@require_http_methods(METHODS)
def settle(request, pk):
    """Settle a grant as it was, or lower on a legal ground."""
    found = _granted(request, pk, may_decide)
    if found.state != ApplicationState.GRANTED or found.route != Route.APPLICANT:
        return redirect(found)
    granted = found.granted_cents
    form = SettleForm(posted(request), initial=request.draft, granted=granted)
    texts = {
        "title": _("Subsidie vaststellen"),
        "intro": _("De indiener krijgt een mail. Wat te veel is betaald, wordt teruggevraagd."),
        "submit": _("Stel vast"),
        "done": _("De subsidie is vastgesteld. De indiener krijgt een mail."),
        "report": found.spending_reports.first(),
        "receipts": found.receipts.all(),
    }

    def act(data):
        given = {"amount_cents": data["amount"], "ground": data["ground"]}
        given |= {"reason": data["reason"], "heard": form.heard_before()}
        accounts.settle(application=found, **given, by=request.user)

    return _deed(request, found, form, "budgets.settle", act, texts)


@require_http_methods(METHODS)
def revoke(request, pk):
    """Withdraw or lower a subsidy, before or after its settlement."""
    found = _granted(request, pk, may_decide)
    if not can_revoke(found):
        return redirect(found)
    settled = hasattr(found, "settlement")
    given = {"left": left_of(found), "settled": settled, "proviso": can_invoke(found)}
    form = RevokeForm(posted(request), initial=request.draft, **given)
    texts = {
        "title": _("Subsidie wijzigen of intrekken"),
        "intro": _("De indiener krijgt een mail. Wat te veel is betaald, wordt teruggevraagd."),
        "submit": _("Leg vast"),
        "done": _("Het is vastgelegd. De indiener krijgt een mail. Stuur nu de brief."),
        "warning": too_late(found) if settled else "",
        "left": given["left"] if given["left"] < found.decision.amount_cents else None,
    }

    def act(data):
        given = {"amount_cents": data["amount"], "why": form.why(), "heard": form.heard_before()}
        revocations.revoke(application=found, **given, by=request.user)

    return _deed(request, found, form, "budgets.revoke", act, texts)


@require_http_methods(METHODS)
def fulfil(request, pk):
    """Write down what was carried out, delivered, or spent by the budget holder."""
    found = _granted(request, pk, may_fulfil)
    if found.state != ApplicationState.GRANTED or found.route == Route.APPLICANT:
        return redirect(found)
    if hasattr(found, "fulfilment"):
        return redirect(found)
    granted = found.decision.amount_cents
    form = FulfilForm(posted(request), initial=request.draft, granted=granted)
    texts = {
        "title": FULFIL_TITLES[found.route],
        "intro": _("Wat het minder kostte, is daarna weer beschikbaar in het budget."),
        "submit": _("Leg vast"),
        "done": _("Het is vastgelegd. De indiener krijgt een mail."),
        "report": found.spending_reports.first(),
    }

    def act(data):
        given = {"amount_cents": data["amount"], "on": data["on"], "text": data["text"]}
        write_fulfilment(application=found, **given, by=request.user)

    return _deed(request, found, form, "budgets.fulfil", act, texts)


@require_http_methods(METHODS)
def receive(request, pk):
    """Write down that money came back."""
    found = _granted(request, pk, may_pay)
    if found.state != ApplicationState.GRANTED:
        return redirect(found)
    form = ReceiveForm(posted(request), initial=request.draft)
    texts = {
        "title": _("Terugontvangen"),
        "intro": _("Het geld is daarna weer beschikbaar in het budget."),
        "submit": _("Leg vast"),
        "done": _("Het bedrag is geboekt."),
    }

    def act(data):
        # The key of the form is what tells one receipt from the next.
        key = data["form_key"][:24]
        accounts.receive(application=found, amount_cents=data["amount"], key=key, by=request.user)

    return _deed(request, found, form, "budgets.receive", act, texts)


@require_http_methods(METHODS)
def close_year(request, year):
    """Freeze the books of a year, after a page that says what that means."""
    town = _town(request)
    require(may_close_year(request.user, town))
    if not Budget.objects.of(town).filter(year=year).exists():
        raise Http404
    form = OnlyKeyForm(posted(request))

    def work():
        chain.close_year(municipality=town, year=year, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.close", work):
        messages.success(request, _("Het jaar is afgesloten."))
        return redirect("budgets:overview")
    texts = {
        "title": _("Jaar %(year)s afsluiten") % {"year": year},
        "intro": _("Daarna kan niemand nog iets boeken in dit jaar. Dit is niet terug te draaien."),
        "submit": _("Sluit het jaar af"),
    }
    return render(request, "budgets/deed.html", {"form": form, **texts})
