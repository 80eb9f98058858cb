"""What the tests forbid everywhere: unknown template variables, writing while reading, and mail
that a strict reader does not take.
"""

import re
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.db import connections
from django.template.base import Node
from django.test import Client

OURS = str(Path(__file__).resolve().parent.parent / "templates")
_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b", re.I)
# Who is logged in, and messages for the next page, are kept in the session.
MAY_BE_WRITTEN = ("django_session",)


class UnknownVariable(AssertionError):
    """A template of ours prints a variable that nobody gave it."""


class Strict(str):
    """Takes the place of what an unknown variable prints: an error, in templates of ours.

    Templates of packages (the admin, allauth, Django's widgets) rely on unknown variables being
    empty. An error in `{% if %}` and `{% firstof %}` never comes here: Django ignores it there.
    """

    def __new__(cls):
        """Django asks for a "%s" in it, and puts the variable there with `%`."""
        return super().__new__(cls, "%s")

    def __bool__(self):
        """Empty in `{% if %}`, where a related row that is missing gives this object, as in
        production; Django itself must see that there is something to print.
        """
        return sys._getframe(1).f_code.co_name == "resolve"

    def __mod__(self, variable):
        place = _template_of_the_caller()
        if place.startswith(OURS):
            raise UnknownVariable(f"{{{{ {variable} }}}} is unknown in {place}")
        return ""


def _template_of_the_caller() -> str:
    """The file of the innermost template node that is being rendered."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


class WriteWhileReading(AssertionError):
    """A page changed the database in answer to a request that only reads."""


def refuse_writes(execute, sql, params, many, context):
    """Database wrapper that lets reading through; `connection.execute_wrapper(refuse_writes)`."""
    if _WRITE.match(sql) and not any(f'"{table}"' in sql for table in MAY_BE_WRITTEN):
        raise WriteWhileReading(sql[:300])
    return execute(sql, params, many, context)


class ReadingClient(Client):
    """The test client, in which GET, HEAD and OPTIONS cannot write."""

    def request(self, **request):
        """Send the request; raises WriteWhileReading when a read wants to write."""
        if request.get("REQUEST_METHOD", "GET") not in {"GET", "HEAD", "OPTIONS"}:
            return super().request(**request)
        with connections["default"].execute_wrapper(refuse_writes):
            return super().request(**request)


def read_mail(data: bytes) -> EmailMessage:
    """A mail as RFC 5322 has it: read by a strict parser that forgives nothing.

    Raises MessageDefect or AssertionError for what another program may read otherwise.
    """
    read = message_from_bytes(data, policy=policy.SMTP.clone(raise_on_defect=True))
    lines = data.split(b"\r\n" if b"\r\n" in data else b"\n")
    assert max(map(len, lines)) <= 998, "a line that is too long"
    for name, value in read.items():
        assert not value.defects, (name, value.defects)
        assert value.isprintable(), name
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(read.get_all(name, [])) == 1, f"{name} stands there once"
    assert len(read["To"].addresses) == len(read["From"].addresses) == 1
    assert read["Message-ID"].startswith("<")
    assert read["Auto-Submitted"] == "auto-generated"
    if stop := read["List-Unsubscribe"]:
        # RFC 8058: one address, and the line that lets a program press the button.
        assert re.fullmatch(r"<https?://[^<>\s]+>", str(stop).strip()), stop
        assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return read
