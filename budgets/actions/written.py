"""Writing a letter down as it goes out, and what follows on it: objections (Awb 3:41–3:47, 6:7)."""

import json
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from budgets.actions.letter_links import link_of
from budgets.actions.letters import tell_letter
from budgets.letter_kinds import six_weeks_after
from budgets.letter_text import VERSION, accounts_later, kinds_of, missing, parts_of
from budgets.models import (
    Application,
    Channel,
    Letter,
    LetterKind,
    Objection,
    ObjectionState,
    digest_of,
)
from budgets.permissions import may_keep_objections, may_settle_objection, may_write_letter
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from initiatives.actions.mails import address_of

KEPT = ("signed_for", "signed_as", "contact", "objection_post", "objection_digital")


@transaction.atomic
def send_letter(*, application: Application, given: dict, kind: str = "", by) -> Letter:
    """Write the letter that there is to write, keep it for good, and mail that it is there.

    `given` has the fields of KEPT, the duties, the period, and as `account_by` the last day (a
    date) to account for the money; `kind` says which where there is a choice. Who has no mail
    address gets it on paper. Raises PermissionDenied, and Refused when there is nothing to write,
    a part that the law asks is missing, or that day is over.
    """
    require(may_write_letter(by, application))
    kinds = kinds_of(application)
    if not kinds:
        raise Refused(_("Er is nog geen besluit om een brief over te schrijven."))
    if (kind := kind or kinds[0]) not in kinds:
        raise Refused(_("Deze brief past nu niet bij de aanvraag."))
    on, account_by = today(), given.get("account_by") or None
    if not accounts_later(application, kind):
        account_by = None
    given = {**given, "account_by": account_by}
    if account_by and account_by <= on:
        raise Refused(_("Kies voor de verantwoording een dag na vandaag."))
    parts = parts_of(application, kind, given, on)
    if lacking := missing(application, kind, parts, given):
        raise Refused(_("De brief is niet compleet. Er ontbreekt: %s.") % ", ".join(lacking))
    body = json.dumps(parts, ensure_ascii=False)
    letter = Letter.objects.create(
        application=application,
        kind=kind,
        on=on,
        objection_until=None if kind == LetterKind.EXTENDED else six_weeks_after(on),
        period=given.get("period") or "",
        account_by=account_by,
        channel=Channel.MAIL if address_of(application.initiative) else Channel.PAPER,
        body=body,
        digest=digest_of(body),
        template_version=VERSION,
        by=by,
        **{name: given[name] for name in KEPT},
    )
    area_id = application.initiative.area_id
    record(letter, "letter.sent", by=by, area_id=area_id, changes={"kind": [None, str(kind)]})
    tell_letter(letter, link_of(letter))
    return letter


@transaction.atomic
def note_objection(*, letter: Letter, reference: str, received_on: date, by) -> Objection:
    """Write down that an objection came; also a late one, on which is decided too.

    Due six weeks after the last day to object (Awb 7:10). Raises PermissionDenied, and Refused for
    a letter without objection, a day that cannot be, or a number that is there already.
    """
    require(may_keep_objections(by, letter))
    if letter.objection_until is None:
        raise Refused(_("Tegen deze brief staat geen bezwaar open."))
    if not letter.on <= received_on <= today():
        raise Refused(_("Kies een dag vanaf de brief tot en met vandaag."))
    return add_objection(letter, reference=reference, received_on=received_on, by=by)


def add_objection(letter: Letter, *, by, **given) -> Objection:
    """Write an objection down with the last day to decide on it; whether one may was asked before.

    Raises Refused for a number that is there already.
    """
    decide_by = six_weeks_after(letter.objection_until)
    try:
        with transaction.atomic():
            made = Objection.objects.create(letter=letter, decide_by=decide_by, **given)
    except IntegrityError:
        raise Refused(_("Dit bezwaar staat er al.")) from None
    _record(made, "objection.received", by, {})
    return made


@transaction.atomic
def settle_objection(*, objection: Objection, state: str, by) -> Objection:
    """Write down what came of an objection, once. Raises PermissionDenied or Refused."""
    require(may_settle_objection(by, objection.letter))
    if state == ObjectionState.OPEN or state not in ObjectionState.values:
        raise Refused(_("Kies wat de uitkomst is."))
    rows = Objection.objects.filter(pk=objection.pk, state=ObjectionState.OPEN)
    if not rows.update(state=state, decided_on=today(), version=F("version") + 1):
        raise Refused(_("Over dit bezwaar is al beslist."))
    objection.refresh_from_db()
    _record(objection, "objection.settled", by, {"state": [ObjectionState.OPEN, state]})
    return objection


def _record(objection: Objection, verb: str, by, changes: dict) -> None:
    area_id = objection.letter.application.initiative.area_id
    record(objection, verb, by=by, area_id=area_id, changes=changes)
