"""A form begins and forgets its own answers, so that no screen has to remember it."""

import ast
from collections.abc import Iterator

import pytest

from tests.guards.source import called, calls, product

pytestmark = pytest.mark.quick

#: What they are about is a row of the season, or a report that several write: such answers outlive the form.
KEEP_THEIR_ANSWERS = {"handlers/proposals/proposal_form.py", "handlers/step6_report/report_parts.py"}


def test_the_chat_keeps_the_answers_of_every_form_but_those_about_a_row() -> None:
    made = {place.rpartition(":")[0] for place, call in calls() if called(call) == "Form"}

    assert {path for path in made if path.startswith("handlers/")} == KEEP_THEIR_ANSWERS


def test_no_form_forgets_its_answers_by_hand_when_it_is_finished() -> None:
    assert [place for place, finish in _finishes() if _drops(finish)] == []


def _finishes() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in product().items():
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and called(call) in ("ChatForm", "ask_one"):
                for given in call.keywords:
                    if given.arg == "finish" and isinstance(given.value, ast.Name):
                        yield f"{path}:{given.value.id}", functions[given.value.id]


def _drops(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Call) and called(node) == "drop" for node in ast.walk(function))
