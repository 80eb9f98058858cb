"""The demo of one town, for all that is read of it and done in it."""

import pytest
import time_machine
from django.db import transaction

from config.pages.demo.load import load_demo
from tests.conftest import THE_DAY


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """The demo content, loaded once for the tests of this folder and undone after them."""
    with django_db_blocker.unblock(), time_machine.travel(THE_DAY, tick=True), transaction.atomic():
        loaded = load_demo()
        with django_db_blocker.block():
            yield loaded
        transaction.set_rollback(True)
