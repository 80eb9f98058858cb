"""Demo mode and demo content for tests."""

import importlib

import pytest
import time_machine
from django.db import transaction
from django.urls import clear_url_caches

from config.pages.demo.load import load_demo
from tests.conftest import THE_DAY


@pytest.fixture
def demo_mode(settings):
    """The site as it is with DEMO=1."""
    # Read as it is without: whichever test comes first, the others must not find demo pages.
    importlib.import_module(settings.ROOT_URLCONF)
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ".localhost"]
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo content, loaded once for all tests of a file and undone after them."""
    with django_db_blocker.unblock(), time_machine.travel(THE_DAY, tick=True), transaction.atomic():
        loaded = load_demo()
        with django_db_blocker.block():
            yield loaded
        transaction.set_rollback(True)
