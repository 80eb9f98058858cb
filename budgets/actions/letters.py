"""Mails about money, in plain words. A subject names no person and no amount."""

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.conditions import how_paid
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import date_nl
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
    if application.decider:
        lines.append(_("Wie beslist: %(who)s") % {"who": application.decider})
    if application.decide_by:
        day = {"day": date_nl(application.decide_by)}
        lines.append(_("We beslissen uiterlijk op %(day)s. U krijgt dan een mail.") % day)
    else:
        lines += [how_paid(scheme), _("U krijgt een mail zodra er is besloten.")]
    _send(application, _("We hebben uw aanvraag ontvangen"), lines, "application-received")


def tell_asked(application, step) -> None:
    """Ask the initiator for what is missing, with the last day (Awb 4:5)."""
    lines = [
        _("Uw aanvraag voor geld is nog niet compleet."),
        _("Initiatief: %(title)s") % {"title": application.initiative.title},
        _("Wat wij nog nodig hebben: %(text)s") % {"text": step.text},
        _("Stuur het uiterlijk op %(day)s.") % {"day": date_nl(step.until)},
        _("Tot dan staat de termijn voor ons besluit stil."),
    ]
    _send(application, _("Vul uw aanvraag aan"), lines, "application-asked")


def tell_paused(application, step) -> None:
    """Tell the initiator that the term stands still, why, and the new last day (Awb 4:15)."""
    days = {"first": date_nl(step.on), "last": date_nl(step.until)}
    lines = [
        _("De termijn voor ons besluit staat stil van %(first)s tot en met %(last)s.") % days,
        _("Initiatief: %(title)s") % {"title": application.initiative.title},
        _("Waarom: %(ground)s. %(text)s")
        % {"ground": step.get_ground_display(), "text": step.text},
        _("Wij beslissen uiterlijk op %(day)s.") % {"day": date_nl(application.decide_by)},
    ]
    _send(application, _("Ons besluit komt later"), lines, "application-paused")


def tell_put_off(application, step) -> None:
    """Tell the initiator that the decision takes longer, and until when (Awb 4:14)."""
    lines = [
        _("Wij hebben meer tijd nodig om over uw aanvraag te beslissen."),
        _("Initiatief: %(title)s") % {"title": application.initiative.title},
        _("Waarom: %(text)s") % {"text": step.text},
        _("Wij beslissen uiterlijk op %(day)s.") % {"day": date_nl(step.until)},
    ]
    _send(application, _("Ons besluit komt later"), lines, "application-put-off")


def tell_untreated(application, step) -> None:
    """Tell the initiator that the request is left as it is, and why (Awb 4:5)."""
    lines = [
        _("Wij nemen uw aanvraag niet in behandeling. Zij is niet compleet."),
        _("Initiatief: %(title)s") % {"title": application.initiative.title},
        _("Waarom: %(text)s") % {"text": step.text},
        _("U krijgt hierover een brief. U mag de aanvraag opnieuw doen."),
    ]
    _send(application, _("Over uw aanvraag"), lines, "application-untreated")


def tell_decided(application, decision) -> None:
    """Tell the initiator what was decided and why."""
    if decision.granted:
        first = _("Uw aanvraag is toegekend: %(amount)s.")
        lines = [first % {"amount": format_euro(decision.amount_cents)}]
        if decision.amount_cents < application.asked_cents:
            asked = {"amount": format_euro(application.asked_cents)}
            lines.append(_("U vroeg %(amount)s.") % asked)
        lines.append(_("Het bedrag staat nu voor u gereserveerd."))
        lines += _what_follows(application)
    else:
        lines = [_("Uw aanvraag is afgewezen.")]
    lines.append(_("Initiatief: %(title)s") % {"title": application.initiative.title})
    lines.append(_("Reden: %(reason)s") % {"reason": decision.reason})
    if decision.ground:
        lines.append(_("De grond: %(ground)s") % {"ground": decision.ground_words})
    if decision.deviation:
        why = {"reason": decision.deviation}
        lines.append(_("Waarom wij anders besluiten dan het advies: %(reason)s") % why)
    _send(application, _("Er is besloten over uw aanvraag"), lines, "application-decided")


def _what_follows(application) -> list[str]:
    """In what way the money goes out, when it is not simply paid to who asked."""
    said = [] if application.scheme.follows_awb else [how_paid(application.scheme)]
    if application.in_kind:
        said.append(_("U krijgt hulp in natura ter waarde van dit bedrag."))
    return said


def tell_letter(letter, link: str) -> None:
    """Tell the initiator that there is a letter behind this link, and the term (Awb 2:10); not
    what it says.
    """
    lines = [_("Er staat een brief over uw aanvraag voor u klaar.")]
    if letter.application.initiative.submitter_id:
        lines.append(_("U leest hem na het inloggen."))
    if letter.objection_until:
        day = {"day": date_nl(letter.objection_until)}
        lines.append(
            _("Bent u het er niet mee eens? U kunt bezwaar maken tot en met %(day)s.") % day
        )
    else:
        lines.append(_("U hoeft niets te doen."))
    lines.append(_("De brief: %(link)s") % {"link": link})
    _send(letter.application, _("Er staat een brief voor u klaar"), lines, "application-letter")


def tell_objection(objection) -> None:
    """Tell the initiator that the objection came, with the day, the text and the last day to
    decide on it (the receipt of Awb 2.3).
    """
    lines = [
        _("Wij hebben uw bezwaar ontvangen op %(day)s.") % {"day": date_nl(objection.received_on)},
        _("Uw nummer: %(number)s") % {"number": objection.reference},
        _("Wij beslissen uiterlijk op %(day)s.") % {"day": date_nl(objection.decide_by)},
        _("Dit schreef u: %(text)s") % {"text": objection.text},
    ]
    application = objection.letter.application
    _send(application, _("Wij hebben uw bezwaar ontvangen"), lines, "objection-received")


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
