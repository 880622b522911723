"""Which sentences the code says, and with which facts."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import NamedTuple

from tests.guards.source import called, calls, product
from texts import sentences

PASSED_ON = "None"  #: stands among the facts for `**facts`, whose names cannot be read
COLOURS = "texts/colours.py"


class Said(NamedTuple):
    """One sentence said at one place."""

    place: str
    key: str
    facts: frozenset[str]

    numbered: bool  #: a key of clauses, written as key_1, key_2 and so on

    def written(self) -> list[str]:
        """The keys under which it is written."""
        if not self.numbered:
            return [self.key] if self.key in sentences() else []
        return [key for key in sentences() if re.fullmatch(re.escape(self.key) + r"_\d+", key)]

    def names(self) -> frozenset[str]:
        """The facts that it is written with."""
        return frozenset().union(*(placeholders(sentences()[key]) for key in self.written()))


class Speaker(NamedTuple):
    """A function that takes the key of a sentence and its facts."""

    position: int
    others: frozenset[str]


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


@cache
def speakers() -> dict[str, list[Speaker]]:
    """Functions of ours with a parameter `key` and `**facts`; a class stands for its `__init__`."""
    found: dict[str, list[Speaker]] = {}
    for tree in product().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                        _add(found, node.name, inner)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "__init__":
                _add(found, node.name, node)
    return found


def _add(
    found: dict[str, list[Speaker]], name: str, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> None:
    arguments = function.args
    positional = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    if "key" not in positional or arguments.kwarg is None or arguments.kwarg.arg != "facts":
        return
    bound = positional[1:] if positional[0] in ("self", "cls") else positional
    others = frozenset(argument.arg for argument in arguments.kwonlyargs) | frozenset(bound)
    found.setdefault(name, []).append(Speaker(bound.index("key"), others))


def said() -> Iterator[Said]:
    """Every sentence said with a literal key; where a call passes on `**facts`, they hold PASSED_ON."""
    for place, call in calls():
        if place.startswith("demo/"):  # a guest: a button() there is something seen
            continue
        for speaker in speakers().get(called(call), []):
            if speaker.position >= len(call.args):
                continue
            facts = frozenset(str(word.arg) for word in call.keywords) - speaker.others
            for key in literals(call.args[speaker.position]):
                yield Said(place, key, facts, called(call) == "numbered")


def literals(node: ast.expr) -> list[str]:
    """A literal key, or both of `"a" if condition else "b"`."""
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=one, orelse=other):
            return literals(one) + literals(other)
    return []


def used() -> set[str]:
    """Keys that stand in the code: whole, as `f"posts.{post}"`, or as the beginning of `"posts." + post`."""
    found: set[str] = set()
    patterns: list[str] = []
    for path, tree in product().items():
        if path == COLOURS:  # names labels, shows none
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)):
                    found.add(text)
                case ast.JoinedStr(values=parts):
                    patterns.append(_pattern(parts))
                case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add()) if re.match(r"\w+\.", text):
                    patterns.append(re.escape(text) + ".*")
    found |= {key for clause in said() if clause.numbered for key in clause.written()}
    wanted = re.compile("|".join(filter(None, patterns)) or "(?!)")
    return {key for key in sentences() if key in found or wanted.fullmatch(key)}


def _pattern(parts: list[ast.expr]) -> str:
    constant = [str(part.value) if isinstance(part, ast.Constant) else "" for part in parts]
    if len(re.findall(r"[a-z]", "".join(constant))) < 3:  # f"{stem}.{name}" says nothing about what is used
        return ""
    return "".join(re.escape(text) if text else "[a-z0-9_.-]+" for text in constant)
