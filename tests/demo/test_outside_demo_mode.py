"""Outside demo mode there is no way in without a mail code, and demo mode stays on this machine."""

import importlib
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import Resolver404, resolve

from config.demo.apps import DemoConfig


@pytest.mark.parametrize("path", ["/demo/", "/demo/1/", "/demo/post/", "/demo/post/1/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_pages_do_not_exist(db, client, path, method):
    assert getattr(client, method)(path).status_code == 404
    with pytest.raises(Resolver404):
        resolve(path)


def test_the_addresses_cannot_even_be_read():
    sys.modules.pop("config.demo.urls", None)
    with pytest.raises(ImproperlyConfigured, match="only when DEMO is set"):
        importlib.import_module("config.demo.urls")


def test_the_app_is_not_installed():
    assert "config.demo" not in settings.INSTALLED_APPS


def test_the_app_refuses_to_be_installed_without_demo():
    with pytest.raises(ImproperlyConfigured, match="without DEMO"):
        DemoConfig.create("config.demo").ready()


@pytest.mark.parametrize(
    ("name", "value"),
    [("BIND", "0.0.0.0"), ("ALLOWED_HOSTS", ["gemeente.example"])],
)
def test_the_app_refuses_anything_but_loopback(settings, name, value):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=r"127\.0\.0\.1 only"):
        DemoConfig.create("config.demo").ready()


def manage(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    """Run manage.py with these settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {"DATABASE_URL": "sqlite://:memory:"} | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_demo_mode_on_an_address_that_others_reach_does_not_start():
    refused = manage("check", DEMO="1", BIND="0.0.0.0")
    assert refused.returncode != 0
    assert "127.0.0.1 only" in refused.stderr
    assert manage("check", DEMO="1").returncode == 0
