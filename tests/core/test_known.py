"""What the office keeps of an update, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.incoming.inbox import store
from bot.incoming.known import known
from models.chat import Inbox
from models.posts import Post
from tests.core.desk import FrontDesk

PERSON = {"id": 11, "is_bot": False, "first_name": "Siti"}
MESSAGE: dict[str, Any] = {
    "message_id": 5,
    "date": 1_800_000_000,
    "chat": {"id": 11, "type": "private"},
    "from": PERSON,
}


def kept(**fields: Any) -> dict[str, Any]:
    """Of a message with these fields, what stays besides the outside."""
    found = known({"update_id": 1, "message": MESSAGE | fields})
    assert found is not None
    return {name: value for name, value in found["message"].items() if name not in MESSAGE}


@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"text": "halo", "gift": {"of": "tomorrow"}}, {"text": "halo"}),
        ({"text": {"not": "words"}}, {}),
        ({"text": "a\0b\ud800"}, {"text": "ab?"}),
        ({"text": "x" * 5000}, {"text": "x" * 4096}),
        ({"document": {"file_id": "f", "file_size": 9}}, {}),  # nothing that could be fetched
        (
            {"document": {"file_id": "f", "file_unique_id": "u", "file_size": 2**60}},
            {"document": {"file_id": "f", "file_unique_id": "u", "file_size": 2**31 - 1}},
        ),
        ({"location": {"latitude": float("nan"), "longitude": 106.8}}, {}),
        ({"entities": [{"type": "bold"}, {"type": "url", "offset": 0, "length": 2}, 7]},
         {"entities": [{"type": "url", "offset": 0, "length": 2}]}),
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_kind_counts_as_missing(fields: dict[str, Any], stays: dict[str, Any]) -> None:
    assert kept(**fields) == stays


@pytest.mark.parametrize(
    "body",
    [None, 7, "x", [], {}, {"update_id": True}, {"update_id": -1}, {"update_id": 2**63}, {"update_id": 1.0}],
)
def test_what_has_no_number_is_no_update(body: object) -> None:
    assert known(body) is None


def test_the_updates_beside_an_unreadable_one_are_handled(desk: FrontDesk) -> None:
    desk.person(desk.office(), 11, Post.JFU)
    good = [{"update_id": number, "message": MESSAGE | {"text": "/status"}} for number in (21, 23)]

    last = store(
        desk.database, desk.now, [good[0], "?", {"update_id": 2**70}, {"update_id": 22}, good[1], None]
    )
    desk.works()

    assert last == 23
    assert desk.rows(select(Inbox.update_id).order_by(Inbox.id)) == [21, 22, 23]
    assert set(desk.states()) == {"done"}


def test_a_sticker_of_a_new_sort_is_still_a_sticker(desk: FrontDesk) -> None:
    """PTB reads none whose fields it does not know."""
    desk.person(desk.office(), 11, Post.JFU)

    desk.update({"message": MESSAGE | {"sticker": {"shape": "of tomorrow"}}})
    desk.works()

    assert desk.states() == ["done"]
    assert desk.said(11)
