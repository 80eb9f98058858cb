"""Questions at a confidential table: brought in without a name, read on record, and closed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from partners.actions.cases import (
    add_note,
    close_case,
    open_case,
    read_case,
    set_reference,
    set_step,
)
from partners.models import CaseNote, CaseReading, CaseTally, Seat, SupportCase
from partners.models.cases import AskedWithoutMember
from tests.factories import (
    AreaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RoundtableFactory,
    SeatFactory,
    UserFactory,
    confidential_kind,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
QUESTION = "Drie instanties komen langs en niemand weet wie de schulden oppakt."


@pytest.fixture
def tafel(db):
    """The verdeeltafel of Oost: Mila of the municipality and Teun of welfare sit there; Ada keeps
    the agenda of Oost, Stan sits at the table of West.
    """
    area, west = AreaFactory(name="Oost"), AreaFactory(name="West")
    kind = confidential_kind(area.municipality)
    table = RoundtableFactory(area=area, kind=kind, name="Verdeeltafel Oost")
    table.desk = OrganisationFactory(municipality=area.municipality, code="loket", name="Loket")
    table.welfare = OrganisationFactory(municipality=area.municipality, name="Welzijn")
    table.organisations.set([table.desk, table.welfare])
    for name, user, organisation in (("mila", "Mila", "desk"), ("teun", "Teun", "welfare")):
        account = UserFactory(name=user)
        setattr(table, name, account)
        seat = SeatFactory(
            roundtable=table, user=account, organisation=getattr(table, organisation)
        )
        setattr(table, f"seat_of_{name}", seat)
    table.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    table.stan = UserFactory(name="Stan")
    other = RoundtableFactory(area=west, kind=kind, name="Verdeeltafel West")
    SeatFactory(roundtable=other, user=table.stan)
    return table


def brought(tafel, **given) -> SupportCase:
    """A question that Mila brings in."""
    given = {"question": QUESTION, "informed": "yes", "reason": "", "organisations": [], **given}
    return open_case(tafel, **given, by=tafel.mila)


def test_the_whole_way_from_question_to_outcome(tafel, client_of):
    mila, teun = client_of(tafel.mila), client_of(tafel.teun)
    url = reverse("partners:case_add", args=[tafel.pk])
    page = mila.get(url)
    given = {"question": QUESTION, "informed": "yes", "organisations": [tafel.desk.pk]}
    assert mila.post(url, filled(page, **given)).status_code == 302
    case = SupportCase.objects.visible_to(tafel.mila).get()
    assert case.name == "Vraag 1"
    step = reverse("partners:case_step", args=[case.pk])
    given = {"text": "Samen langsgaan.", "taker": tafel.seat_of_teun.pk, "day": today() + DAY}
    assert teun.post(step, filled(teun.get(step), **given)).status_code == 302
    mark = reverse("partners:case_reference", args=[case.pk])
    given = {"organisation": tafel.welfare.pk, "text": "W-2026-17"}
    assert teun.post(mark, filled(teun.get(mark), **given)).status_code == 302
    note = reverse("partners:case_note", args=[case.pk])
    assert mila.post(note, filled(mila.get(note), text="De brief is weg.")).status_code == 302
    text = teun.post(case.get_absolute_url()).text
    for seen in (QUESTION, "Samen langsgaan.", "W-2026-17", "De brief is weg.", "Loket", "Teun"):
        assert seen in text
    end = reverse("partners:case_close", args=[case.pk])
    done = teun.post(end, filled(teun.get(end), outcome="helped", text="Er is een plan."))
    assert done.status_code == 302
    text = mila.get(reverse("partners:cases", args=[tafel.pk])).text
    assert "Vraag 1" in text
    assert "er is hulp" in text


def test_a_page_shows_the_text_only_behind_the_button_and_keeps_who_pressed_it(tafel, client_of):
    case = brought(tafel)
    mila = client_of(tafel.mila)
    assert QUESTION not in mila.get(case.get_absolute_url()).text
    assert QUESTION not in mila.get(reverse("partners:cases", args=[tafel.pk])).text
    assert not CaseReading.objects.exists()
    answer = mila.post(case.get_absolute_url())
    assert QUESTION in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert CaseReading.objects.get().user == tafel.mila
    assert "Mila" in client_of(tafel.teun).get(case.get_absolute_url()).text
    who = client_of(tafel.teun).get(reverse("partners:case_readings", args=[tafel.pk]))
    assert "Mila" in who.text


def test_nobody_else_finds_anything_there(tafel, client, client_of):
    case = brought(tafel)
    root = UserFactory(is_staff=True, is_superuser=True)
    pages = ["case", "case_note", "case_step", "case_reference", "case_close"]
    urls = [reverse(f"partners:{name}", args=[case.pk]) for name in pages]
    names = ["cases", "case_add", "case_readings"]
    urls += [reverse(f"partners:{name}", args=[tafel.pk]) for name in names]
    for stranger in (tafel.ada, tafel.stan, root):
        for url in urls:
            assert client_of(stranger).get(url).status_code == 404
            assert client_of(stranger).post(url).status_code in {404, 405}
    for url in urls:
        assert client.get(url).status_code == 302  # to the login page
    assert not CaseReading.objects.exists()


def test_the_actions_refuse_who_has_no_seat_here_too(tafel):
    case, root = brought(tafel), UserFactory(is_superuser=True)
    for stranger in (tafel.ada, tafel.stan, root):
        for work in (
            lambda by: read_case(case, by=by),
            lambda by: add_note(case, text="x", by=by),
            lambda by: set_step(case, text="x", taker=tafel.seat_of_teun, on=today(), by=by),
            lambda by: set_reference(case, organisation=tafel.desk, text="x", by=by),
            lambda by: close_case(case, outcome="helped", text="", by=by),
            lambda by: open_case(
                tafel, question="x", informed="yes", reason="", organisations=[], by=by
            ),
        ):
            with pytest.raises(PermissionDenied):
                work(stranger)
    assert CaseNote.objects.count() == 1


def ended(seat):
    """The last day was yesterday."""
    Seat.objects.filter(pk=seat.pk).update(ends_on=today() - DAY)


def begins_later(seat):
    """The first day is tomorrow."""
    Seat.objects.filter(pk=seat.pk).update(starts_on=today() + DAY)


def of_another_person(seat):
    """The seat was given to a colleague."""
    Seat.objects.filter(pk=seat.pk).update(user=UserFactory())


def at_another_table(seat):
    """The seat is at another table of the same kind."""
    other = RoundtableFactory(area=seat.roundtable.area, kind=seat.roundtable.kind)
    Seat.objects.filter(pk=seat.pk).update(roundtable=other)


def no_more_confidential(seat):
    """The kind of table is for everyone now: its questions stay closed."""
    seat.roundtable.kind.confidential = False
    seat.roundtable.kind.save()


def of_another_municipality(seat):
    """The site shows another municipality."""
    kind = seat.roundtable.kind
    kind.municipality = MunicipalityFactory(name="Bergdorp", host="bergdorp.example")
    kind.save()


@pytest.mark.parametrize(
    "change",
    [
        ended,
        begins_later,
        of_another_person,
        at_another_table,
        no_more_confidential,
        of_another_municipality,
    ],
)
def test_a_seat_that_is_gone_opens_nothing_at_the_next_request(tafel, client_of, change):
    case, teun = brought(tafel), client_of(tafel.teun)
    urls = [case.get_absolute_url(), reverse("partners:cases", args=[tafel.pk])]
    assert [teun.get(url).status_code for url in urls] == [200, 200]
    assert QUESTION in teun.post(urls[0]).text
    change(tafel.seat_of_teun)
    assert [teun.get(url).status_code for url in urls] == [404, 404]
    assert QUESTION not in teun.post(urls[0]).text


def test_who_is_closed_out_is_logged_out(tafel, client_of):
    case, teun = brought(tafel), client_of(tafel.teun)
    tafel.teun.is_active = False
    tafel.teun.save()
    assert teun.post(case.get_absolute_url()).status_code == 302


def test_there_is_no_list_of_all_cases(tafel):
    brought(tafel)
    for ask in (SupportCase.objects.all, SupportCase.objects.count, SupportCase.objects.first):
        with pytest.raises(AskedWithoutMember):
            ask()


@pytest.mark.parametrize(
    "missing",
    [{"dpia_on": None}, {"dpia_on": datetime.date(2027, 1, 1)}, {"legal_basis": ""}],
)
def test_a_table_without_dpia_or_legal_basis_is_off(tafel, client_of, missing):
    for name, value in missing.items():
        setattr(tafel.kind, name, value)
    tafel.kind.save()
    mila = client_of(tafel.mila)
    assert "staat nog uit" in mila.get(reverse("partners:cases", args=[tafel.pk])).text
    assert mila.get(reverse("partners:case_add", args=[tafel.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        brought(tafel)


def test_without_a_key_it_is_off_too(tafel, settings, client_of):
    settings.CASE_KEYS = []
    text = client_of(tafel.mila).get(reverse("partners:cases", args=[tafel.pk])).text
    assert "geen sleutel" in text
    with pytest.raises(PermissionDenied):
        brought(tafel)


def test_who_does_not_know_has_a_reason(tafel, client_of):
    mila, url = client_of(tafel.mila), reverse("partners:case_add", args=[tafel.pk])
    given = {"question": QUESTION, "informed": "no"}
    answer = mila.post(url, filled(mila.get(url), **given))
    assert "Zeg waarom de inwoner het niet weet." in answer.text
    assert QUESTION in answer.text  # nothing that was typed is lost
    with pytest.raises(Refused):
        brought(tafel, informed="no")
    sent = filled(answer, **given, reason="Dat is nu niet veilig.")
    assert mila.post(url, sent).status_code == 302


def test_a_text_that_looks_like_a_person_is_asked_about_once(tafel, client_of):
    mila, url = client_of(tafel.mila), reverse("partners:case_add", args=[tafel.pk])
    given = {"question": "Mevrouw Jansen belt elke dag.", "informed": "yes"}
    answer = mila.post(url, filled(mila.get(url), **given))
    assert "Dit lijkt op: een naam." in answer.text
    assert not CaseNote.objects.exists()
    assert mila.post(url, filled(answer, **given, checked="on")).status_code == 302


def test_a_closed_question_takes_nothing_more(tafel):
    case = brought(tafel)
    close_case(case, outcome="declined", text="", by=tafel.teun)
    with pytest.raises(Refused):
        add_note(case, text="Toch nog iets.", by=tafel.mila)
    with pytest.raises(Refused):
        close_case(case, outcome="helped", text="", by=tafel.mila)


def test_the_next_step_is_of_somebody_at_this_table(tafel, client_of):
    case, mila = brought(tafel), client_of(tafel.mila)
    elsewhere = tafel.stan.seats.get()
    with pytest.raises(Refused):
        set_step(case, text="Bellen.", taker=elsewhere, on=today(), by=tafel.mila)
    url = reverse("partners:case_step", args=[case.pk])
    given = {"text": "Bellen.", "taker": elsewhere.pk, "day": today() - DAY}
    answer = mila.post(url, filled(mila.get(url), **given))
    assert answer.status_code == 200
    assert "Deze dag is al geweest." in answer.text


def test_mails_only_say_that_there_is_news_and_once_a_day(tafel):
    case = brought(tafel)
    brought(tafel)
    set_step(case, text="Bellen.", taker=tafel.seat_of_teun, on=today(), by=tafel.mila)
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (tafel.teun.email, "Er is nieuws")
    for hidden in (QUESTION, "Vraag 1", "Bellen", "Verdeeltafel"):
        assert hidden not in mail.subject + mail.text


def test_numbers_go_on_when_questions_have_gone_and_the_tally_stays(tafel):
    case = brought(tafel)
    brought(tafel)
    SupportCase._base_manager.all().delete()
    assert brought(tafel).number == 3
    assert CaseTally.objects.get().number == 3
    assert CaseTally.objects.get().in_words == "minder dan 5"
    assert not CaseNote.objects.filter(case=case.pk).exists()


def test_the_same_form_sent_twice_brings_in_one_question(tafel, client_of):
    mila, url = client_of(tafel.mila), reverse("partners:case_add", args=[tafel.pk])
    sent = filled(mila.get(url), question=QUESTION, informed="yes")
    assert {mila.post(url, sent).status_code for _press in range(2)} == {302}
    assert SupportCase.objects.visible_to(tafel.mila).count() == 1


def test_after_a_quarter_of_an_hour_away_one_logs_in_again(tafel, client_of, at):
    with at(2026, 11, 18, 10, 0):
        case, mila = brought(tafel), client_of(tafel.mila)
        assert mila.get(case.get_absolute_url()).status_code == 200
    with at(2026, 11, 18, 10, 14):
        assert mila.get(case.get_absolute_url()).status_code == 200
    with at(2026, 11, 18, 10, 30):
        answer = mila.post(
            reverse("partners:case_note", args=[case.pk]), {"text": "kanarie-notitie"}
        )
        assert answer.status_code == 302
        assert answer.url.startswith("/inloggen/?next=/partners/vragen/")
        assert "kanarie-notitie" not in str(dict(mila.session))
        assert mila.get("/mijn-werk/").status_code == 302


def test_what_was_typed_without_a_login_is_not_kept(tafel, client):
    case = brought(tafel)
    client.post(reverse("partners:case_note", args=[case.pk]), {"text": "kanarie-notitie"})
    assert "kanarie-notitie" not in str(dict(client.session))
