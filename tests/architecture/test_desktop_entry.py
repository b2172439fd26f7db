"""The desktop entry, the file type and the icon speak of one thing."""

from __future__ import annotations

import configparser
import tomllib
from xml.etree import ElementTree

from tests.helpers.source import ROOT

LINUX = ROOT / "packaging" / "linux"


def test_a_case_double_clicked_is_opened_by_casefile() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / "casefile.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    tree = ElementTree.parse(LINUX / "casefile.xml")
    kind = tree.find("{*}mime-type")
    assert kind is not None
    glob, icon = kind.find("{*}glob"), kind.find("{*}icon")
    assert glob is not None and glob.get("pattern") == "*.casefile"
    assert icon is not None and icon.get("name") == desktop["Icon"]
    assert desktop["MimeType"] == f"{kind.get('type')};"
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    program, placeholder = desktop["Exec"].split()
    assert program in scripts
    assert placeholder == "%f"
    assert ElementTree.parse(LINUX / f"{desktop['Icon']}.svg").getroot().tag.endswith("svg")
