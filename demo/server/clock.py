"""The time of this Telegram. It can be turned; it never stands still."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus what somebody has turned it by."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def turn(self, by: timedelta) -> None:
        """Let some time pass at once."""
        self.offset += by

    def set(self, to: datetime) -> None:
        """Make it that moment."""
        self.offset = to - datetime.now(UTC)
