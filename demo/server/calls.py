"""Which function answers which method."""

from collections.abc import Awaitable, Callable
from typing import Any

from demo.server.methods import METHODS
from demo.server.refusals import JSON
from demo.server.world import World

Given = JSON  #: the parameters of one call, read by `methods.read`
Answer = Callable[[World, Given], Any | Awaitable[Any]]

CALLS: dict[str, Answer] = {}


def answers(method: str) -> Callable[[Answer], Answer]:
    """Register a function as the answer to a method of the table."""
    if method not in METHODS:
        raise LookupError(f"{method} is not in the table of methods")

    def register(function: Answer) -> Answer:
        CALLS[method] = function
        return function

    return register
