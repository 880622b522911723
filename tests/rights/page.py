"""Who may press what, printed from the handlers: `python -m tests.rights.page` writes docs/rights.md."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from handlers.talk.buttons import Command, Press, Typed
from handlers.talk.rights import Right, Who
from models.posts import Post
from sop.core.posts import TITLES
from tests.rights.handlers import every

PAGE = Path(__file__).parents[2] / "docs/rights.md"
HEAD = """\
# Who may press what

Printed by `python -m tests.rights.page` from what stands beside each `Press`, `Command` and `Typed` in
`handlers/`: here it is reviewed, there it is changed. `sop/` asks once more, and for what it alone knows:
whose usulan it is, and the state. `tests/rights/test_rights.py` tries all of it. At `form:...` it is asked
who may enter the conversation.

"""


def page() -> str:
    """Every right with the words that it is the right to: a heading for each circle of people."""
    circles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, right in _rights().items():
        circles[_who(right.who)][_what(right)].append(word)
    parts = [
        f"## {who}\n\n" + "".join(_line(*one) for one in sorted(circles[who].items()))
        for who in sorted(circles)
    ]
    return HEAD + "\n".join(parts)


def _rights() -> dict[str, Right]:
    return {
        handler.word: handler.right
        for handler, _ in every()
        if isinstance(handler, Press | Command | Typed) and handler.word and handler.right
    }


def _who(who: Who) -> str:
    if who.strangers:
        return "Anybody"
    if who.everybody:
        return "Whoever has joined"
    if set(who.posts) == set(Post):
        return "Any post"
    posts = [TITLES[post] for post in Post if post in who.posts]
    steps = [f"who carries out {step}" for step in who.steps]
    return ", ".join([*posts, *steps, *(["who signs"] if who.signers else [])])


def _what(right: Right) -> str:
    named = ", ".join(table.__name__ if table is not None else "a number" for table in right.rows)
    when = ["also when the season is over"] if right.anytime else []
    when += [f"since {right.since}"] if right.since else []
    return "; ".join(filter(None, [f"ids of {named}" if named else "", *when]))


def _line(what: str, words: list[str]) -> str:
    told = " ".join(f"`{word}`" for word in sorted(words))
    return f"- {what}: {told}\n" if what else f"- {told}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE}: {len(_rights())} words")
