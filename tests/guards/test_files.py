"""What is committed works on anybody's machine."""

import re

import pytest

from tests.guards.source import ROOT, kept_files

pytestmark = pytest.mark.quick

#: Folders that exist on somebody's machine only; written in pieces, or this file would be found too.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.}$-])/(?:" + "|".join(("work", "root", "home", "opt/wheels")) + r")(?=/\w)"
)
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|\s@\s", re.IGNORECASE)


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = []
    for path in kept_files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a font or a picture
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(lines, start=1)
            if OF_ONE_MACHINE.search(line)
        ]

    assert found == []


REQUIREMENTS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-audit.txt",
    "requirements-bench.txt",
]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_name_no_address(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()

    assert [line for line in lines if ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    wanted = re.split(r"\n(?=[a-z])", (ROOT / name).read_text("utf-8").strip(), flags=re.IGNORECASE)

    assert [entry for entry in wanted if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_tests_install_what_runs() -> None:
    pinned = [
        _pins((ROOT / name).read_text("utf-8")) for name in ("requirements.txt", "requirements-dev.txt")
    ]

    assert pinned[0].items() <= pinned[1].items()


def _pins(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?)==([\w.]+)", text, flags=re.MULTILINE))


def test_migrations_are_one_chain_and_named_by_their_number() -> None:
    """Two of one number, made at the same time, would keep every bot from starting."""
    folder = ROOT / "migrations" / "versions"
    found = []
    for path in sorted(folder.glob("[0-9]*.py")):
        text = path.read_text("utf-8")
        own, before = (
            re.search(rf'^{name} = "?(\w+)"?$', text, re.MULTILINE) for name in ("revision", "down_revision")
        )
        assert own is not None
        assert before is not None
        found.append((path.name[:4], own[1], before[1]))

    numbers = [f"{at:04}" for at in range(1, len(found) + 1)]
    assert found == [(one, one, before) for one, before in zip(numbers, ["None", *numbers], strict=False)]
