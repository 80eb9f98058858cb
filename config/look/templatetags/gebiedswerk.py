"""Template tags of every page: Dutch amounts, numbers and dates, states, forms, tables."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django import forms, template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from config.lib import clock
from config.lib.lists import selection_of
from config.lib.money import format_euro
from config.lib.public import kept

register = template.Library()

STATES = {"neutral", "active", "waiting", "done", "late", "stopped"}
_DAYS_WEEK, _DAYS_MONTH, _DAYS_YEAR = 7, 30.44, 365.25
_LAST_MONTH_IN_WORDS = 345  # days; from here on "over 1 jaar"


@register.filter
def euro(cents) -> str:
    """Return cents as "€ 1.250,00"; nothing for None."""
    return "" if cents in (None, "") else format_euro(int(cents))


@register.filter
def euro0(cents) -> str:
    """Return cents as whole euros, "€ 1.250", rounded half up; nothing for None."""
    if cents in (None, ""):
        return ""
    rounded = (Decimal(cents) / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return format_euro(int(rounded) * 100).rpartition(",")[0]


@register.filter
def number(value, decimals: int | None = None) -> str:
    """Return a number in Dutch notation, "12.345" or with `decimals` "3,7"."""
    if value in (None, ""):
        return ""
    exact = Decimal(str(value))
    if decimals is None:
        decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    exact = exact.quantize(Decimal(1).scaleb(-int(decimals)), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def _day(value) -> date:
    if isinstance(value, datetime):
        zone = timezone.get_default_timezone()
        return (value.astimezone(zone) if value.tzinfo else value).date()
    return value


# Lists show dozens of dates and few different ones; formatting one takes as long as a small query.
@lru_cache(maxsize=4096)
def _in_full(day: date, _language: str | None) -> str:
    return date_format(day, "j F Y")


@lru_cache(maxsize=4096)
def _in_words(days: int, _language: str | None) -> str:
    near = {0: _("vandaag"), 1: _("morgen"), 2: _("overmorgen"), -1: _("gisteren")}
    near[-2] = _("eergisteren")
    if days in near:
        return near[days]
    size = abs(days)
    if size < 2 * _DAYS_WEEK:
        count, words = size, ngettext("%(n)d dag", "%(n)d dagen", size)
    elif size < 2 * _DAYS_MONTH:
        count = round(size / _DAYS_WEEK)
        words = ngettext("%(n)d week", "%(n)d weken", count)
    elif size < _LAST_MONTH_IN_WORDS:
        count = round(size / _DAYS_MONTH)
        words = ngettext("%(n)d maand", "%(n)d maanden", count)
    else:
        count = round(size / _DAYS_YEAR)
        words = ngettext("%(n)d jaar", "%(n)d jaar", count)
    sentence = _("over %(time)s") if days > 0 else _("%(time)s geleden")
    return sentence % {"time": words % {"n": count}}


@register.filter
def when(value) -> str:
    """Return a date as seen from today: "vandaag", "over 3 weken", "2 maanden geleden"."""
    if value in (None, ""):
        return ""
    return _in_words((_day(value) - clock.today()).days, get_language())


@register.filter
def date_nl(value) -> str:
    """Return a date as "12 maart 2026"."""
    return "" if value in (None, "") else _in_full(_day(value), get_language())


@register.filter
def time_nl(value) -> str:
    """Return the time of a datetime, here in the Netherlands, as "19.30 uur"."""
    if value in (None, ""):
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _("%(time)s uur") % {"time": f"{value:%H.%M}"}


@register.simple_tag
def moment(value) -> str:
    """Return a `<time>` with the date in words and in full; far away only in full."""
    return "" if value in (None, "") else _moment(_day(value), clock.today(), get_language())


@lru_cache(maxsize=4096)
def _moment(day: date, today: date, language: str | None) -> str:
    full = _in_full(day, language)
    days = (day - today).days
    if abs(days) < _LAST_MONTH_IN_WORDS:
        full = f"{_in_words(days, language)} ({full})"
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), full)


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, without "(…)"."""
    words = [word for word in str(name).split("(")[0].split() if word[:1].isalpha()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()


@register.simple_tag
def status(state: str, label) -> str:
    """Return a state as a word with a shape. Raises KeyError for a state that has no shape."""
    if state not in STATES:
        raise KeyError(f"{state!r} is none of {sorted(STATES)}")
    return format_html(
        '<span class="utrecht-status-badge gw-status gw-status--{}">{}</span>',
        state,
        label,
    )


@register.simple_tag
def crumb(url: str, text) -> str:
    """Return one step of the breadcrumb trail; without address it is the page itself."""
    link = (
        '<a class="utrecht-breadcrumb-nav__link utrecht-link utrecht-link--html-a" href="{}">{}</a>'
    )
    here = '<span class="utrecht-breadcrumb-nav__link" aria-current="page">{1}</span>'
    item = f'<li class="utrecht-breadcrumb-nav__item">{link if url else here}</li>'
    return format_html(item, url, text)


# --- Forms -----------------------------------------------------------------
_CONTROLS = (
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    ((forms.RadioSelect, forms.CheckboxSelectMultiple), "gw-choice"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.FileInput, "gw-file"),
    (forms.Widget, "utrecht-textbox utrecht-textbox--html-input"),
)


@register.filter
def control(field) -> str:
    """Return the input of a form field with the classes of the design system.

    Without `maxlength`: a browser cuts off a longer text that is pasted, and says nothing.
    """
    widget = field.field.widget
    css = next(names for kind, names in _CONTROLS if isinstance(widget, kind))
    extra = f" {css.split(' ', maxsplit=1)[0]}--invalid" if field.errors else ""
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css}{extra} {own}".strip(), "maxlength": False})


@register.simple_tag(takes_context=True)
def filter_form(context, filter) -> str:
    """Return the form above a list. A visitor gets the one that was drawn before for the same
    choice, until something is written: drawing it takes longer than drawing the list.
    """
    request, name = context["request"], type(filter).__name__

    def draw() -> str:
        return render_to_string("components/filter_form.html", {"filter": filter}, request)

    return kept(request, (name, request.path, selection_of(request)), draw)


@register.simple_tag
def attributes(attrs: dict) -> str:
    """Return the attributes of an element; True gives only the name, False and None nothing."""
    return flatatt(attrs)


@register.simple_tag
def options(groups) -> str:
    """Return the options of a choice, in their groups (`optgroups` of Django's Select)."""
    made = (
        (name, format_html_join("", '\n<option value="{}"{}>{}</option>', map(_option, choices)))
        for name, choices, _index in groups
    )
    return format_html_join("", "{}", ((_group(name, inside),) for name, inside in made))


def _option(option: dict) -> tuple:
    return option["value"], flatatt(option["attrs"]), option["label"]


def _group(name, inside: str) -> str:
    return format_html('\n<optgroup label="{}">{}</optgroup>', name, inside) if name else inside


@register.filter
def is_checkbox(field) -> bool:
    """Whether the label of a form field stands behind the input instead of above it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def fields_of(form, names) -> list:
    """Return the bound fields with these names, for a fieldset."""
    return [form[name] for name in names if name in form.fields]


# --- Tables ----------------------------------------------------------------
@register.simple_tag(takes_context=True)
def table_columns(context, table) -> list[dict]:
    """Return what the head of a django-tables2 table needs: header, class, sorting, its link."""
    if table._meta.orderable is False:
        return _plain_columns(type(table), get_language())
    return _columns(table, context.get("request"))


@lru_cache
def _plain_columns(table_class, _language) -> list[dict]:
    """The head of a table that cannot be sorted is always the same."""
    return _columns(table_class([]), None)


def _columns(table, request) -> list[dict]:
    field, columns = table.prefixed_order_by_field, []
    for column in table.columns:
        entry = {
            "header": column.header,
            "css": column.attrs["th"].get("class") or "",
            "url": "",
            "sort": "",
        }
        if column.orderable and request:
            query = request.GET.copy()
            query.pop(table.prefixed_page_field, None)
            query[field] = str(column.order_by_alias.next)
            entry["url"] = f"?{query.urlencode()}"
        if column.is_ordered:
            down = column.order_by_alias.is_descending
            entry["sort"] = "descending" if down else "ascending"
        columns.append(entry)
    return columns


@register.simple_tag
def table_rows(table) -> str:
    """Return the body of a table: attributes are worked out once a column, not once a cell."""
    shells = []
    for index, column in enumerate(table.columns):
        css = column.attrs["td"].get("class") or ""
        head = index == 0 and "gw-number" not in css
        opening = (
            '<th scope="row" role="rowheader" class="{}" data-label="{}">'
            if head
            else '<td role="cell" class="{}" data-label="{}">'
        )
        css = f"utrecht-table__cell {css}".strip()
        shells.append(
            (
                column.name,
                format_html(opening, css, column.header),
                "th" if head else "td",
            )
        )

    def cells(row):
        for name, opening, tag in shells:
            yield opening, localize(row.get_cell(name)), tag

    return format_html_join(
        "\n",
        '<tr role="row" class="utrecht-table__row">{}</tr>',
        ((format_html_join("", "{}{}</{}>", cells(row)),) for row in table.paginated_rows),
    )
