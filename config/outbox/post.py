"""Queueing a mail beside a change, and handing queued mail to the mail server.

Delivery promises *at least once*. A mail goes out twice only when the server accepted it and the
worker died before it could write that down; both copies carry the same Message-ID.
"""

import logging
import smtplib
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import DatabaseError, InterfaceError, connection, models
from django.utils.text import Truncator

from config.lib import clock
from config.outbox.models import Mail, State

log = logging.getLogger("gebiedswerk.outbox")

LEASE = timedelta(seconds=60)
# Four answers per mail (MAIL, RCPT, DATA, end of text) must fit in the lease; connecting is
# done before a mail is claimed.
SMTP_TIMEOUT = 14
BACKOFF = [timedelta(minutes=n) for n in (1, 5, 15, 60, 120, 240, 480, 720, 1440)]
MAX_ATTEMPTS = len(BACKOFF) + 1
SERVER_AWAY = timedelta(minutes=1)
_OWN_HEADERS = {"to", "cc", "bcc", "from", "subject", "message-id", "date", "sender"}


def queue(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    about: str = "",
    headers: dict[str, str] | None = None,
    from_email: str = "",
    calendar: str = "",
    urgent: bool = False,
) -> Mail:
    """Put one mail in the outbox, in the caller's transaction: no commit, no mail.

    `calendar` is the text of a calendar file (RFC 5545) that goes with it. `about` names the object
    ("initiatives.initiative:12"). `urgent` goes before the rest (login codes). The subject travels
    in the clear and is kept: it carries no personal data.
    Raises ValueError for an address, subject or header that could not be sent safely.
    """
    to, subject = to.strip(), subject.strip()
    _check(to, subject, headers or {})
    return Mail.objects.create(
        to=to,
        subject=Truncator(subject).chars(200),
        text=text,
        calendar=calendar,
        purpose=purpose,
        about=about,
        headers=headers or {},
        from_email=from_email or settings.DEFAULT_FROM_EMAIL,
        urgent=urgent,
        message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
    )


def deliver_due(limit: int = 50, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Try to send what is due, at most `limit` mails, and return how many were sent.

    Call it outside a transaction: a claim is committed before the server is spoken to, and no
    lock is held meanwhile. `stop` is asked between two mails.
    """
    due = Mail.objects.due(clock.now()).order_by("-urgent", "next_attempt_at", "id")
    waiting = list(due.values_list("pk", flat=True)[:limit])
    if not waiting:
        return 0
    server = delivery_backend()
    sent = 0
    for pk in waiting:
        # Connecting comes first: its waiting time is not taken from the lease.
        if stop() or not _open(server):
            break
        if (mail := claim(pk)) is not None:
            sent += _send(mail, server)
    _close(server)
    return sent


def claim(pk: int) -> Mail | None:
    """Make one mail ours for the length of the lease; None when another worker has it.

    One conditional UPDATE decides, so it is exact on both databases. Attempts are counted here
    and not afterwards: a mail that kills its worker runs out of them too.
    """
    now = clock.now()
    mine = Mail.objects.due(now).filter(pk=pk)
    if mine.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=State.FAILED, lease_until=None, error="WorkerDied"
    ):
        return None
    claimed = mine.update(
        state=State.SENDING, lease_until=now + LEASE, attempts=models.F("attempts") + 1
    )
    return Mail.objects.get(pk=pk) if claimed else None


def delivery_backend():
    """Return the connection that OUTBOX_DELIVERY describes: a dict as `environ.email_url` gives."""
    given = settings.OUTBOX_DELIVERY
    if given["EMAIL_BACKEND"].startswith("config.outbox."):
        raise ImproperlyConfigured("OUTBOX_DELIVERY must send, not queue again.")
    options = {
        "host": given.get("EMAIL_HOST"),
        "port": given.get("EMAIL_PORT"),
        "username": given.get("EMAIL_HOST_USER"),
        "password": given.get("EMAIL_HOST_PASSWORD"),
        "use_tls": given.get("EMAIL_USE_TLS"),
        "use_ssl": given.get("EMAIL_USE_SSL"),
        "file_path": given.get("EMAIL_FILE_PATH"),
        "timeout": SMTP_TIMEOUT,
    }
    options = {name: value for name, value in options.items() if value not in (None, "")}
    return get_connection(given["EMAIL_BACKEND"], **options)


def _send(mail: Mail, server) -> bool:
    """Hand one claimed mail to the server and write down what came of it."""
    try:
        server.send_messages([_message(mail, server)])
    except Exception as error:  # noqa: BLE001 whatever goes wrong with one mail, the others go on
        _close(server)
        _write_down(_not_sent, mail, error)
        return False
    _write_down(_sent, mail)
    return True


def _message(mail: Mail, server) -> EmailMessage:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **mail.headers}
    message = EmailMessage(
        mail.subject, mail.text, mail.from_email, [mail.to], headers=headers, connection=server
    )
    if mail.calendar:
        message.attach("overleg.ics", mail.calendar, "text/calendar")
    return message


def _sent(mail: Mail) -> None:
    """Sent is sent, also when the lease ran out meanwhile: so no condition on the lease."""
    kept = {} if settings.DEMO else {"to": "", "text": "", "calendar": ""}
    Mail.objects.filter(pk=mail.pk).update(
        state=State.SENT, sent_at=clock.now(), lease_until=None, error="", **kept
    )


def _not_sent(mail: Mail, error: Exception) -> None:
    name = type(error).__name__
    give_up = mail.attempts >= MAX_ATTEMPTS or is_permanent(error)
    log.warning("mail %s %s, attempt %d: %s", mail.pk, mail.purpose, mail.attempts, name)
    ours = Mail.objects.filter(pk=mail.pk, state=State.SENDING, lease_until=mail.lease_until)
    if give_up:
        ours.update(state=State.FAILED, lease_until=None, error=name)
    else:
        later = clock.now() + BACKOFF[mail.attempts - 1]
        ours.update(state=State.QUEUED, lease_until=None, error=name, next_attempt_at=later)


def is_permanent(error: Exception) -> bool:
    """Whether trying again is useless: the server said 5xx about this mail, or it cannot be built.

    A refused greeting or login is about us and not about the mail, so that is tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _open(server) -> bool:
    """Connect unless we are; a server that is away costs no mail an attempt, and all wait."""
    try:
        server.open()
    except Exception as error:  # noqa: BLE001 refused, wrong password, bad certificate
        now, name = clock.now(), type(error).__name__
        log.warning("mail server does not answer: %s", name)
        queued = Mail.objects.due(now).filter(state=State.QUEUED)
        queued.update(next_attempt_at=now + SERVER_AWAY, error=name)
        return False
    return True


def _close(server) -> None:
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        log.info("mail server did not say goodbye")


def _write_down(write: Callable[..., None], *about) -> None:
    """Write an outcome, with patience: forgetting it now would mean a second copy of the mail."""
    for pause in (0.5, 1, 2, 4, 8):
        try:
            return write(*about)
        except (DatabaseError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return write(*about)


def _check(to: str, subject: str, headers: dict[str, str]) -> None:
    lines = [to, subject, *headers, *headers.values()]
    if any(sign in line for line in lines for sign in "\r\n\x00"):
        raise ValueError("a mail header holds a line break")
    if {name.lower() for name in headers} & _OWN_HEADERS:
        raise ValueError("this header is set by the outbox")
    if not subject or to.lower() in subject.lower():
        raise ValueError("the subject is empty or names the receiver")
    if len(to) > 254:
        raise ValueError("not a mail address")
    try:
        validate_email(to)
    except ValidationError:
        raise ValueError("not a mail address") from None


def lag(at: datetime | None = None) -> timedelta:
    """How long the oldest mail that is due has been waiting; zero when nothing is."""
    at = at or clock.now()
    oldest = Mail.objects.due(at).aggregate(first=models.Min("next_attempt_at"))["first"]
    return at - oldest if oldest else timedelta()
