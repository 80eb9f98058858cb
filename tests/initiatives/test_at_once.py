"""Many at the same moment, in threads with their own connections: exact on both databases."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from areas.models import User
from config.intake import keys
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.handle import move, release
from initiatives.actions.pictures import add_picture
from initiatives.actions.sign_up import confirm_sign_up, leave_gathering, leaving, sign_up
from initiatives.actions.submit import confirm, submit
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Note, Picture, SignUp, State, Tally
from initiatives.permissions.initiatives import MAX_PICTURES
from tests.factories import GatheringFactory, InitiativeFactory, SignUpFactory
from tests.initiatives.conftest import link_in
from tests.initiatives.test_pictures import jpeg, stored

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


def at_once(work, number: int = THREADS) -> list:
    """Do the same work in threads that start together; what was refused counts as None."""
    gate = threading.Barrier(number)

    def one(index):
        gate.wait()
        try:
            return work(index)
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_of_many_moves_at_once_one_counts(oost, transactional_db):
    public = InitiativeFactory(area=oost.area, submitter=oost.rosa)
    recount()
    read = [Initiative.objects.get(pk=public.pk) for _number in range(THREADS)]
    moved = at_once(lambda n: move(initiative=read[n], to=State.RUNNING, by=oost.ada))
    assert len([one for one in moved if one]) == 1
    assert Note.objects.count() == Mail.objects.count() == 1
    assert Tally.objects.get(count=1).state == State.RUNNING
    assert recount() == 0


def test_moves_of_different_initiatives_at_once_are_all_counted(oost, transactional_db):
    rows = [
        InitiativeFactory(area=oost.area, released_at=None, submitter=oost.rosa)
        for _number in range(THREADS)
    ]
    at_once(lambda n: release(initiative=rows[n], theme=oost.theme, by=oost.ada))
    at_once(
        lambda n: move(
            initiative=rows[n],
            to=State.RUNNING if n % 2 else State.DECLINED,
            reason="Zo is het.",
            by=oost.ada,
        )
    )
    counts = dict(Tally.objects.filter(count__gt=0).values_list("state", "count"))
    assert counts == {"running": 3, "declined": 3}
    assert recount() == 0


def test_a_link_pressed_many_times_at_once_confirms_once(oost, transactional_db):
    submit(area=oost.area, idea={"title": "Hek", "contact_email": "nina@example.org"}, by=None)
    token = link_in(Mail.objects.get()).split("/")[-2]
    confirmed = at_once(lambda n: confirm(token=token))
    assert len([one for one in confirmed if one]) == 1
    assert User.objects.filter(email="nina@example.org").count() == 1
    assert Mail.objects.filter(purpose="initiatives.received").count() == 1


def test_two_ideas_of_one_new_address_confirmed_at_once_make_one_account(oost, transactional_db):
    for number in range(THREADS):
        submit(
            area=oost.area,
            idea={"title": f"Hek {number}", "contact_email": "nina@example.org"},
            by=None,
        )
    links = [link_in(mail).split("/")[-2] for mail in Mail.objects.all()]
    at_once(lambda n: confirm(token=links[n]))
    assert User.objects.get(email="nina@example.org").initiatives.count() == THREADS


def test_one_key_used_many_times_at_once_sends_once(oost, transactional_db):
    key = keys.new_key()
    idea = {"title": "Hek", "contact_email": "nina@example.org"}

    def make():
        submit(area=oost.area, idea=dict(idea), by=None)
        return "verstuurd"

    answers = at_once(lambda n: keys.once(key, "initiatives.submit", make))
    assert {answer[0] for answer in answers} == {"verstuurd"}
    assert Initiative.objects.filter(title="Hek").count() == Mail.objects.count() == 1


def test_many_pictures_at_once_stay_within_six(oost, transactional_db):
    for _number in range(MAX_PICTURES - 2):
        stored(oost.initiative, oost.rosa)

    def add(number):
        file = ContentFile(jpeg(), name=f"{number}.jpg")
        return add_picture(initiative=oost.initiative, file=file, alt="Groen", by=oost.rosa)

    assert len([one for one in at_once(add) if one]) == 2
    assert Picture.objects.count() == MAX_PICTURES


def test_of_many_at_once_for_the_last_seat_one_gets_it(oost, transactional_db):
    evening = GatheringFactory(area=oost.area, seats=1)
    tokens = []
    for number in range(THREADS):
        sign_up(evening, email=f"buur{number}@example.org", people=1)
        tokens.append(re.search(r"bevestigen/([^/\s]+)/", Mail.objects.latest("pk").text)[1])
    came = at_once(lambda n: confirm_sign_up(tokens[n]))
    assert len([one for one in came if one.seated_at]) == 1
    assert SignUp.objects.seated().count() == 1
    assert SignUp.objects.waiting().count() == THREADS - 1
    mails = Mail.objects.filter(purpose="initiatives.gathering_seat")
    assert mails.get().to == SignUp.objects.seated().get().email


def test_a_link_to_leave_pressed_many_times_frees_one_seat(oost, transactional_db):
    evening = GatheringFactory(area=oost.area, seats=1)
    SignUpFactory(gathering=evening)
    for _number in range(3):
        SignUpFactory(gathering=evening, seated_at=None)
    token = leaving(evening, SignUp.objects.seated().get())
    left = at_once(lambda n: leave_gathering(token))
    assert len([one for one in left if one]) == 1
    assert SignUp.objects.seated().count() == 1
    assert SignUp.objects.waiting().count() == 2
