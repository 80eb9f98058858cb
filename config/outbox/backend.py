"""Django's EMAIL_BACKEND: whatever an app or library mails goes through the outbox."""

from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.html import strip_tags

from config.outbox.post import queue

_DROPPED = {"message-id", "date", "from", "to", "cc", "bcc", "subject", "sender"}


class OutboxBackend(BaseEmailBackend):
    """Queues each message once per receiver, with priority: it carries login codes."""

    def send_messages(self, email_messages) -> int:
        """Queue the messages, all or none, and return how many.

        Raises ValueError for an attachment: the outbox carries text only.
        """
        with transaction.atomic():
            for message in email_messages:
                self._queue(message)
        return len(email_messages)

    def _queue(self, message) -> None:
        if message.attachments:
            raise ValueError("the outbox carries no attachments")
        html = message.content_subtype == "html"
        for receiver in message.recipients():
            queue(
                to=parseaddr(receiver)[1],
                subject=message.subject,
                text=strip_tags(message.body) if html else message.body,
                from_email=message.from_email,
                headers=_kept(message.extra_headers),
                purpose="account",
                urgent=True,
            )


def _kept(headers: dict[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in headers.items() if name.lower() not in _DROPPED}
