"""publiccode.yml is complete by the standard, and says the same as the rest of the project."""

import re

import pytest
import yaml

from config import VERSION
from tests.source import ROOT


@pytest.fixture(scope="module")
def public():
    """The contents of publiccode.yml."""
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_all_that_the_standard_asks_for_is_there(public):
    wanted = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"}
    wanted |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    assert wanted <= set(public)
    statuses = {"concept", "development", "beta", "stable", "obsolete"}
    assert public["developmentStatus"] in statuses
    assert public["maintenance"]["type"] in {"internal", "contract", "community", "none"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_descriptions_have_the_lengths_of_the_standard(public, language):
    description = public["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]


def test_it_agrees_with_the_project_about_licence_and_version(public):
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert public["legal"]["license"] == re.search(r'license = "(.+)"', project)[1] == "EUPL-1.2"
    assert public["softwareVersion"] == VERSION
    assert re.search(rf'^version = "{re.escape(VERSION)}"', project, re.M)
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "All other changes or additions to this Appendix" in licence
