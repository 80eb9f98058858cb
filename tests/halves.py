"""What does not depend on which database answers: half of it on each, all of it with PROOF=full."""

from collections.abc import Sequence

from django.db import connection

from tests.proof.scale import FULL


def half(things: Sequence) -> list:
    """Every other of these on SQLite and the rest on PostgreSQL, so both runs together do all."""
    return list(things) if FULL else list(things[connection.vendor == "postgresql" :: 2])
