"""The one base of list pages, and paging that costs the same on every page of 100,000 rows."""

from urllib.parse import urlencode

import django_filters
from django.core import signing
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import fields
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from config.lib.public import kept
from config.lib.text import normalise

PER_PAGE = 25
COUNT_LIMIT = 1000
# How a row is named in the address, after or before which a page begins.
MARKS = {"na", "voor"}


class Page:
    """25 rows after (or before) a given row, found by an index instead of by counting past rows.

    `keyset` names two fields, the second unique, both read from high to low. The mark of a row
    travels in the address as `na` (after) or `voor` (before); a mark that is no mark is ignored.
    """

    def __init__(self, rows, keyset: tuple[str, str], params):
        self.keyset = keyset
        # A mark of another list must not reach this list's query.
        self.salt = f"{rows.model._meta.label_lower}.{keyset[0]}"
        self.params = {k: v for k, v in params.items() if k not in MARKS and v}
        after, before = self._mark(params.get("na")), self._mark(params.get("voor"))
        found = self._read(rows, after, before)
        more = len(found) > PER_PAGE
        self.object_list = found[:PER_PAGE]
        if before:
            self.object_list.reverse()
        self.has_next = bool(before) or more
        self.has_previous = bool(after) or (bool(before) and more)

    def _read(self, rows, after, before):
        first, last = self.keyset
        if before:
            rows = rows.order_by(first, last).filter(self._beyond("gt", before))
        else:
            rows = rows.order_by(f"-{first}", f"-{last}")
            rows = rows.filter(self._beyond("lt", after)) if after else rows
        return list(rows[: PER_PAGE + 1])

    def _beyond(self, side, mark):
        first, last = self.keyset
        # The plain bound on the first field lets the database start in the index at the mark.
        return Q(**{f"{first}__{side}e": mark[0]}) & (
            Q(**{f"{first}__{side}": mark[0]}) | Q(**{f"{last}__{side}": mark[1]})
        )

    def _mark(self, text):
        try:
            return signing.loads(text, salt=self.salt) if text else None
        except signing.BadSignature:
            return None

    def _link(self, name, row):
        values = [getattr(row, field) for field in self.keyset]
        mark = [values[0].isoformat() if hasattr(values[0], "isoformat") else values[0], values[1]]
        return "?" + urlencode({**self.params, name: signing.dumps(mark, salt=self.salt)})

    @cached_property
    def next_url(self) -> str:
        """The address of the next page, or empty."""
        return self._link("na", self.object_list[-1]) if self.has_next and self.object_list else ""

    @cached_property
    def previous_url(self) -> str:
        """The address of the page before, or empty."""
        if not (self.has_previous and self.object_list):
            return ""
        return self._link("voor", self.object_list[0])


def selection_of(request) -> tuple[tuple[str, str], ...]:
    """What the address asks for, the same on every page of the list."""
    asked = request.GET.items()
    return tuple(sorted((name, value) for name, value in asked if name not in MARKS))


def capped_count(rows) -> tuple[int, bool]:
    """Return how many rows there are up to 1,000, and whether there are more than that."""
    found = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    return min(found, COUNT_LIMIT), found > COUNT_LIMIT


class ListPage(SingleTableMixin, FilterView):
    """A list: what the user may see, of this municipality, filtered, 25 rows, as a table."""

    keyset: tuple[str, str]
    table_pagination = False
    context_table_name = "table"

    def get_queryset(self):
        """Rows of this municipality that the user may see."""
        rows = self.model._default_manager.visible_to(self.request.user)
        return rows.of(self.request.municipality)

    def get_filterset(self, filterset_class):
        """The filter with what the address asks for: the same for each visitor who asks for it."""
        key = ("filter", type(self).__name__, selection_of(self.request))
        return kept(self.request, key, lambda: super(ListPage, self).get_filterset(filterset_class))

    def shape(self, rows):
        """Add what each printed row needs (related objects, only some columns)."""
        return rows

    def count(self, rows) -> tuple[int, bool]:
        """How many rows there are, and whether there are more than that."""
        return capped_count(rows)

    def get_context_data(self, **kwargs):
        """Add the page of rows and how many there are in all, up to 1,000."""
        rows = self.object_list
        self.page = Page(self.shape(rows), self.keyset, self.request.GET.dict())
        self.object_list = self.page.object_list
        key = ("count", type(self).__name__, selection_of(self.request))
        count, more = kept(self.request, key, lambda: self.count(rows))
        return super().get_context_data(page=self.page, count=count, count_is_more=more, **kwargs)

    def get_table_data(self):
        """The rows of this page."""
        return self.object_list


class SearchFilter(django_filters.CharFilter):
    """Words in the stored search column, blind for case and accents, 200 characters at most."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Woorden"))
        super().__init__(max_length=200, **kwargs)

    def filter(self, rows, value):
        """Keep rows that hold every word."""
        for word in normalise(value or "").split()[:8]:
            rows = rows.filter(search__contains=word)
        return rows


class SlugChoice(fields.ChoiceField):
    """A choice by slug whose options come per request; a slug that is not shown counts too."""

    def valid_value(self, value):
        """Accept any well-formed slug; the filter decides whether it exists."""
        return super().valid_value(value) or str(value).replace("-", "").isalnum()
