"""Taking words out for ever: a passage becomes "[weggelaten]" wherever an initiative left it.

What is kept about an initiative lies in many tables, some of which refuse every change; those are
opened for this one deed (config.audit.append_only.lifted). The trail says that it was done, by
whom and in how many rows, and never what the words were.
"""

import re
from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from areas.models import Request, RequestAnswer
from budgets.models import (
    Application,
    Decision,
    Fulfilment,
    MoneyAdvice,
    Objection,
    PenaltyFinding,
    Revocation,
    Score,
    Settlement,
    SpendingReport,
    TermStep,
    Vote,
)
from config.audit.append_only import lifted
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.text import normalise
from config.outbox.models import Mail
from initiatives.models import (
    CompassAnswer,
    Hiding,
    Initiative,
    Note,
    Outcome,
    Picture,
    Report,
    Story,
)
from initiatives.permissions.hiding import may_redact
from partners.models import AgendaItem

INSTEAD = "[weggelaten]"
LEAST = 3
# Each table with the way to the initiative.
PLACES = [
    (Story, "initiative"),
    (Picture, "initiative"),
    (Outcome, "initiative"),
    (Note, "initiative"),
    (Hiding, "initiative"),
    (Report, "initiative"),
    (CompassAnswer, "initiative"),
    (Application, "initiative"),
    (Decision, "application__initiative"),
    (TermStep, "application__initiative"),
    (PenaltyFinding, "application__initiative"),
    (MoneyAdvice, "application__initiative"),
    (Score, "application__initiative"),
    (SpendingReport, "application__initiative"),
    (Settlement, "application__initiative"),
    (Revocation, "application__initiative"),
    (Fulfilment, "application__initiative"),
    (Vote, "ballot__application__initiative"),
    (Objection, "letter__application__initiative"),
    (AgendaItem, "initiatives"),
    (Request, "initiatives"),
    (RequestAnswer, "request__initiatives"),
]


@transaction.atomic
def redact(initiative: Initiative, passage: str, *, by) -> int:
    """Take a passage out of everything that is stored with an initiative; returns in how many rows.

    Capitals and line breaks make no difference. Raises PermissionDenied; Refused for what is too
    short or is nowhere.
    """
    require(may_redact(by, initiative))
    pattern = _pattern(passage)
    found = sum(_clean(rows, pattern) for rows in _rows(initiative))
    if not found:
        raise Refused(_("Dit staat niet in de teksten bij dit initiatief. Neem het precies over."))
    initiative.refresh_from_db()
    search = normalise(initiative.title, initiative.group_name)[:400]
    Initiative.objects.filter(pk=initiative.pk).update(search=search)
    _forget_drafts(pattern)
    record(initiative, "initiative.redacted", by=by, changes={"rows": [None, found]})
    return found


def _pattern(passage: str) -> re.Pattern:
    words = passage.split()
    if len("".join(words)) < LEAST:
        raise Refused(_("Kies een langer stuk tekst."))
    return re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)


def _rows(initiative: Initiative) -> Iterator[models.QuerySet]:
    """Everything in which its words may stand, each as a queryset."""
    yield Initiative.objects.filter(pk=initiative.pk)
    for model, way in PLACES:
        yield model._default_manager.filter(**{way: initiative}).order_by().distinct()
    abouts = [f"{Initiative._meta.label_lower}:{initiative.pk}"]
    for model in (Application, Request):
        rows = getattr(initiative, f"{model._meta.model_name}s").order_by()
        abouts += [f"{model._meta.label_lower}:{pk}" for pk in rows.values_list("pk", flat=True)]
    yield Mail.objects.filter(about__in=abouts)
    kind = ContentType.objects.get_for_model(Initiative)
    yield LogEntry.objects.filter(content_type=kind, object_id=str(initiative.pk))


def _clean(rows: models.QuerySet, pattern: re.Pattern) -> int:
    """Take it out of these rows; returns how many held it."""
    fields = _texts(rows.model)
    changed = {}
    for pk, *texts in rows.values_list("pk", *(field.name for field in fields)):
        new = {
            # What stands instead may be longer than a field has room for.
            field.name: pattern.sub(INSTEAD, text)[: field.max_length]
            for field, text in zip(fields, texts, strict=True)
            if text and pattern.search(text)
        }
        if new:
            changed[pk] = new
    if changed:
        _write(rows.model, changed)
    return len(changed)


def _texts(model) -> list[models.Field]:
    """The fields of a table in which somebody types words."""
    kinds = (models.CharField, models.TextField)
    other = (models.EmailField, models.SlugField, models.URLField)
    fields = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
    return [field for field in fields if not field.choices and not isinstance(field, other)]


def _write(model, changed: dict[int, dict[str, str]]) -> None:
    """Store the new texts. An open form on the old text shows that it was changed."""
    names = {field.name for field in model._meta.concrete_fields}
    more = {"version": models.F("version") + 1} if "version" in names else {}
    if getattr(model, "append_only", False):
        with lifted(connection, model):
            for pk, new in changed.items():
                model._default_manager.filter(pk=pk).update(**new)
        return
    for pk, new in changed.items():
        model._default_manager.filter(pk=pk).update(**new, **more)


def _forget_drafts(pattern: re.Pattern) -> None:
    """Throw away what was half typed with these words in it, and nobody's login."""
    for row in Session.objects.iterator():
        kept = row.get_decoded()
        if pattern.search(str(kept.get("draft", ""))):
            store = SessionStore(row.pk)
            del store["draft"]
            store.save()
