"""Mails after the decision, in plain words. A subject names no person and no amount."""

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.models import PaymentPart, Route
from config.lib.money import format_euro
from config.outbox.post import queue


def tell_paid(payment) -> None:
    """Tell the initiator that the money is on its way, and to whom when it is not to them."""
    application = payment.application
    words = {"amount": format_euro(payment.amount_cents), "holder": application.payee}
    said = _("Wij hebben uw geld betaald: %(amount)s.")
    if application.payee:
        said = _("Wij hebben %(amount)s betaald aan %(holder)s. Die beheert het geld voor u.")
    lines = [said % words]
    if payment.part == PaymentPart.ADVANCE:
        lines.append(_("Dit is een voorschot. De rest volgt als het bedrag definitief vaststaat."))
    lines.append(_("Laat ons weten wat ervan terechtkwam als het klaar is."))
    _send(application, _("Uw geld is betaald"), lines, "payment-paid")


def tell_unpaid(payment) -> None:
    """Tell the initiator that the bank did not pay, and what to do; a budget holder's account is
    for colleagues to put right.
    """
    if payment.application.payee:
        return
    lines = [
        _("De bank kon uw geld niet betalen."),
        _("Kijk of uw rekeningnummer klopt, en geef het opnieuw door."),
    ]
    _send(payment.application, _("Uw geld is nog niet betaald"), lines, "payment-failed")


def remind_to_report(application) -> None:
    """Ask what came of the money."""
    lines = [
        _("U kreeg geld voor uw initiatief. Wij horen graag wat ervan terechtkwam."),
        _("Twee zinnen zijn bij een klein bedrag genoeg. De pagina zegt wat wij vragen."),
    ]
    _send(application, _("Wat kwam er van uw initiatief terecht?"), lines, "report-reminder")


def tell_settled(application, settlement, back_cents: int) -> None:
    """Tell the initiator what the grant came to, and what is to be paid back."""
    amount = {"amount": format_euro(settlement.amount_cents)}
    lines = [_("Wij hebben uw subsidie vastgesteld op %(amount)s.") % amount]
    if settlement.ground:
        lines.append(settlement.get_ground_display())
    lines.append(_("Reden: %(reason)s") % {"reason": settlement.reason})
    if back_cents:
        back = {"amount": format_euro(back_cents)}
        lines.append(_("U betaalt %(amount)s terug. U krijgt daarover bericht.") % back)
    _send(application, _("Uw subsidie is vastgesteld"), lines, "application-settled")


def tell_revoked(application, revocation, back_cents: int) -> None:
    """Tell the initiator that the subsidy was lowered or withdrawn, on which ground and why."""
    words = {
        "before": format_euro(revocation.before_cents),
        "amount": format_euro(revocation.amount_cents),
        "back": format_euro(back_cents),
    }
    said = _("Wij hebben uw subsidie van %(before)s ingetrokken.")
    if revocation.amount_cents:
        said = _("Wij hebben uw subsidie verlaagd van %(before)s naar %(amount)s.")
    lines = [said % words, revocation.get_ground_display()]
    lines.append(_("Reden: %(reason)s") % {"reason": revocation.reason})
    if back_cents:
        lines.append(_("U betaalt %(back)s terug. U krijgt daarover bericht.") % words)
    lines.append(_("U krijgt hierover een brief. Daarin staat hoe u bezwaar kunt maken."))
    _send(application, _("Uw subsidie is gewijzigd"), lines, "application-revoked")


def tell_fulfilled(application, fulfilment) -> None:
    """Tell the initiator that what was granted is done."""
    first = {
        Route.CARRIED_OUT: _("De gemeente heeft uitgevoerd wat u vroeg."),
        Route.DELIVERED: _("U heeft de hulp gekregen die was toegekend."),
        Route.HOLDER: _("De budgetbeheerder heeft laten zien wat er met het geld is gedaan."),
    }[application.route]
    amount = {"amount": format_euro(fulfilment.amount_cents)}
    lines = [first, fulfilment.text, _("Het kostte %(amount)s.") % amount]
    lines.append(_("Laat ons weten wat ervan terechtkwam."))
    _send(application, _("Wat u vroeg, is klaar"), lines, "application-fulfilled")


def _send(application, subject: str, lines: list[str], purpose: str) -> None:
    initiative = application.initiative
    to = initiative.submitter.email if initiative.submitter else initiative.contact_email
    if not to or initiative.erased_at:
        return
    link = settings.SITE_URL + application.get_absolute_url()
    about = f"{application._meta.label_lower}:{application.pk}"
    text = [_("Beste indiener,"), *lines, _("Bekijk uw aanvraag: %(link)s") % {"link": link}]
    queue(to=to, subject=subject, text="\n\n".join(text) + "\n", purpose=purpose, about=about)
