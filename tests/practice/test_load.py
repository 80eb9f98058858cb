"""Loading a practice file: what is written, what is left alone, what a second time does."""

import io

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area, Level, Municipality, Role, Theme
from config.audit.models import Event
from config.pages.practice.load import FileRefused, load
from partners.models import Roundtable, RoundtableKind
from tests.practice.conftest import START

OOST = """
[[gebieden]]
code = "oost"
naam = "Oost"
niveau = "gebied"
"""
GROEN = """
[[themas]]
code = "groen"
naam = "Groen"
volgorde = 1
"""


def counts(report) -> tuple[int, int, int]:
    return report.created, report.changed, report.unchanged


def test_a_first_load_creates_every_row_of_the_file(loaded):
    report = loaded(OOST + GROEN)
    assert counts(report) == (5, 0, 0)
    oost = Area.objects.get(code="oost")
    assert oost.level.name == "gebied"
    assert oost.parent == Municipality.objects.get().root
    assert Theme.objects.get().name == "Groen"


def test_a_second_load_changes_nothing(loaded):
    loaded(OOST + GROEN)
    events = Event.objects.count()
    assert counts(loaded(OOST + GROEN)) == (0, 0, 5)
    assert Event.objects.count() == events


def test_the_root_of_the_tree_has_the_cbs_code_of_the_municipality(loaded):
    loaded()
    assert Municipality.objects.get().root.cbs_code == "GM9999"


def test_a_changed_row_is_changed_and_the_report_says_what(loaded):
    loaded(GROEN)
    report = loaded(GROEN.replace('"Groen"', '"Groen en water"'))
    assert counts(report) == (0, 1, 3)
    assert report.lines == [
        'overschreven: themas[1] Groen en water: naam "Groen" → "Groen en water"'
    ]


def test_what_somebody_changed_in_the_admin_is_put_back_and_told(loaded):
    loaded(GROEN)
    Theme.objects.update(name="Iets anders")
    report = loaded(GROEN)
    assert Theme.objects.get().name == "Groen"
    assert 'naam "Iets anders" → "Groen"' in report.lines[0]


def test_what_the_file_does_not_name_stays_as_it_is(loaded):
    loaded(OOST)
    Area.objects.filter(code="oost").update(portrait="Een oude polder.")
    assert counts(loaded(OOST)) == (0, 0, 4)
    assert Area.objects.get(code="oost").portrait == "Een oude polder."


def test_an_empty_text_empties_it(loaded):
    loaded(OOST + 'tekst = "Een oude polder."')
    loaded(OOST + 'tekst = ""')
    assert Area.objects.get(code="oost").portrait == ""


def test_rows_that_left_the_file_stay(loaded):
    loaded(OOST + GROEN)
    assert counts(loaded(OOST)) == (0, 0, 4)
    assert Theme.objects.filter(code="groen").exists()


def test_every_change_leaves_an_event_without_a_person(loaded):
    loaded(OOST)
    event = Event.objects.filter(model="areas.area", object_id=Area.objects.get(code="oost").pk)
    assert event.get().verb == "area.created"
    assert event.get().actor is None


def test_an_edit_form_that_was_open_notices_the_load(loaded):
    loaded(OOST)
    before = Area.objects.get(code="oost").version
    loaded(OOST.replace('"Oost"', '"Nieuw Oost"'))
    after = Area.objects.get(code="oost")
    assert after.version == before + 1
    assert after.search == "nieuw oost"


def test_what_a_row_refers_to_may_come_later_in_the_file(loaded):
    loaded(
        """
[[gebieden]]
code = "haven"
naam = "Haven"
niveau = "wijk"
onder = "oost"
"""
        + OOST
    )
    haven = Area.objects.get(code="haven")
    assert haven.parent.code == "oost"
    above = haven.ancestor_rows.order_by("distance").values_list("ancestor__name", flat=True)
    assert list(above) == ["Haven", "Oost", "Waterstad"]


def test_a_moved_area_takes_along_what_is_below_it(loaded):
    loaded(OOST + OOST.replace("oost", "west").replace("Oost", "West"))
    haven = '[[gebieden]]\ncode = "haven"\nnaam = "Haven"\nniveau = "wijk"\nonder = '
    loaded(f'{haven}"oost"')
    loaded(f'{haven}"west"')
    assert Area.objects.within(Area.objects.get(code="west")).count() == 2
    assert Area.objects.within(Area.objects.get(code="oost")).count() == 1


def test_roles_are_named_by_the_municipality(loaded):
    loaded('[[rollen]]\ncode = "regisseur"\nnaam = "gebiedsregisseur"\nsoort = "Manager"')
    assert Role.objects.get().kind == "manager"


def test_tables_have_a_kind_that_says_who_sits_and_organisations(loaded):
    loaded(
        """
[[tafelsoorten]]
code = "verdeeltafel"
naam = "verdeeltafel"
meervoud = "verdeeltafels"
wie = "professionals"
doet = "overlegt"
vertrouwelijk = true

[[organisaties]]
code = "politie"
naam = "Politie"

[[tafels]]
code = "tafel-oost"
naam = "Verdeeltafel Oost"
soort = "verdeeltafel"
organisaties = ["politie"]
"""
    )
    assert RoundtableKind.objects.get().confidential
    table = Roundtable.objects.get()
    assert table.area is None
    assert [one.name for one in table.organisations.all()] == ["Politie"]


def test_bron_aanname_marks_the_row_as_an_assumption(loaded):
    loaded(OOST + 'bron = "aanname"')
    assert Area.objects.get(code="oost").assumed


def test_two_municipalities_may_use_the_same_codes(loaded):
    loaded(OOST + GROEN)
    loaded(OOST + GROEN, start=START.replace("aterstad", "eenstad").replace("GM9999", "GM9998"))
    assert Theme.objects.filter(code="groen").count() == 2
    assert sorted(Area.objects.filter(name="Oost").values_list("slug", flat=True)) == [
        "oost",
        "oost-weenstad",
    ]


def test_a_site_belongs_to_one_municipality(loaded):
    site = START.replace('"Waterstad"', '"Waterstad"\nsite = "gebieden.example"')
    loaded(start=site)
    assert counts(loaded(start=site)) == (0, 0, 3)
    other = site.replace("aterstad", "eenstad").replace("GM9999", "GM9998")
    with pytest.raises(FileRefused, match="is al van een andere gemeente"):
        loaded(start=other)


def test_of_two_practice_files_the_first_keeps_the_bare_address(loaded):
    loaded(OOST)
    other = START.replace("aterstad", "eenstad").replace("GM9999", "GM9998")
    loaded(OOST, start=other)
    assert counts(loaded(OOST)) == (0, 0, 4)
    assert counts(loaded(OOST, start=other)) == (0, 0, 4)


class TestCommand:
    def test_the_last_line_counts(self, db, practice_file):
        out = io.StringIO()
        call_command("load_municipality", str(practice_file(OOST)), stdout=out)
        assert out.getvalue().splitlines()[-1] == "created=4 changed=0 unchanged=0"

    def test_check_writes_nothing(self, db, practice_file):
        out = io.StringIO()
        call_command("load_municipality", str(practice_file(OOST)), "--check", stdout=out)
        assert out.getvalue().splitlines()[-1] == "created=4 changed=0 unchanged=0"
        assert not Municipality.objects.exists()
        assert not Event.objects.exists()

    def test_complaints_are_printed_and_the_command_fails(self, db, practice_file):
        err = io.StringIO()
        with pytest.raises(CommandError, match=r"Er is niets geschreven: 1 fout"):
            call_command(
                "load_municipality", str(practice_file(OOST + 'kleur = "rood"')), stderr=err
            )
        assert err.getvalue().startswith("gebieden[1].kleur: deze sleutel kennen we niet")

    def test_of_several_files_one_that_is_wrong_stops_them_all(self, db, practice_file):
        good = practice_file(OOST)
        wrong = practice_file("[[gebieden]]\n", name="fout.toml")
        with pytest.raises(CommandError):
            call_command("load_municipality", str(good), str(wrong), stderr=io.StringIO())
        assert not Level.objects.exists()


def test_a_fault_that_shows_while_writing_undoes_everything(db, practice_file):
    Municipality.objects.create(name="Waterstad", code="iets-anders")
    with pytest.raises(Exception, match="iets-anders"):
        load([practice_file(OOST)])
    assert not Level.objects.exists()
