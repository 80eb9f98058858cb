"""Production settings for the bench, with a middleware that counts queries when asked."""

import os

os.environ.setdefault("SECRET_KEY", "a-key-for-the-bench-only-" * 3)
os.environ |= {"DEBUG": "0", "DEMO": "0", "HTTPS": "0", "SECOND_FACTOR_REQUIRED": "0"}

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

if os.environ.get("BENCH") == "bare":
    # The yardstick asks the database one thing only.
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith("PublicPages")]
MIDDLEWARE = ["tests.bench.counting.CountQueries", *MIDDLEWARE]
CONN_MAX_AGE = 60
ROOT_URLCONF = "tests.bench.urls"
