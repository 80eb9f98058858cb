"""What in a text looks like a person, and what does not."""

import pytest

from partners.personal import looks_like


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mevrouw Jansen belde", "een naam"),
        ("Dhr. van den Berg komt langs", "een naam"),
        ("De familie El Amrani zoekt hulp", "een naam"),
        ("gesproken met J.P. de Wit", "een naam"),
        ("gisteren sprak Fatima Bouali met ons", "een naam"),
        ("zijn nummer is 111222333", "een burgerservicenummer"),
        ("BSN 1112.22.333", "een burgerservicenummer"),
        ("bel 06-12345678", "een telefoonnummer"),
        ("bel +31 6 1234 5678", "een telefoonnummer"),
        ("0172 465 465 na vijven", "een telefoonnummer"),
        ("mail naar rosa@example.org", "een mailadres"),
        ("rekening NL91 ABNA 0417 1643 00", "een rekeningnummer"),
        ("woont in 2408 EZ", "een adres"),
        ("woont in de Dorpsstraat 12", "een adres"),
    ],
)
def test_what_points_at_a_person_is_named(text, what):
    assert what in looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "Drie instanties komen langs en niemand weet wie de schulden oppakt.",
        "Kenmerk 123456789 bij ons.",  # not a BSN: it fails the test of eleven
        "De schuld is 12.500 euro sinds 2024.",
        "Op 18 november om 10.00 uur bij het Loket in de wijk.",
        "Participe en Tom in de Buurt kennen deze vraag.",
        "Factuur NL00BANK999888 is betaald.",
        "",
    ],
)
def test_ordinary_text_gives_no_alarm(text):
    assert looks_like(text) == []
