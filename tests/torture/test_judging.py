"""The torture's judge knows what came twice, and by what; and when patience does not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.posts import Post
from tests.support.office import Bureau
from tests.torture.sends import KILL, OTHERWISE, SOCKET, STOP, Sends, cause_of, plain_words
from tests.torture.weather import Available


def test_what_came_twice_is_counted_and_what_was_only_asked_twice_is_not(tmp_path: Path) -> None:
    told = {SOCKET: str(tmp_path / "sends")}
    with Sends(tmp_path) as sends, Bureau(tmp_path, entry="tests.torture.sends", **told) as bureau:
        siti = bureau.office().joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        for trouble in (None, "502", "lost"):
            if trouble:  # of the one it is known that nothing has come of it, of the other it is not
                bureau.telegram.control.fault("sendMessage", trouble)
            sent = siti.sends("/bantuan")
            siti.waits_for(
                lambda eyes, sent=sent: eyes.screen and eyes.from_bot[-1].id > sent, what="the help"
            )
        siti.waits_for(lambda eyes: sends.repeats([siti], []), what="its second coming")

        assert sends.repeats([siti], []) == [(OTHERWISE, "Bantuan")]


@pytest.mark.quick
def test_a_process_that_is_there_no_more_was_killed_or_told_to_stop() -> None:
    assert [cause_of(1, 1, {1}), cause_of(1, 2, set()), cause_of(1, 2, {1})] == [OTHERWISE, KILL, STOP]


@pytest.mark.quick
def test_words_are_compared_as_the_phone_shows_them() -> None:
    assert plain_words("Usulan <b>Jalan &lt;RW 05&gt;</b> diterima.\n") == "Usulan Jalan <RW 05> diterima."


@pytest.mark.quick
def test_patience_stands_still_while_nobody_could_answer() -> None:
    seconds = Available()
    began = seconds()
    with seconds.away():
        first, second = seconds(), seconds()

    assert first == second >= began
