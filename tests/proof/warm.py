"""The application as gunicorn serves it, with its pages read before workers are made.

A worker that is killed each second must not spend that second on reading templates.
"""

from datetime import timedelta

from django.db import connections
from django.test import Client

from config.wsgi import application
from initiatives.views import signal

# Nothing is set aside, so that each question has its mail, and mails can be counted too.
signal.AT_ONCE_TOGETHER = (1_000_000, timedelta(hours=1))
Client().get("/signalen/doorgeven/", headers={"host": "localhost"})
connections.close_all()

__all__ = ["application"]
