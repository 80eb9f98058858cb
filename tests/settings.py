"""The application's own settings, made quick and closed for tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What a developer has set for running must not change what the tests see.
for _name in ("ADMIN_PATH", "ALLOWED_HOSTS", "BIND", "EMAIL_URL", "OIDC_SERVER_URL", "SITE_URL"):
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "a-key-for-tests-only-" * 3
os.environ |= {"DEBUG": "0", "DEMO": "0", "HTTPS": "0", "TRUSTED_PROXIES": "0"}
# One folder for the run, also for the processes that pytest starts for its second core.
_FOLDER = os.environ.get("GEBIEDSWERK_TEST_FOLDER")
if not _FOLDER:
    _FOLDER = os.environ["GEBIEDSWERK_TEST_FOLDER"] = tempfile.mkdtemp(prefix="gebiedswerk-")
    atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402
from tests.strict import Strict  # noqa: E402

CASE_KEYS = ["YS1rZXktZm9yLXRlc3RzLW9ubHktYS1rZXktZm9yLXQ="]
SECOND_FACTOR_REQUIRED = False  # tests of the second factor switch it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PRIVATE_ROOT = Path(_FOLDER) / "uploads"
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Strict()
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as threads and processes of a test cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_FOLDER) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
else:
    # Connections of a live server's threads would keep the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # A database that has all tables already (tests/run.py), where there is one.
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("GEBIEDSWERK_TEST_TABLES")}
