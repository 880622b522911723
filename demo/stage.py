"""Behind the stage: faults, the clock, and whether the bot has taken everything."""

import json
import time
from datetime import datetime, timedelta
from typing import Any

from demo.line import Answer, Line


class Control:
    """The stage hand of a Telegram."""

    def __init__(self, http: Line) -> None:
        self._http = http

    def fault(
        self, method: str, trouble: str, *, times: int = 1, retry_after: int = 1, chat_id: int | None = None
    ) -> None:
        """The next calls of a method (`*`: any but getUpdates) meet what `demo/server/faults.py` names."""
        self._post(
            "fault", method=method, trouble=trouble, times=times, retry_after=retry_after, chat_id=chat_id
        )

    def heal(self) -> None:
        """No more faults."""
        self._post("heal")

    def delivers_twice(self, times: int = 1) -> None:
        """The next updates come twice."""
        self._post("twice", times=times)

    def disorders(self, times: int = 1) -> None:
        """The next answers to getUpdates have the newest update first."""
        self._post("disorder", times=times)

    def delivers_all_again(self, *, shuffled: int | None = None) -> int:
        """Every update that is remembered comes once more, in order or shuffled by that seed; how many."""
        return int(self._post("repeat_all", shuffled=shuffled)["count"])

    def delivers_again(self, update_id: int | None = None) -> int:
        """One update comes once more: the latest, or the one named."""
        return int(self._post("repeat", update_id=update_id)["update_id"])

    def delivers(self, updates: list[dict[str, Any]]) -> None:
        """Updates of no Telegram that we know: numbers that are none, halves of characters and all."""
        body = json.dumps({"updates": updates})
        read(self._http.post("/control/anything", content=body.encode()))

    def starts(self, user_id: int) -> None:
        """The bot may write to this person, as if he had written before."""
        self._post("starts", user=user_id)

    def clear(self) -> None:
        """All chats are empty again; people keep their phones."""
        self._post("clear")

    def turns_clock(self, **by: float) -> datetime:
        """Time passes: `turns_clock(days=2, hours=3)`."""
        return moment(self._post("clock", by=timedelta(**by).total_seconds())["now"])

    def sets_clock(self, to: datetime) -> datetime:
        """A story goes on at that moment: nobody has waited until then."""
        return moment(self._post("clock", to=to.isoformat())["now"])

    def pace(self, *, on: bool) -> None:
        """Telegram's limits on how often a bot may speak."""
        self._post("pace", on=on)

    @property
    def now(self) -> datetime:
        """The time of this Telegram."""
        return moment(self.state()["now"])

    def state(self) -> dict[str, Any]:
        """now, offset, pending (updates not confirmed), calls (per method), hanging, meanwhile, refused,
        early, bot, sequence.
        """
        return read(self._http.get("/control/state"))

    def waits_until_hangs(self, method: str, within: float = 30) -> None:
        """Wait until a call of the method hangs that is to hang."""
        deadline = time.monotonic() + within
        while not self.state()["hanging"].get(method):
            if time.monotonic() > deadline:
                raise AssertionError(f"no {method} came within {within:g} s")
            time.sleep(0.02)

    def meanwhile(self, method: str) -> dict[str, int]:
        """What the bot called while the newest call of the method hung that did, and how often."""
        calls: dict[str, int] = self.state()["meanwhile"].get(method, {})
        return calls

    def waits_until_taken(self, within: float = 10) -> bool:
        """Wait until the bot has confirmed every update; whether it did."""
        return bool(read(self._http.get("/control/idle", params={"within": within}))["pending"] == 0)

    def _post(self, act: str, **given: Any) -> dict[str, Any]:
        return read(self._http.post(f"/control/{act}", given=given))


def moment(text: str) -> datetime:
    """A time as the server writes it."""
    return datetime.fromisoformat(text)


def read(answer: Answer) -> dict[str, Any]:
    """The body of an answer; an AssertionError with its reason when it is a refusal."""
    body: dict[str, Any] = answer.json()
    if answer.is_error:
        raise AssertionError(f"{answer.asked}: {body.get('error', answer.status_code)}")
    return body
