"""Settings of the processes that these tests start: as installed, without daily jobs."""

from config.settings import *  # noqa: F403

WORKER_DAILY: list[str] = []
