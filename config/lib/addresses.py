"""Addresses within the site, kept once worked out: a list needs the same ones again and again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def address(name: str, *args) -> str:
    """The path of a page. `reverse` does the same, but takes as long as printing ten variables."""
    return reverse(name, args=args)
