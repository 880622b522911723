"""What the pages say is there: every path, every target of make, every link, every package."""

import re
from pathlib import Path

import pytest

from tests.guards.source import ROOT

pytestmark = pytest.mark.quick

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOLDERS = "bot|demo|docs|documents|handlers|migrations|models|sop|tests|texts"
#: A path in code marks; other words in code marks are words of the program.
TEST = re.compile(r"`(tests/[\w/]+\.py)?::(\w+)`")
PATH = re.compile(rf"`((?:{FOLDERS})/[\w./*<>-]*|[\w-]+\.(?:md|toml|txt)|\.ci/run|\.env\.example)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
#: A place in a pattern, or what a page makes of it as an example (`make rehearse` makes it).
STANDS_FOR_ANY = re.compile(r"KEY|<|step9_evaluate")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _there(path: str) -> bool:
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_path_in_a_page_exists(page: Path) -> None:
    named = PATH.findall(page.read_text("utf-8"))

    assert [path for path in named if not STANDS_FOR_ANY.search(path) and not _there(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_in_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_make_in_a_page_is_a_target(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE)

    named = re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)

    assert sorted(set(named) - set(targets)) == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    missing, file = [], ""
    for own, name in TEST.findall(page.read_text("utf-8")):
        file = own or file  # "::test_b" is in the file that was named before it
        if f"def {name}(" not in _text(file) and f"class {name}" not in _text(file):
            missing.append(f"{file}::{name}")

    assert missing == []


def test_readme_explains_every_setting() -> None:
    settings = re.findall(r"^#?([A-Z_]+)=", _text(".env.example"), re.MULTILINE)
    readme = _text("README.md")

    assert [name for name in settings if f"`{name}`" not in readme] == []


def test_every_installed_package_is_named_with_its_licence() -> None:
    pinned = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==", _text("requirements.txt"), re.MULTILINE)
    named = re.findall(r"^\| ([\w.-]+) \| .+ \| .+ \|$", _text("THIRD_PARTY.md"), re.MULTILINE)

    assert sorted(set(pinned) - set(named)) == []


def test_every_decision_is_in_the_list() -> None:
    pages = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}

    assert pages == set(LINK.findall(_text("docs/decisions/README.md")))
