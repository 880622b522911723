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


def test_a_form_of_one_question_is_declared_as_one() -> None:
    assert [place for place, call in calls() if called(call) == "ChatForm" and _asks_one(call)] == []


def _asks_one(form: ast.Call) -> bool:
    """One question that is its own; those that ask one of several forms' stand beside these."""
    match next(given.value for given in form.keywords if given.arg == "questions"):
        case ast.List(elts=[ast.Call() as question]):
            return called(question) == "Question"
    return False


def _finishes() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in product().items():
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and called(call) in ("ChatForm", "ask_one"):
                names = [ast.unparse(given.value) for given in call.keywords if given.arg == "finish"]
                yield from ((f"{path}:{name}", functions[name]) for name in names if name in functions)


def _drops(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Call) and called(node) == "drop" for node in ast.walk(function))
