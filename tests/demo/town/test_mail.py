"""The mail of the whole demonstration: no subject says who or what it is about."""

import pytest

from config.outbox.models import Mail
from tests.test_mail import DEEDS, leaks_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_no_subject_of_the_whole_story_holds_a_name_a_place_or_an_idea(figures):
    mails = list(Mail.objects.values_list("subject", "purpose"))
    subjects = {subject for subject, _purpose in mails}
    assert len(mails) > 20
    leaks = leaks_in(subjects)
    figures("subjects of the story", mails=len(mails), different=len(subjects), leaks=len(leaks))
    assert leaks == set()
    assert {purpose for _subject, purpose in mails} <= set(DEEDS) | {"account"}
