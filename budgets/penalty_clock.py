"""What deciding too late costs on one request (dwangsom, Awb 4:17), for who handles money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from budgets.models import (
    Application,
    ApplicationState,
    Finding,
    LetterKind,
    PenaltyFinding,
    TermStep,
)
from budgets.term_clock import clock_of
from config.lib.clock import today
from config.lib.money import format_euro
from config.terms.penalty import Penalty, penalty
from config.terms.words import day_in_words

_DAY = timedelta(days=1)
# The letters that make a decision known (Awb 3:41).
_DECISIONS = (
    LetterKind.GRANTED,
    LetterKind.PARTLY,
    LetterKind.REFUSED,
    LetterKind.UNTREATED,
)


@dataclass(frozen=True)
class PenaltyClock:
    """The penalty so far, in words: what it comes to, what was found of it, and what is not sure
    about it.
    """

    penalty: Penalty
    finding: PenaltyFinding | None
    # The notice came before the end of the term, so another one may follow.
    is_early: bool
    said: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def cents(self) -> int:
        """What is owed: nothing on a ground of Awb 4:17 lid 6."""
        return self.penalty.cents if _is_owed(self.finding) else 0


def penalty_of(application: Application, steps: Sequence[TermStep]) -> PenaltyClock | None:
    """The penalty on a request of which a notice of default came; None without one, and for a
    request that was withdrawn.

    It counts until today, or until the day before the decision was sent.
    """
    notices = [step for step in steps if step.kind == TermStep.Kind.NOTICE]
    if not notices or application.state == ApplicationState.WITHDRAWN:
        return None
    end = clock_of(application, steps).end
    late = [step for step in notices if step.on > end]
    notice = late[0] if late else notices[-1]
    told = application.letters.filter(kind__in=_DECISIONS).order_by("pk").first()
    until = told.on - _DAY if told else today()
    found = penalty(term_end=end, received_on=notice.on, until=until)
    finding = application.penalty_findings.first()
    said = _said(found, until, told)
    # Where there is none, what it would come to only confuses.
    said = (*(said if _is_owed(finding) else said[:1]), *_found(finding, found.cents))
    warnings = _warnings(found, early=not late, finding=finding)
    return PenaltyClock(found, finding, not late, said, warnings)


def _is_owed(finding: PenaltyFinding | None) -> bool:
    """Whether it counts: so it does until somebody found that there is none."""
    return finding is None or finding.finding == Finding.OWED


def _said(found: Penalty, until: date, told) -> tuple[str, ...]:
    words = {
        "received": day_in_words(found.received_on),
        "first": day_in_words(found.first),
        "last": day_in_words(found.last),
        "amount": format_euro(found.cents),
        "days": found.days,
        "day": format_euro(found.a_day),
    }
    said = [_("De ingebrekestelling kwam op %(received)s.") % words]
    if until < found.first:
        # Sent in time, there is nothing to pay.
        said.append(
            _("Het besluit is op tijd verstuurd: er is geen dwangsom.")
            if told
            else _("Stuur het besluit voor %(first)s. Vanaf die dag kost het geld.") % words
        )
        return tuple(said)
    said.append(_("De dwangsom loopt vanaf %(first)s: %(amount)s in %(days)s dagen.") % words)
    if told:
        said.append(_("Het besluit is verstuurd. Er komt niets meer bij."))
    elif found.a_day:
        said.append(_("Vandaag kost %(day)s. De laatste dag is %(last)s.") % words)
    else:
        said.append(_("Dit is het hoogste bedrag."))
    return tuple(said)


def _found(finding: PenaltyFinding | None, cents: int) -> list[str]:
    """What was found, and the part of each applicant when several share it."""
    if finding is None:
        return []
    if not _is_owed(finding):
        ground = {"ground": finding.get_finding_display()}
        return [_("Er is geen dwangsom (Awb 4:17 lid 6): %(ground)s.") % ground]
    if finding.applicants == 1:
        return [_("Vastgelegd is dat de dwangsom verschuldigd is.")]
    # Not more than the whole: what cannot be shared in cents stays.
    part = format_euro(cents // finding.applicants)
    words = {"count": finding.applicants, "part": part}
    return [_("%(count)s aanvragers delen de dwangsom: ieder %(part)s (Awb 4:17 lid 7).") % words]


def _warnings(found: Penalty, *, early: bool, finding: PenaltyFinding | None) -> tuple[str, ...]:
    said = []
    if early:
        said.append(
            _("De brief kwam voor de termijn voorbij was. Laat een jurist zeggen of zij geldt.")
        )
    if not found.is_checked and _is_owed(finding):
        said.append(
            _("Of dit bedrag nog geldt, is niet nagekeken. Kijk artikel 4:17 van de Awb na.")
        )
    if finding is None:
        said.append(
            _("Of er geen dwangsom is (Awb 4:17 lid 6) en wie er deelt (lid 7), beoordeelt u zelf.")
        )
    return tuple(said)
