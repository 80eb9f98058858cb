"""Mijn werk: what waits for me, what is late, what is new, for the areas where I work.

Each list is one question to the database, with a limit: 15 lines are shown, 99 are counted.
"""

from config.pages.work.changes import news
from config.pages.work.lists import late, waiting
from config.pages.work.reach import Reach

__all__ = ["Reach", "late", "news", "waiting"]
