"""The application as gunicorn serves it, with its pages read before workers are made.

A worker that is killed each second must not spend that second on reading templates.
"""

from django.db import connections
from django.test import Client

from config.wsgi import application

Client().get("/signalen/doorgeven/", headers={"host": "localhost"})
connections.close_all()

__all__ = ["application"]
