"""What is said about a file that is not right: the place, the fault, and what to write instead."""

import pytest

from areas.models import Area, Municipality
from config.pages.practice.check import MAX_COMPLAINTS
from tests.practice.conftest import START

SCHEME = '[[regelingen]]\ncode = "klus"\nnaam = "Klusbudget"\n'
AREA = '[[gebieden]]\ncode = "oost"\nnaam = "Oost"\nniveau = "gebied"\n'
ROLE = '[[rollen]]\ncode = "rol"\nnaam = "rol"\n'

ONE_FAULT = [
    # numbers and money
    (
        SCHEME + 'per_inwoner = "3,687"',
        'regelingen[1].per_inwoner: "3,687" is geen getal; schrijf "3.687"',
    ),
    (
        SCHEME + "per_inwoner = 3.687",
        'regelingen[1].per_inwoner: 3.687 is geen getal; schrijf "3.687"',
    ),
    (SCHEME + "vast = 25.5", 'regelingen[1].vast: 25.5 is geen bedrag; schrijf 1250 of "1250.50"'),
    (
        SCHEME + 'vast = "1.250,50"',
        'regelingen[1].vast: "1.250,50" is geen bedrag; schrijf "1250.50"',
    ),
    (SCHEME + 'vast = "€ 1.250"', 'regelingen[1].vast: "€ 1.250" is geen bedrag; schrijf 1250'),
    (SCHEME + "vast = -1", "regelingen[1].vast: -1 is geen bedrag"),
    (SCHEME + "vast = 99999999999", "regelingen[1].vast: 99999999999 is"),
    (
        SCHEME + "geldig_van = 2026",
        "regelingen[1].geldig_van: 2026 is geen datum; schrijf 2026-01-31",
    ),
    (SCHEME + 'geldig_van = "2026-01-01"', 'regelingen[1].geldig_van: "2026-01-01" is geen datum'),
    (
        SCHEME + "geldig_van = 2026-02-01\ngeldig_tot = 2026-01-01",
        "regelingen[1].geldig_tot: 2026-01-01 ligt voor",
    ),
    (
        SCHEME + 'aan_te_vragen = "ja"',
        'regelingen[1].aan_te_vragen: "ja" is geen ja of nee; schrijf true',
    ),
    (SCHEME + "aan_te_vragen = true", "regelingen[1].beslist: dit ontbreekt: wie beslist"),
    # codes, references, choices
    ('[[themas]]\ncode = "Groen!"\nnaam = "Groen"', 'themas[1].code: "Groen!" is geen code'),
    ('[[themas]]\ncode = "groen"', "themas[1].naam: dit ontbreekt"),
    ('[[themas]]\ncode = "groen"\nnaam = ""', "themas[1].naam: dit mag niet leeg zijn"),
    ('[[themas]]\ncode = "groen"\nnaam = 3', "themas[1].naam: 3 is geen tekst"),
    ('[[themas]]\ncode = "groen"\nnaam = "a\\nb"', "themas[1].naam: dit past op één regel"),
    (
        '[[themas]]\ncode = "groen"\nnaam = "a\\u0000b"',
        "themas[1].naam: de tekst heeft een onzichtbaar teken",
    ),
    (
        '[[themas]]\ncode = "groen"\nnaam = "' + "a" * 61 + '"',
        "themas[1].naam: de tekst heeft 61 tekens; dat mogen er 60 zijn",
    ),
    (
        '[[themas]]\ncode = "groen"\nnaam = "Groen"\nvolgorde = 1000',
        "themas[1].volgorde: 1000 moet liggen tussen 0 en 999",
    ),
    (
        '[[themas]]\ncode = "groen"\nnaam = "Groen"\nvolgorde = "1"',
        'themas[1].volgorde: "1" is geen heel getal',
    ),
    (
        '[[themas]]\ncode = "a"\nnaam = "A"\n[[themas]]\ncode = "a"\nnaam = "B"',
        'themas[2].code: "a" staat er twee keer in (ook in themas[1])',
    ),
    (
        AREA.replace('"gebied"', '"gebeid"'),
        'gebieden[1].niveau: "gebeid" staat niet in niveaus; bedoelt u "gebied"?',
    ),
    (AREA + 'onder = "oost"', "gebieden[1].onder: zo ontstaat een kring"),
    (AREA + 'cbs_code = "WK01"', 'gebieden[1].cbs_code: "WK01" is geen CBS-code'),
    (AREA + 'cbs = ["WK048401"]', "gebieden[1].cbs: WK048401 ligt niet in GM9999"),
    (AREA + 'cbs = ["WK999901", "WK999901"]', 'gebieden[1].cbs: "WK999901" staat er twee keer in'),
    (
        AREA + 'cbs = [{ code = "WK999901", deel = "0.5" }]',
        "gebieden[1].cbs: WK999901: een deel kan alleen",
    ),
    (AREA + 'cbs = [{ code = "WK999901", deel = "1.5" }]', 'gebieden[1].cbs: deel "1.5" kan niet'),
    (AREA.replace('niveau = "gebied"\n', ""), "gebieden[1].niveau: dit ontbreekt"),
    (
        ROLE + 'soort = "burgemeester"',
        'rollen[1].soort: "burgemeester" kan niet; kies uit "gebiedsadviseur sociaal"',
    ),
    (AREA.replace('"oost"', '"acties"'), 'gebieden[1].code: "acties" is al een adres'),
    # keys and tables that do not exist
    (AREA + 'naamm = "x"', 'gebieden[1].naamm: deze sleutel kennen we niet; bedoelt u "naam"?'),
    (AREA + 'zzz = "x"', "gebieden[1].zzz: deze sleutel kennen we niet; kies uit: code, naam"),
    ('[[gebeiden]]\ncode = "x"', 'gebeiden: deze tabel kennen we niet; bedoelt u "gebieden"?'),
    ('[themas]\ncode = "x"', "themas: schrijf elke rij onder een eigen kop [[themas]]"),
    (
        '[[themas]]\ncode = "x"\nnaam = "x"\n"\\u001b[31m" = 1',
        "themas[1].?[31m: deze sleutel kennen we niet",
    ),
]


@pytest.mark.parametrize(("text", "complaint"), ONE_FAULT)
def test_a_fault_is_named_by_its_place(complaints_of, text, complaint):
    found = complaints_of(text)
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_a_long_file_is_easier_with_the_name_beside_the_number(complaints_of):
    assert complaints_of(SCHEME + 'per_inwoner = "x"')[0].endswith('(bij "Klusbudget")')


def test_all_faults_are_told_at_once_and_nothing_is_written(complaints_of):
    found = complaints_of(AREA + 'kleur = "rood"\n' + SCHEME + 'vast = "veel"\n' + ROLE)
    assert [one.split(":")[0] for one in found] == [
        "gebieden[1].kleur",
        "rollen[1].soort",
        "regelingen[1].vast",
    ]
    assert not Municipality.objects.exists()
    assert not Area.objects.exists()


def test_nobody_reads_more_than_fifty_complaints(complaints_of):
    found = complaints_of("".join(f'[[themas]]\ncode = "t{n}"\n' for n in range(80)))
    assert len(found) == MAX_COMPLAINTS + 1
    assert found[-1].startswith("… en meer")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[gemeente\n", "waterstad.toml: de opmaak klopt niet"),
        ("naam = 1\nnaam = 2\n", "waterstad.toml: de opmaak klopt niet"),
        ("", "gemeente: deze tabel ontbreekt"),
        ('gemeente = "Waterstad"\n', "gemeente: deze tabel ontbreekt"),
        (START.replace('"GM9999"', '"WK999901"'), "gemeente.cbs: schrijf de code van de gemeente"),
        (START.replace('"Waterstad"', '"Waterstad"\nemail = "geen adres"'), "gemeente.email"),
        (START.replace('"Waterstad"', '"Waterstad"\nsite = "https://x.nl"'), "gemeente.site"),
        (
            START.replace('"Waterstad"', '"Waterstad"\nhuisstijl = "weg.css"'),
            "gemeente.huisstijl: dit bestand staat niet",
        ),
    ],
)
def test_a_file_that_is_no_practice_file_at_all(complaints_of, content, complaint):
    assert complaints_of(start=content)[0].startswith(complaint)


def test_a_file_in_another_encoding(db, tmp_path):
    from config.pages.practice.load import FileRefused, load

    path = tmp_path / "x.toml"
    path.write_bytes('naam = "Coördinator"'.encode("latin-1"))
    with pytest.raises(FileRefused, match="sla dit bestand op als UTF-8"):
        load([path])


def test_a_file_that_does_not_exist(db, tmp_path):
    from config.pages.practice.load import FileRefused, load

    with pytest.raises(FileRefused, match="kan niet worden gelezen"):
        load([tmp_path / "nergens.toml"])


def test_a_byte_order_mark_of_a_windows_editor_is_fine(db, tmp_path):
    from config.pages.practice.load import load

    path = tmp_path / "x.toml"
    path.write_text(START, encoding="utf-8-sig")
    assert load([path]).created == 3


def test_one_cbs_wijk_has_one_place_in_the_tree(complaints_of):
    second = AREA.replace("oost", "west").replace("Oost", "West")
    found = complaints_of(AREA + 'cbs = ["WK999901"]\n' + second + 'cbs = ["WK999901"]\n')
    assert found == ["gebieden[2].cbs: WK999901 staat ook bij gebieden[1]"]


def test_plan_kinds_do_not_follow_each_other_in_a_circle(complaints_of):
    kind = '[[plansoorten]]\ncode = "{0}"\nnaam = "{0}"\nmeervoud = "{0}"\nvolgt_op = "{1}"\n'
    found = complaints_of(kind.format("a", "b") + kind.format("b", "a"))
    assert [one.split(":")[0] for one in found] == [
        "plansoorten[1].volgt_op",
        "plansoorten[2].volgt_op",
    ]
