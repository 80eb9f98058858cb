"""The document of a covenant, and the reminder before it ends."""

import datetime

import pytest

from areas.roles import RoleKind
from config.intake.documents import MAX_BYTES
from config.lib.clock import today
from config.outbox.models import Mail
from partners.actions.covenants import remind_covenants
from partners.actions.handover import hand_over
from partners.models import Covenant, CovenantDocument
from tests.factories import (
    AreaFactory,
    CovenantDocumentFactory,
    CovenantFactory,
    UserFactory,
    pdf,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost with a covenant that Ada keeps; Rik works there too."""
    area = AreaFactory(name="Oost")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.rik = person(RoleKind.ADVISOR_PHYSICAL, area, "Rik Reserve")
    area.covenant = CovenantFactory(municipality=area.municipality, keeper=area.ada)
    return area


def send(oost, client_of, file, **more):
    """Ada sends a document."""
    ada, url = client_of(oost.ada), f"{oost.covenant.get_absolute_url()}document/"
    return ada.post(url, {**filled(ada.get(url), name="Het convenant"), "file": file, **more})


def test_a_document_is_added_and_everyone_can_keep_it(oost, client, client_of):
    assert send(oost, client_of, pdf()).status_code == 302
    made = CovenantDocument.objects.get()
    assert "Het convenant" in client.get(oost.covenant.get_absolute_url()).text
    answer = client.get(made.get_absolute_url())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="het-convenant.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (pdf(inside=b"/JavaScript (app.alert())"), "script of een bijlage"),
        (pdf(inside=b"/EmbeddedFile x"), "script of een bijlage"),
        (pdf(inside=b"/Launch x"), "script of een bijlage"),
        (pdf(inside=b"x" * MAX_BYTES), "te groot"),
    ],
)
def test_a_pdf_that_does_something_or_is_too_large_is_refused(oost, client_of, file, says):
    file.seek(0)
    answer = send(oost, client_of, file)
    assert says in answer.text
    assert "Het convenant" in answer.text  # what was typed is still there
    assert not CovenantDocument.objects.exists()


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04", b"%PDF-1.7 cut off", b""])
def test_what_is_no_pdf_is_refused(oost, client_of, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = send(oost, client_of, SimpleUploadedFile("x.pdf", content, "application/pdf"))
    assert answer.status_code == 200
    assert "geen PDF" in answer.text
    assert not CovenantDocument.objects.exists()


def test_a_file_that_is_gone_is_not_found(oost, client):
    made = CovenantDocumentFactory(covenant=oost.covenant)
    made.file.storage.delete(made.file.name)
    assert client.get(made.get_absolute_url()).status_code == 404


def test_who_keeps_it_is_reminded_each_month_until_it_has_ended(oost, at):
    ends = today() + 200 * DAY
    Covenant.objects.update(ends_on=ends)
    counts = []
    for before in (130, 119, 100, 89, 0, -1):
        with at(*(ends - before * DAY).timetuple()[:3], 9):
            remind_covenants()
            counts.append(Mail.objects.filter(purpose="partners.covenant_waits").count())
    assert counts == [0, 1, 1, 2, 3, 3]
    mail = Mail.objects.first()
    assert mail.to == oost.ada.email
    assert "Samen veilig" in mail.text
    assert "Samen veilig" not in mail.subject


def test_an_evaluation_is_asked_for_until_it_is_there(oost):
    Covenant.objects.update(evaluate_on=today() + 20 * DAY)
    remind_covenants()
    Covenant.objects.update(outcome="Het gaat goed.", reminded_on=today() - 40 * DAY)
    remind_covenants()
    assert Mail.objects.filter(purpose="partners.covenant_waits").count() == 1


def test_nobody_is_reminded_who_left_and_a_colleague_takes_it_over(oost):
    Covenant.objects.update(ends_on=today() + DAY)
    town = oost.municipality
    days = {"starts_on": today(), "ends_on": None}
    hand_over(leaver=oost.ada, stand_in=oost.rik, municipality=town, by=oost.ada, **days)
    remind_covenants()
    assert Mail.objects.get(purpose="partners.covenant_waits").to == oost.rik.email
    Covenant.objects.update(keeper=UserFactory(is_active=False), reminded_on=None)
    remind_covenants()
    assert Mail.objects.filter(purpose="partners.covenant_waits").count() == 1


def test_a_colleague_of_another_area_may_and_a_stranger_may_not(oost, client_of):
    url = f"{oost.covenant.get_absolute_url()}document/"
    elsewhere = person(
        RoleKind.ADVISOR_SOCIAL, AreaFactory(name="West", municipality=oost.municipality), "Wim"
    )
    assert client_of(elsewhere).get(url).status_code == 200
    assert client_of(UserFactory(name="Stan")).get(url).status_code == 403
