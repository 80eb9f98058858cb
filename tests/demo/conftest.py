"""Demo mode and demo content for tests."""

import importlib

import pytest
from django.urls import clear_url_caches


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
