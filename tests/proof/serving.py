"""Settings of web servers that tests start: one proxy in front, that says who asks."""

from tests.settings import *  # noqa: F403

TRUSTED_PROXIES = 1
