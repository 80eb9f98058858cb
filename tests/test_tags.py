"""Amounts, numbers, dates and small charts, as they stand on the screen."""

from datetime import UTC, date, datetime
from decimal import Decimal

import django_tables2 as tables
import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.look.templatetags import gebiedswerk as tags

TODAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def rendered(source: str, **context) -> str:
    return Template("{% load gebiedswerk charts %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("cents", "exact", "whole"),
    [
        (125000, "€\xa01.250,00", "€\xa01.250"),
        (0, "€\xa00,00", "€\xa00"),
        (50, "€\xa00,50", "€\xa01"),
        (-125050, "-€\xa01.250,50", "-€\xa01.251"),
        (None, "", ""),
    ],
)
def test_amounts_are_dutch(cents, exact, whole):
    assert tags.euro(cents) == exact
    assert tags.euro0(cents) == whole


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (12345, None, "12.345"),
        (1234567, None, "1.234.567"),
        (100, None, "100"),
        (3.687, None, "3,687"),
        (Decimal("3.650"), 1, "3,7"),
        (-0.5, None, "-0,5"),
        (None, None, ""),
    ],
)
def test_numbers_are_dutch(value, decimals, shown):
    assert tags.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 12), "vandaag"),
        (date(2026, 3, 13), "morgen"),
        (date(2026, 3, 14), "overmorgen"),
        (date(2026, 3, 11), "gisteren"),
        (date(2026, 3, 10), "eergisteren"),
        (date(2026, 3, 17), "over 5 dagen"),
        (date(2026, 3, 7), "5 dagen geleden"),
        (date(2026, 4, 2), "over 3 weken"),
        (date(2026, 1, 12), "8 weken geleden"),
        (date(2026, 9, 12), "over 6 maanden"),
        (date(2027, 3, 12), "over 1 jaar"),
        (date(2020, 3, 12), "6 jaar geleden"),
        (None, ""),
    ],
)
@time_machine.travel(TODAY)
def test_dates_are_seen_from_today(day, words):
    assert tags.when(day) == words


@time_machine.travel(TODAY)
def test_a_moment_shortly_after_midnight_belongs_to_the_dutch_day():
    """23.30 UTC is already tomorrow in the Netherlands."""
    late = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    assert tags.when(late) == "morgen"
    assert tags.date_nl(late) == "13 maart 2026"
    assert tags.time_nl(late) == "00.30 uur"


@time_machine.travel(TODAY)
def test_a_moment_stands_in_words_with_the_date_beside_it():
    near = '<time datetime="2026-04-02">over 3 weken (2 april 2026)</time>'
    assert tags.moment(date(2026, 4, 2)) == near
    assert tags.moment(date(2029, 1, 1)) == '<time datetime="2029-01-01">1 januari 2029</time>'
    assert tags.moment(None) == ""


def test_initials_leave_out_what_stands_between_brackets():
    assert tags.initials("Demo de Vries (fictief)") == "DV"
    assert tags.initials("Opzichter") == "O"
    assert tags.initials("") == ""


def test_status_is_a_word_with_a_shape_and_escapes_its_word():
    assert tags.status("late", "<b>") == (
        '<span class="utrecht-status-badge gw-status gw-status--late">&lt;b&gt;</span>'
    )
    with pytest.raises(KeyError):
        tags.status("purple", "Paars")


def test_bar_fills_its_whole_and_never_more():
    parts = [
        {"label": "Uitgegeven", "value": 3000, "kind": "spent"},
        {"label": "Toegezegd", "value": 9000, "kind": "reserved"},
    ]
    html = rendered("{% bar parts 10000 'Budget' %}", parts=parts)
    assert 'width="25.00"' in html
    assert 'x="25.00" y="0" width="75.00"' in html
    assert "Uitgegeven: €\xa030; Toegezegd: €\xa090" in html
    assert "<li>" in html
    assert "<li>" not in rendered("{% bar_small parts 10000 'Budget' %}", parts=parts)


def test_bar_of_nothing_is_empty():
    parts = [{"label": "Klaar", "value": 0, "kind": "done"}]
    assert 'width="0.00"' in rendered("{% bar parts 0 'Acties' 'number' %}", parts=parts)


def test_trend_shows_the_same_figures_in_a_table():
    html = rendered("{% trend points 75 'Fietsen' '%' %}", points=[("2024", 60), ("2025", 71.5)])
    assert "<polyline" in html
    assert "71,5 %" in html
    assert "75 %" in html


def test_a_small_trend_is_only_the_picture_that_says_its_figures():
    points = [(2024, 60), (2025, 71.5)]
    html = rendered("{% trend_small points 75 'Fietsen' '%' until=2027 %}", points=points)
    assert "<title>Fietsen</title><desc>2024: 60 %; 2025: 71,5 %; doel 2027: 75 %</desc>" in html
    assert "<polyline" in html
    assert "<text" not in html
    assert "gw-trend__axis" not in html
    assert "<table" not in html


def test_trend_of_one_point_is_only_a_table():
    html = rendered("{% trend points None 'Fietsen' %}", points=[("2024", 60), ("2025", None)])
    assert "<svg" not in html
    assert "2025" not in html


def test_map_is_links_with_a_name():
    shapes = [{"path": "M0 0L1 1z", "url": "/gebieden/x/", "name": "X & Y", "current": True}]
    html = rendered("{% area_map shapes '0 0 10 10' 'Kaart' %}", shapes=shapes)
    assert 'href="/gebieden/x/"' in html
    assert 'aria-label="X &amp; Y" aria-current="true"' in html


class Form(forms.Form):
    title = forms.CharField(label="Titel", help_text="In één zin")
    agree = forms.BooleanField(label="Akkoord", required=False)


def test_field_ties_help_and_error_to_its_input():
    html = Form({}, auto_id="id_%s")["title"].as_field_group()
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "utrecht-textbox--invalid" in html


def test_optional_fields_say_so_and_a_checkbox_needs_no_such_word():
    form = Form()
    assert "niet verplicht" not in form["title"].as_field_group()
    assert "niet verplicht" not in form["agree"].as_field_group()


class Budgets(tables.Table):
    caption = "Budget per gebied"
    area = tables.Column(verbose_name="Gebied")
    left = tables.Column(verbose_name="Over", attrs={"td": {"class": "gw-number"}})


def shown_table(address: str, rows: list[dict], **options) -> str:
    request = RequestFactory().get(address)
    table = Budgets(rows, request=request, **options)
    return render_to_string("components/table.html", {"table": table, "request": request})


def test_table_names_its_rows_and_escapes_its_cells():
    html = shown_table("/x/", [{"area": "<b>", "left": 3}])
    assert "Budget per gebied</caption>" in html
    assert '<th scope="row" role="rowheader" class="utrecht-table__cell"' in html
    assert "&lt;b&gt;" in html
    assert '<td role="cell" class="utrecht-table__cell gw-number" data-label="Over">3</td>' in html


def test_sorting_keeps_the_filter_and_goes_back_to_the_first_page():
    html = shown_table("/x/?theme=groen&page=3", [], order_by="-area")
    assert 'aria-sort="descending"' in html
    assert 'href="?theme=groen&amp;sort=area"' in html


def test_table_without_rows_says_so():
    assert "Er is nog niets." in shown_table("/x/", [], empty_text="Er is nog niets.")
