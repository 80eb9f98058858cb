"""The guard: bots are slowed down, people are never refused for good."""

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.template import engines

from areas.models import Theme
from config.intake import keys
from config.intake.spam import SHORTEST, GuardedForm
from config.lib import clock

pytestmark = pytest.mark.django_db


class SignalForm(GuardedForm):
    text = forms.CharField(label="Wat is er?")


class ThemeForm(GuardedForm, forms.ModelForm):
    class Meta:
        model = Theme
        fields = ("name",)


class OtherOrderForm(forms.ModelForm, GuardedForm):
    class Meta:
        model = Theme
        fields = ("name",)


@pytest.fixture
def clocks():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def drawn(form):
    """Draw a form at this moment: what a browser would post back of it."""
    return {name: form[name].value() or "" for name in form.fields}


def test_a_person_gets_through(clocks):
    page = drawn(SignalForm())
    clocks.shift(SHORTEST)
    form = SignalForm(page | {"text": "De lamp is stuk"})
    assert form.is_valid()
    assert keys.made_at(form.cleaned_data["form_key"])


@pytest.mark.parametrize("minutes", [1, 30, 60 * 8, 60 * 23])
def test_a_slow_person_gets_through(clocks, minutes):
    page = drawn(SignalForm())
    clocks.shift(timedelta(minutes=minutes))
    assert SignalForm(page | {"text": "De lamp is stuk"}).is_valid()


def test_who_is_too_fast_is_asked_to_press_again_and_loses_nothing(clocks):
    page = drawn(SignalForm())
    form = SignalForm(page | {"text": "De lamp is stuk"})
    assert not form.is_valid()
    assert form.non_field_errors() == [str(GuardedForm.too_fast)]
    again = drawn(form)
    clocks.shift(SHORTEST)
    assert SignalForm(again).is_valid()
    assert again["text"] == "De lamp is stuk"


def test_who_filled_the_extra_field_sees_it_empties_it_and_gets_through(clocks):
    page = drawn(SignalForm())
    clocks.shift(SHORTEST)
    form = SignalForm(page | {"text": "De lamp is stuk", "more_info": "https://spam.example"})
    assert not form.is_valid()
    shown = str(form["more_info"])
    assert "gw-visually-hidden" not in shown
    assert "aria-hidden" not in shown
    assert "spam.example" not in shown
    assert SignalForm(drawn(form)).is_valid()


def test_a_bot_that_fills_everything_never_gets_through(clocks):
    form = SignalForm()
    for _try in range(5):
        clocks.shift(SHORTEST)
        form = SignalForm(drawn(form) | {"text": "x", "more_info": "x"})
        assert not form.is_valid()


@pytest.mark.parametrize("key", ["", "x", "19a-forged:abc"])
def test_a_bot_that_never_opened_the_page_does_not_get_through(key):
    assert not SignalForm({"text": "x", "form_key": key, "more_info": ""}).is_valid()


def test_the_extra_field_is_out_of_sight_but_not_out_of_the_page():
    field = str(SignalForm()["more_info"])
    assert 'class="gw-visually-hidden"' in field
    assert 'aria-hidden="true"' in field
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field
    assert 'type="text"' in field
    for trace in ("style=", "display", "hidden>", 'type="hidden"'):
        assert trace not in field


def test_every_layout_draws_it_once():
    """Also one that names its own fields: the hidden ones are drawn by themselves."""
    page = engines["django"].from_string(
        "{% for field in form.hidden_fields %}{{ field }}{% endfor %}{{ form.text }}"
    )
    assert page.render({"form": SignalForm()}).count('name="more_info"') == 1
    assert [field.name for field in SignalForm().visible_fields()] == ["text"]


@pytest.mark.parametrize("kind", [ThemeForm, OtherOrderForm])
def test_it_guards_a_form_of_a_model_in_either_order(clocks, kind):
    page = drawn(kind())
    fast = kind(page | {"name": "Groen"})
    assert not fast.is_valid()
    clocks.shift(SHORTEST)
    assert kind(page | {"name": "Groen"}).is_valid()
    assert not kind(page | {"name": "Groen", "more_info": "x"}).is_valid()


def test_key_and_trap_are_no_content():
    form = SignalForm({"form_key": keys.new_key(), "more_info": "x", "text": ""})
    assert not form.has_changed()


def test_one_key_over_and_over_has_one_effect(clocks):
    """A bot that replays one good post 200 times gets one answer."""
    page, made = drawn(SignalForm()), []
    clocks.shift(SHORTEST)
    for _replay in range(200):
        form = SignalForm(page | {"text": "x"})
        assert form.is_valid()
        keys.once(form.cleaned_data["form_key"], "signal", lambda: made.append(1) or "/m/1/")
    assert len(made) == 1
