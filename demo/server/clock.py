"""The time of this Telegram. It can be turned; it never stands still."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_NONE = timedelta()


class Clock:
    """Real time plus what somebody has turned it by.

    With a file, the seconds it is ahead are kept there, and other programs of the demo read them.
    """

    def __init__(self, offset: timedelta = _NONE, *, file: Path | None = None) -> None:
        self.offset = offset
        self._file = file
        if file is not None and file.exists():
            self.offset = timedelta(seconds=float(file.read_text() or 0))
        self._keep()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def turn(self, by: timedelta) -> None:
        """Let some time pass at once."""
        self.offset += by
        self._keep()

    def set(self, to: datetime) -> None:
        """Make it that moment."""
        self.offset = to - datetime.now(UTC)
        self._keep()

    def _keep(self) -> None:
        if self._file is None:
            return
        # Written beside and moved: a reader never meets half a number.
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(self.offset.total_seconds()))
        fresh.replace(self._file)
