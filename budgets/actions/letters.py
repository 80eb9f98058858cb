"""Mails about money, in plain words. A subject names no person and no amount."""

from django.conf import settings
from django.utils.translation import gettext as _

from config.lib.money import format_euro
from config.outbox.post import queue


def tell_received(application) -> None:
    """Tell the initiator that the request came in (the receipt of Awb 2.3)."""
    scheme = application.scheme
    lines = [
        _("We hebben uw aanvraag voor geld ontvangen."),
        _("Initiatief: %(title)s") % {"title": application.initiative.title},
        _("Gevraagd: %(amount)s") % {"amount": format_euro(application.asked_cents)},
        _("Waarvoor: %(purpose)s") % {"purpose": application.purpose},
        _("Regeling: %(scheme)s") % {"scheme": scheme.name},
    ]
    if scheme.decider:
        lines.append(_("Wie beslist: %(who)s") % {"who": scheme.decider})
    lines.append(_("U krijgt een mail zodra er is besloten."))
    _send(application, _("We hebben uw aanvraag ontvangen"), lines, "application-received")


def tell_decided(application, decision) -> None:
    """Tell the initiator what was decided and why."""
    if decision.granted:
        first = _("Uw aanvraag is toegekend: %(amount)s.")
        lines = [first % {"amount": format_euro(decision.amount_cents)}]
        if decision.amount_cents < application.asked_cents:
            asked = {"amount": format_euro(application.asked_cents)}
            lines.append(_("U vroeg %(amount)s.") % asked)
        lines.append(_("Het bedrag staat nu voor u gereserveerd."))
    else:
        lines = [_("Uw aanvraag is afgewezen.")]
    lines.append(_("Initiatief: %(title)s") % {"title": application.initiative.title})
    lines.append(_("Reden: %(reason)s") % {"reason": decision.reason})
    _send(application, _("Er is besloten over uw aanvraag"), lines, "application-decided")


def _send(application, subject: str, lines: list[str], purpose: str) -> None:
    initiative = application.initiative
    to = initiative.submitter.email if initiative.submitter else initiative.contact_email
    if not to or initiative.erased_at:
        return
    link = settings.SITE_URL + application.get_absolute_url()
    text = [_("Beste indiener,"), *lines, _("Bekijk uw aanvraag: %(link)s") % {"link": link}]
    queue(
        to=to,
        subject=subject,
        text="\n\n".join(text) + "\n",
        purpose=purpose,
        about=f"{application._meta.label_lower}:{application.pk}",
    )
