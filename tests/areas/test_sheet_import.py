"""Actions come in from a spreadsheet: its steps, what is unclear, all or nothing, and again."""

import io
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.actions.sheets import bring_in, choose, keep, match_columns, preview
from areas.models import Action, Goal, Plan, ProgressUpdate, Sheet
from areas.sheets.match import guess_columns
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.forms import LostRace
from tests.areas.test_sheet_reading import xlsx
from tests.factories import ActionFactory, AreaFactory, PlanFactory, ThemeFactory

pytestmark = pytest.mark.django_db
HEADER = ["Nr", "Actie", "Gebied", "Doel", "Trekker", "Gereed", "Kosten", "Stand", "Openbaar"]


@pytest.fixture(autouse=True)
def _no_pages_remembered(settings):
    """Tests here change rows by hand, which leaves no event that tells a page is old."""
    settings.PAGES_REMEMBERED = 0


def row(oost, key="A1", **changes):
    """A row in which everything is known."""
    cells = {
        "Nr": key,
        "Actie": "Bomen in de Dorpsstraat",
        "Gebied": "Vijverbuurt",
        "Doel": oost.goal.title,
        "Trekker": "Ada Adviseur",
        "Gereed": "Q2 2027",
        "Kosten": "1.250,50",
        "Stand": "",
        "Openbaar": "ja",
        **changes,
    }
    return [cells[name] for name in HEADER]


def kept(oost, *rows, header=HEADER, by=None) -> Sheet:
    """A sheet for the plan of Oost, with its columns as guessed."""
    sheet = keep(plan=oost.plan, name="acties.xlsx", rows=[header, *rows], by=by or oost.ada)
    assert guess_columns(header).items() <= sheet.columns.items()
    return sheet


def drafts(sheet):
    return preview(Sheet.objects.get(pk=sheet.pk), by=sheet.by)[0]


def came_in(oost, *rows, **more):
    return bring_in(sheet=kept(oost, *rows, **more), by=more.get("by") or oost.ada)


def known_action():
    return Action.objects.get(import_key="A1")


# --- Making ----------------------------------------------------------------


def test_a_row_becomes_an_action_with_all_it_says(oost):
    report = came_in(oost, row(oost))
    made = known_action()
    assert (report.created, report.changed, report.unchanged) == (1, 0, 0)
    assert (made.plan, made.goal, made.theme) == (oost.plan, oost.goal, oost.goal.theme)
    assert (made.area, made.lead_user) == (oost.buurt, oost.ada)
    assert made.lead_label == "gebiedsadviseur sociaal"
    assert (str(made.ends_on), made.cost_cents, made.state) == ("2027-06-30", 125_050, "planned")
    assert made.search.startswith("bomen in de dorpsstraat")
    event = Event.objects.get(verb="action.created")
    assert (event.object_id, event.area_id, event.actor) == (made.pk, oost.buurt.pk, oost.ada)
    assert Event.objects.get(verb="plan.imported").changes["created"] == 1


def test_a_state_comes_in_by_the_table_with_a_note(oost):
    came_in(oost, row(oost, Stand="gereed"))
    assert known_action().state == "done"
    note = ProgressUpdate.objects.get()
    assert (note.state, note.by) == ("done", oost.ada)
    assert Event.objects.get(verb="action.moved").changes == {"state": ["planned", "done"]}


def test_an_empty_area_is_that_of_the_plan_and_empty_rows_are_passed_over(oost):
    came_in(oost, row(oost, Gebied=""), [""] * len(HEADER))
    assert known_action().area == oost.area
    assert Action.objects.filter(plan=oost.plan).count() == 2


def test_afterwards_the_rows_are_gone_and_it_does_not_come_in_twice(oost):
    sheet = kept(oost, row(oost))
    bring_in(sheet=sheet, by=oost.ada)
    stored = Sheet.objects.get()
    assert (stored.rows, stored.choices["report"]["created"]) == ([], 1)
    with pytest.raises(Refused, match="al ingelezen"):
        bring_in(sheet=sheet, by=oost.ada)


# --- In doubt --------------------------------------------------------------


def test_unknown_words_wait_for_a_choice(oost):
    sheet = kept(oost, row(oost, Gebied="Vijverbrt", Doel="Veiliger", Trekker="Wegbeheer"))
    assert drafts(sheet)[0].doubts == [
        ("area", "Vijverbrt"),
        ("goal", "Veiliger"),
        ("lead", "Wegbeheer"),
    ]
    with pytest.raises(Refused):
        bring_in(sheet=sheet, by=oost.ada)
    choices = {"area": {"vijverbrt": oost.buurt.pk}, "lead": {"wegbeheer": "text"}}
    choose(sheet=sheet, choices=choices, by=oost.ada)
    # A new goal needs a theme, and the sheet has none.
    choose(sheet=sheet, choices={"goal": {"veiliger": "new"}}, by=oost.ada)
    assert drafts(sheet)[0].doubts == [("theme", "")]
    choose(sheet=sheet, choices={"theme": {"": oost.theme.pk}}, by=oost.ada)
    bring_in(sheet=sheet, by=oost.ada)
    made = known_action()
    assert (made.area, made.lead_label, made.lead_user) == (oost.buurt, "Wegbeheer", None)
    assert made.goal == Goal.objects.get(title="Veiliger")
    assert Event.objects.filter(verb="goal.created").count() == 1


def test_what_was_chosen_holds_for_the_next_file_of_the_same_person(oost):
    sheet = kept(oost, row(oost, Trekker="Wegbeheer"))
    choose(sheet=sheet, choices={"lead": {"wegbeheer": "text"}}, by=oost.ada)
    bring_in(sheet=sheet, by=oost.ada)
    assert not drafts(kept(oost, row(oost, Trekker="Wegbeheer")))[0].doubts
    assert drafts(kept(oost, row(oost, Trekker="Wegbeheer"), by=oost.max))[0].doubts


def test_a_new_goal_is_made_once_for_all_its_rows(oost):
    sheet = kept(oost, row(oost, "A1", Doel="Veiliger"), row(oost, "A2", Doel=" veiliger"))
    choices = {"goal": {"veiliger": "new"}, "theme": {"": oost.theme.pk}}
    choose(sheet=sheet, choices=choices, by=oost.ada)
    bring_in(sheet=sheet, by=oost.ada)
    assert Goal.objects.get(title="Veiliger").actions.count() == 2


def test_two_areas_of_one_name_are_not_guessed(oost):
    AreaFactory(municipality=oost.municipality, parent=oost.area, name="Vijverbuurt", slug="v2")
    assert drafts(kept(oost, row(oost)))[0].doubts == [("area", "Vijverbuurt")]


def test_an_area_outside_the_plan_cannot_be_chosen(oost):
    sheet = kept(oost, row(oost, Gebied="West"))
    choose(sheet=sheet, choices={"area": {"west": oost.west.pk}}, by=oost.ada)
    assert drafts(sheet)[0].doubts == [("area", "West")]


PROBLEMS = {
    "no title": ({"Actie": ""}, "geen titel"),
    "a long title": ({"Actie": "b" * 151}, "meer dan 150 tekens"),
    "no date": ({"Gereed": "ooit"}, "geen datum: “ooit”"),
    "no amount": ({"Kosten": "veel"}, "geen bedrag: “veel”"),
    "two ways to read an amount": ({"Kosten": "1.25"}, "geen bedrag"),
    "no state": ({"Stand": "misschien"}, "stand kennen we niet"),
    "neither yes nor no": ({"Openbaar": "soms"}, "ja of nee"),
}


@pytest.mark.parametrize("what", PROBLEMS)
def test_a_row_says_what_is_wrong_and_then_nothing_comes_in(oost, what):
    changes, reason = PROBLEMS[what]
    sheet = kept(oost, row(oost, "A1"), row(oost, "A2", **{"Actie": "Iets anders"} | changes))
    problem = drafts(sheet)[1].problems[0]
    assert reason in problem
    with pytest.raises(Refused):
        bring_in(sheet=sheet, by=oost.ada)
    assert not Action.objects.exclude(import_key="").exists()
    assert not Event.objects.filter(verb="action.created").exists()


def test_rows_that_cannot_be_told_apart_say_so_by_the_number_in_the_file(oost):
    rows = [row(oost, "A1"), [""] * len(HEADER), row(oost, "A1", Actie="Anders")]
    assert "ook in rij 2" in drafts(kept(oost, *rows))[1].problems[0]
    rows = [row(oost, ""), row(oost, "")]
    assert "Geef de rijen een kenmerk" in drafts(kept(oost, *rows))[1].problems[0]


# --- Again -----------------------------------------------------------------


def test_the_same_sheet_again_changes_nothing(oost):
    came_in(oost, row(oost), row(oost, "", Actie="Zonder kenmerk"))
    events = Event.objects.filter(verb__startswith="action.").count()
    report = came_in(oost, row(oost), row(oost, "", Actie="Zonder kenmerk"))
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert Event.objects.filter(verb__startswith="action.").count() == events


def test_the_sheet_wins_for_what_changed_and_leaves_a_trail(oost):
    came_in(oost, row(oost))
    before = known_action()
    report = came_in(oost, row(oost, Actie="Nieuwe titel", Kosten="2000", Stand="loopt"))
    after = known_action()
    assert (report.created, report.changed) == (0, 1)
    assert (after.title, after.cost_cents, after.state) == ("Nieuwe titel", 200_000, "running")
    assert (after.pk, after.version) == (before.pk, before.version + 1)
    event = Event.objects.get(verb="action.changed")
    assert event.changes == {"title": [], "cost_cents": [125_050, 200_000]}


def test_columns_that_the_sheet_lacks_and_progress_stay(oost):
    came_in(oost, row(oost))
    action = known_action()
    Action.objects.filter(pk=action.pk).update(text="Van Max", public=False)
    ProgressUpdate.objects.create(action=action, text="De eerste boom staat.", by=oost.ada)
    came_in(oost, ["A1", "Andere titel"], header=["Nr", "Actie"])
    after = known_action()
    assert (after.title, after.text, after.public) == ("Andere titel", "Van Max", False)
    assert (after.cost_cents, after.lead_user, after.goal) == (125_050, oost.ada, oost.goal)
    assert after.updates.get().text == "De eerste boom staat."


def test_an_empty_cell_of_a_column_it_has_empties_the_field(oost):
    came_in(oost, row(oost))
    came_in(oost, row(oost, Kosten="", Trekker="", Doel="", Gereed=""))
    after = known_action()
    assert (after.cost_cents, after.lead_user, after.goal, after.ends_on) == (
        None,
        None,
        None,
        None,
    )
    assert (after.plan, after.theme, after.lead_label) == (oost.plan, oost.theme, "")


def test_an_action_made_by_hand_is_found_by_its_title_and_gets_its_mark(oost):
    report = came_in(oost, row(oost, Actie=oost.action.title.upper()))
    assert report.created == 0
    assert Action.objects.get(pk=oost.action.pk).import_key == "A1"


def test_an_action_of_another_plan_is_left_alone(oost):
    other = PlanFactory(area=oost.area, title="Ander plan")
    ActionFactory(area=oost.area, theme=oost.theme, plan=other, import_key="A1")
    assert came_in(oost, row(oost)).created == 1


def test_a_state_that_cannot_be_reached_is_a_problem(oost):
    ActionFactory(
        area=oost.area,
        theme=oost.theme,
        plan=oost.plan,
        import_key="A1",
        state="merged",
        merged_into=oost.action,
    )
    problem = drafts(kept(oost, row(oost, Stand="loopt")))[0].problems[0]
    assert "kan dit niet naar" in problem


# --- Two people, and who may not -------------------------------------------


def test_of_two_people_the_second_changes_what_the_first_made(oost):
    first, second = kept(oost, row(oost)), kept(oost, row(oost, Kosten="5"), by=oost.max)
    assert bring_in(sheet=first, by=oost.ada).created == 1
    report = bring_in(sheet=second, by=oost.max)
    assert (report.created, report.changed) == (0, 1)
    assert known_action().cost_cents == 500


def test_who_has_the_form_of_an_action_open_sees_that_the_sheet_changed_it(oost, client_of):
    came_in(oost, row(oost))
    action = known_action()
    url = reverse("areas:action_edit", args=[action.pk])
    came_in(oost, row(oost, Actie="Titel uit het blad"))
    data = {"row_version": action.version, "title": "Titel van Max", "area": action.area_id}
    answer = client_of(oost.max).post(url, data | {"theme": action.theme_id})
    assert str(LostRace.reason)[:30] in answer.text
    assert "Titel uit het blad" in answer.text


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, client_of, who):
    someone = getattr(oost, who)
    with pytest.raises(PermissionDenied):
        keep(plan=oost.plan, name="a.csv", rows=[HEADER, row(oost)], by=someone)
    url = reverse("areas:sheet_upload", args=[oost.plan.pk])
    assert client_of(someone).get(url).status_code == 403


def test_a_sheet_is_its_owners_only(oost, client_of):
    sheet = kept(oost, row(oost))
    for name in ("sheet", "sheet_columns"):
        url = reverse(f"areas:{name}", args=[oost.plan.pk, sheet.pk])
        assert client_of(oost.max).get(url).status_code == 404
        assert client_of(oost.ada).get(url).status_code == 200
    for deed in (
        lambda: bring_in(sheet=sheet, by=oost.max),
        lambda: choose(sheet=sheet, choices={}, by=oost.max),
        lambda: match_columns(sheet=sheet, columns={}, by=oost.max),
    ):
        with pytest.raises(Sheet.DoesNotExist):
            deed()


def test_into_a_plan_that_is_over_nothing_comes(oost):
    sheet = kept(oost, row(oost))
    Plan.objects.filter(pk=oost.plan.pk).update(state="ended")
    with pytest.raises(PermissionDenied):
        bring_in(sheet=sheet, by=oost.ada)


# --- The pages -------------------------------------------------------------


def upload(browser, oost, name="acties.xlsx", data=b""):
    url = reverse("areas:sheet_upload", args=[oost.plan.pk])
    file = SimpleUploadedFile(name, data)
    return browser.post(url, {"form_key": new_key(), "file": file})


def test_from_file_to_report(oost, client_of):
    browser = client_of(oost.ada)
    sent = upload(browser, oost, data=xlsx(HEADER, row(oost, Gebied="Vijverbuurtt")))
    sheet = Sheet.objects.get()
    page = sent.headers["Location"]
    form = browser.get(page).context["form"]
    chosen = {name: field.initial for name, field in form.fields.items()}
    assert (chosen["title"], chosen["text"]) == ("1", "")
    preview_url = browser.post(page, chosen).headers["Location"]
    shown = browser.get(preview_url)
    assert "Vijverbuurtt" in shown.text
    words = shown.context["words"]
    (name,) = words.fields
    assert words.fields[name].initial == str(oost.buurt.pk)
    assert browser.post(preview_url, {name: ""}).status_code == 302
    assert browser.post(preview_url, {"do": "inlezen"}).status_code == 200
    assert not Action.objects.filter(import_key="A1").exists()
    browser.post(preview_url, {name: oost.buurt.pk})
    assert Sheet.objects.get().choices == {"area": {"vijverbuurtt": oost.buurt.pk}}
    assert browser.post(preview_url, {"do": "inlezen"}).status_code == 302
    done = browser.get(preview_url).text
    assert "acties.xlsx is ingelezen" in done
    assert known_action().area == oost.buurt
    assert browser.get(page).headers["Location"] == preview_url
    assert Sheet.objects.get(pk=sheet.pk).done_at


def test_a_wrong_file_says_why_and_leaves_nothing(oost, client_of):
    answer = upload(client_of(oost.ada), oost, "foto.png", b"\x89PNG\r\n\x1a\n\x00")
    assert "geen rekenblad" in answer.text
    assert not Sheet.objects.exists()


def test_one_column_cannot_be_two_things(oost, client_of):
    sheet = kept(oost, row(oost))
    url = reverse("areas:sheet_columns", args=[oost.plan.pk, sheet.pk])
    answer = client_of(oost.ada).post(url, {"title": "1", "text": "1"})
    assert "ook gekozen voor" in answer.text
    assert "Dit veld is verplicht" in client_of(oost.ada).post(url, {"key": "0"}).text


def test_opening_the_pages_changes_nothing(oost, client_of):
    sheet, browser = kept(oost, row(oost, Gebied="Nergens")), client_of(oost.ada)
    count = Event.objects.count()
    for name in ("sheet", "sheet_columns"):
        url = reverse(f"areas:{name}", args=[oost.plan.pk, sheet.pk])
        assert browser.get(url).status_code == 200
    assert Event.objects.count() == count


# --- Size ------------------------------------------------------------------


def many(oost, count, **changes):
    return [
        row(oost, f"K{n}", Actie=f"Actie {n}", Stand="loopt" if n % 3 else "", **changes)
        for n in range(count)
    ]


def test_three_hundred_actions_come_in_with_few_questions_and_quickly(oost, client_of):
    browser = client_of(oost.ada)
    for group in ("groen", "veilig", "verkeer"):
        ThemeFactory(municipality=oost.municipality, code=group)
    upload(browser, oost, data=xlsx(HEADER, *many(oost, 300)))
    sheet = Sheet.objects.get()
    url = reverse("areas:sheet", args=[oost.plan.pk, sheet.pk])
    with CaptureQueriesContext(connection) as few:
        assert "300 rijen" in browser.get(url).text
    assert len(few) < 30
    start = time.process_time()  # of this process: other work on the machine does not count
    with CaptureQueriesContext(connection) as asked:
        report = bring_in(sheet=sheet, by=oost.ada)
    took = time.process_time() - start
    assert report.created == 300
    assert len(asked) < 40
    again = kept(oost, *many(oost, 300, Kosten="7"))
    with CaptureQueriesContext(connection) as asked:
        assert bring_in(sheet=again, by=oost.ada).changed == 300
    assert len(asked) < 40
    assert took < 5


def test_five_thousand_rows_show_one_page_at_a_time(oost, client_of):
    kept_rows = io.BytesIO(xlsx(HEADER, *many(oost, 1000))).getvalue()
    browser = client_of(oost.ada)
    upload(browser, oost, data=kept_rows)
    url = reverse("areas:sheet", args=[oost.plan.pk, Sheet.objects.get().pk])
    assert "Actie 999" not in browser.get(url).text
    assert "Actie 999" in browser.get(f"{url}?page=20").text
