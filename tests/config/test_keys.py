"""A form that is sent twice does its work once."""

import json
from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from config.intake import keys, retention
from config.intake.models import UsedKey
from config.lib import clock
from config.lib.retention import run
from config.outbox.models import Mail
from config.outbox.post import queue

pytestmark = pytest.mark.django_db


class IdeaForm(forms.Form):
    form_key = keys.KeyField()
    title = forms.CharField()


class Maker:
    """Makes a row each time that it is called, and counts."""

    def __init__(self, answer="/ideeen/1/"):
        self.calls, self.answer = 0, answer

    def __call__(self):
        self.calls += 1
        queue(to="anna@voorbeeld.nl", subject="Ontvangen", text="x", purpose="test")
        return self.answer


def test_the_first_press_does_the_work_and_a_replay_gets_its_answer():
    key, make = keys.new_key(), Maker()
    assert keys.once(key, "idea", make) == ("/ideeen/1/", True)
    make.answer = "/ideeen/2/"
    for _press in range(3):
        assert keys.once(key, "idea", make) == ("/ideeen/1/", False)
    assert make.calls == 1
    assert Mail.objects.count() == 1


def test_the_answer_is_the_address_of_what_was_made():
    class Idea:
        def get_absolute_url(self):
            return "/ideeen/bankje/"

    assert keys.once(keys.new_key(), "idea", Idea) == ("/ideeen/bankje/", True)


def test_two_forms_do_two_things():
    make = Maker()
    keys.once(keys.new_key(), "idea", make)
    keys.once(keys.new_key(), "idea", make)
    assert make.calls == 2


def test_work_that_fails_leaves_the_key_for_the_next_press():
    key = keys.new_key()

    def fails():
        Maker()()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        keys.once(key, "idea", fails)
    assert not UsedKey.objects.exists()
    assert not Mail.objects.exists()
    assert keys.once(key, "idea", Maker())[1]


def test_a_constraint_that_the_work_hits_is_not_taken_for_a_replay():
    def doubles():
        UsedKey.objects.create(digest="same", purpose="x")
        UsedKey.objects.create(digest="same", purpose="x")

    with pytest.raises(IntegrityError):
        keys.once(keys.new_key(), "idea", doubles)


@pytest.mark.parametrize("key", ["", "x", "1a2b-forged:signature", "é\x00", "\ud800", "a" * 5000])
def test_a_key_that_is_not_ours_is_refused(key):
    with pytest.raises(ValidationError):
        keys.once(key, "idea", Maker())


def test_one_changed_character_is_noticed():
    key = keys.new_key()
    for place in range(0, len(key), 5):
        forged = key[:place] + ("x" if key[place] != "x" else "y") + key[place + 1 :]
        assert keys.made_at(forged) is None


def test_a_key_does_its_work_for_one_purpose_only():
    key = keys.new_key()
    keys.once(key, "idea", Maker())
    with pytest.raises(ValidationError):
        keys.once(key, "signal", Maker())


def test_a_key_is_valid_for_a_day_and_its_answer_is_kept_for_two():
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        used, unused, make = keys.new_key(), keys.new_key(), Maker()
        keys.once(used, "idea", make)
        traveller.shift(keys.VALID + timedelta(seconds=1))
        assert keys.once(used, "idea", make) == ("/ideeen/1/", False)
        with pytest.raises(ValidationError):
            keys.once(unused, "idea", make)
        traveller.move_to(start + retention.KEYS - timedelta(seconds=1))
        assert _gone() == 0
        traveller.move_to(start + retention.KEYS)
        assert _gone() == 1


def test_the_key_itself_is_not_stored():
    key = keys.new_key()
    keys.once(key, "idea", Maker())
    assert key not in json.dumps(list(UsedKey.objects.values()), default=str)


def test_each_drawn_form_has_its_own_key():
    first, second = IdeaForm()["form_key"], IdeaForm()["form_key"]
    assert keys.made_at(first.value())
    assert first.value() != second.value()
    assert first.value() in str(first)


def test_a_form_with_another_mistake_keeps_its_key():
    key = keys.new_key()
    form = IdeaForm({"form_key": key, "title": ""})
    assert not form.is_valid()
    assert form["form_key"].value() == key


@pytest.mark.parametrize("sent", [{}, {"form_key": "x"}, {"form_key": "\x00"}])
def test_a_form_without_a_good_key_asks_to_press_again_and_loses_nothing(sent):
    form = IdeaForm({"title": "Bankje", **sent})
    assert not form.is_valid()
    assert form["title"].value() == "Bankje"
    again = IdeaForm({"title": form["title"].value(), "form_key": form["form_key"].value()})
    assert again.is_valid()


def test_a_late_second_press_passes_the_form_to_its_answer():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        key = keys.new_key()
        keys.once(key, "idea", Maker())
        traveller.shift(keys.VALID + timedelta(seconds=1))
        assert IdeaForm({"form_key": key, "title": "Bankje"}).is_valid()


PRESS = """
from config.intake import keys
from config.outbox.post import queue
from django.db import connection
def make():
    return str(queue(to="anna@voorbeeld.nl", subject="Ontvangen", text="x", purpose="press").pk)
import threading
answers, gate = [], threading.Barrier(4)
def press(key):
    gate.wait()
    answers.append(keys.once(key, "idea", make))
    connection.close()
for key in {keys}:
    threads = [threading.Thread(target=press, args=[key]) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
print(json.dumps(answers))
"""


@pytest.mark.real_clock  # other processes have no other
def test_presses_at_the_same_moment_have_one_effect(installation):
    """25 keys, each pressed 8 times by 2 processes: 25 effects, and 200 times the same answer."""
    sent = [keys.new_key() for _ in range(25)]
    code = PRESS.replace("{keys}", repr(sent))
    processes = [installation.start_code(code, SECRET_KEY=settings.SECRET_KEY) for _ in range(2)]
    answers = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        answers += json.loads(out)
    assert len(answers) == 200
    assert sum(created for _answer, created in answers) == 25
    assert len({answer for answer, _created in answers}) == 25
    count = "from config.outbox.models import Mail; print(Mail.objects.count())"
    assert installation.run(count) == 25


def _gone():
    return {rule.name: count for rule, count in run(retention.RULES)}["intake-keys"]
