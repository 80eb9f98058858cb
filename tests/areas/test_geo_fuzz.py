"""Whatever a file holds, it is read or refused: nothing else ever comes out."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.geo.read import read_files
from areas.geo.records import ImportRefused
from tests.areas.geo_files import buurt, csv, feature, geojson, geopackage, own

# Reading asks no database.
pytestmark = pytest.mark.only_on("sqlite")
SETTINGS = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

changes = st.lists(
    st.tuples(
        st.integers(0, 2**31), st.sampled_from(["set", "drop", "insert", "cut"]), st.binary()
    ),
    min_size=1,
    max_size=4,
)


def changed(content: bytes, edits) -> bytes:
    """The content with a few bytes set, dropped or put between, or cut off."""
    found = bytearray(content)
    for place, how, more in edits:
        at = place % (len(found) + 1)
        if how == "set":
            found[at : at + len(more)] = more
        elif how == "drop":
            del found[at : at + 1 + len(more)]
        elif how == "insert":
            found[at:at] = more
        elif place % 4 == 0:
            del found[at:]
    return bytes(found)


def outcome(path):
    """What came out: records and a count, or complaints. Any other error is a fault of ours."""
    try:
        return *read_files([path], year=2024), []
    except ImportRefused as refusal:
        return [], 0, refusal.complaints


def read_or_refused(path) -> None:
    records, ignored, complaints = outcome(path)
    assert bool(records) != bool(complaints)
    assert all(line.isprintable() for line in complaints)
    assert ignored >= 0
    assert all(record.name and record.rings != [] for record in records)


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    table = ["statcode;statnaam;jaar;inwoners", "GM0484;Alphen;2024;3", "WK048401;Oost;2024;."]
    return {
        "geojson": geojson(folder / "a", feature(own()), feature(own("WK048401"))).read_bytes(),
        "geopackage": geopackage(folder / "b", {"buurten": [buurt()]}).read_bytes(),
        "csv": csv(folder / "c", *table).read_bytes(),
    }


@pytest.mark.parametrize("layout", ["geojson", "geopackage", "csv"])
@SETTINGS
@given(edits=changes)
def test_damaged_files(tmp_path, originals, layout, edits):
    path = tmp_path / "x"
    path.write_bytes(changed(originals[layout], edits))

    read_or_refused(path)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
names = st.sampled_from(
    ["statcode", "statnaam", "level", "year", "inhabitants", "water", "jrstatcode", "postcode"]
    + ["wijkcode", "buurtcode", "parent_statcode", "aantalHuishoudens", "bevolkingsdichtheid"]
)


@SETTINGS
@given(properties=st.dictionaries(names, values), geometry=values, coordinates=values)
def test_any_value_in_any_place(tmp_path, properties, geometry, coordinates):
    shape = {"type": "MultiPolygon", "coordinates": coordinates}
    path = tmp_path / "x"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    feature(own() | properties),
                    feature(own("WK048401")) | {"geometry": geometry},
                    feature(own("GM0484")) | {"geometry": shape},
                ],
            }
        )
    )

    read_or_refused(path)


@SETTINGS
@given(content=st.binary(max_size=300))
@pytest.mark.parametrize(
    "start", [b"", b"GP", b"{", b"SQLite format 3\x00", b"statcode;statnaam\n"]
)
def test_any_bytes(tmp_path, start, content):
    path = tmp_path / "x"
    path.write_bytes(start + content)

    read_or_refused(path)
