"""Mails about requests to a department. A subject never says what was asked, or by whom."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Request, RequestAnswer, User
from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue


def asked(request: Request, token: str) -> None:
    """Ask who is to answer, with the link to do so."""
    lines = [
        _("Aan %(department)s,") % {"department": request.holder.name},
        _("%(name)s vraagt u iets voor %(area)s:")
        % {"name": request.asked_by.name, "area": request.area.name},
        *_question(request),
        _("Wilt u antwoorden? Dat kan met deze link, zonder account:"),
        _link(request, token),
        _("U kunt ja of nee zeggen, of dat het later kan en wanneer."),
    ]
    _send(request, request.holder.email, _("Een vraag aan uw afdeling"), lines, "asked")


def reminded(request: Request, token: str, up: list[User]) -> None:
    """Tell the department that answer or promise has not come, and to whom it goes next."""
    about = {"day": date_nl(request.due_on), "area": request.area.name}
    needed = _("Op %(day)s was uw antwoord nodig op deze vraag voor %(area)s:")
    if request.is_promise_passed:
        needed = _("U zei dat dit voor %(area)s kon, op zijn laatst op %(day)s. Hoe staat het?")
    lines = [
        _("Aan %(department)s,") % {"department": request.department.name},
        needed % about,
        *_question(request, due=False),
        _("U kunt nog antwoorden, met deze link:"),
        _link(request, token),
        _goes_to(request, up),
    ]
    _send(request, request.department.email, _("Er wacht nog een vraag op u"), lines, "reminded")


def _goes_to(request: Request, up: list[User]) -> str:
    if not up:
        return ""
    if up[0].pk == request.department.manager_id:
        return _("Komt er in vijf werkdagen geen antwoord, dan gaat de vraag naar uw manager.")
    to_area = _("Komt er in vijf werkdagen geen antwoord, dan gaat de vraag naar %(name)s.")
    return to_area % {"name": up[0].name}


def escalated(request: Request, token: str, *, promised: bool = False) -> None:
    """Tell the manager it went to that the answer is theirs to give from now on; `promised` when
    it was promised for a day that went by.
    """
    manager = request.went_to
    about = {
        "department": request.department.name,
        "area": request.area.name,
        "day": date_nl(request.due_on),
    }
    silent = _(
        "%(department)s heeft deze vraag voor %(area)s niet beantwoord. Het antwoord was nodig "
        "op %(day)s."
    )
    if promised:
        silent = _(
            "Op deze vraag voor %(area)s aan %(department)s was het antwoord: later, op zijn "
            "laatst op %(day)s. Daarna bleef het stil."
        )
    no_manager = _("De afdeling heeft zelf geen manager. Daarom komt de vraag bij u.")
    lines = [
        _("Beste %(name)s,") % {"name": manager.name},
        silent % about,
        no_manager if manager.pk != request.department.manager_id else "",
        *_question(request, due=False),
        _("Vanaf nu bent u aan zet. U kunt antwoorden met deze link:"),
        _link(request, token),
    ]
    _send(request, manager.email, _("Er ligt een vraag bij u"), lines, "escalated")


def unanswered(request: Request) -> None:
    """Tell who asked that the department is silent, and that nobody stands above it."""
    lines = [
        _("Beste %(name)s,") % {"name": request.asked_by.name},
        _("%(department)s heeft uw vraag voor %(area)s niet beantwoord:")
        % {"department": request.department.name, "area": request.area.name},
        request.title,
        _("De afdeling heeft geen manager, en het gebied ook niet. Bij niemand ligt nu uw vraag."),
        _("Bel de afdeling. Of vraag de beheerder om een manager in te vullen."),
        _("Bekijk het verzoek:"),
        _url(request, request.get_absolute_url()),
    ]
    _to_asker(request, _("Niemand antwoordt op uw vraag"), lines, "unanswered")


def withdrawn(request: Request) -> None:
    """Tell the department, and who it went up to, that no answer is needed any more."""
    lines = [
        _("Deze vraag voor %(area)s hoeft u niet meer te beantwoorden:")
        % {"area": request.area.name},
        request.title,
    ]
    for who in dict.fromkeys([request.department, request.holder]):
        greeting = _("Aan %(department)s,") % {"department": who.name}
        _send(request, who.email, _("Een vraag is ingetrokken"), [greeting, *lines], "withdrawn")


def later(request: Request, answer: RequestAnswer, token: str) -> None:
    """Give who said "later" a link to come back to it."""
    lines = [
        _("Bedankt voor uw antwoord. U zei dat dit later kan, op %(day)s:")
        % {"day": date_nl(answer.promised_on)},
        request.title,
        _("Weet u het dan zeker? Laat het weten met deze link:"),
        _link(request, token),
    ]
    _send(request, request.holder.email, _("Uw antwoord is bewaard"), lines, "later")


def answered(request: Request, answer: RequestAnswer) -> None:
    """Tell the answer to who asked."""
    lines = [
        _("Beste %(name)s,") % {"name": request.asked_by.name},
        _("%(who)s heeft geantwoord op uw vraag:") % {"who": answer.answered_as},
        request.title,
        *said(answer),
        _("Bekijk het verzoek:"),
        _url(request, request.get_absolute_url()),
    ]
    _to_asker(request, _("Antwoord op uw vraag"), lines, "answered")


def said(answer: RequestAnswer) -> list[str]:
    """The answer in plain words: yes, no, or later and when; and the text that goes with it."""
    word = {
        "yes": _("Het antwoord is: ja."),
        "no": _("Het antwoord is: nee."),
        "later": _("Het antwoord is: later."),
    }[answer.state]
    if answer.promised_on:
        word = f"{word} {_('Op zijn laatst op %(day)s.') % {'day': date_nl(answer.promised_on)}}"
    return [word, answer.text]


def _question(request: Request, *, due: bool = True) -> list[str]:
    until = _("Antwoord graag uiterlijk op %(day)s.") % {"day": date_nl(request.due_on)}
    return [request.title, request.text, until if due else ""]


def _to_asker(request: Request, subject: str, lines: list[str], purpose: str) -> None:
    if request.asked_by.is_active:
        _send(request, request.asked_by.email, subject, lines, purpose)


def _send(request: Request, to: str, subject: str, lines: list[str], purpose: str) -> None:
    if not to:
        return
    municipality = request.area.municipality
    closing = [_("Met vriendelijke groet,"), _("Gemeente %(name)s") % {"name": municipality.name}]
    queue(
        to=to,
        subject=subject,
        text="\n\n".join([line for line in lines if line] + ["\n".join(closing)]),
        purpose=f"areas.request_{purpose}",
        about=f"areas.request:{request.pk}",
    )


def _link(request: Request, token: str) -> str:
    return _url(request, reverse("pages:answer_link", args=[token]))


def _url(request: Request, path: str) -> str:
    host = request.area.municipality.host
    return f"https://{host}{path}" if host else f"{settings.SITE_URL}{path}"
