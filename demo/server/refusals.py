"""How the server says no: an HTTP code and Telegram's own sentence."""

from typing import Any

JSON = dict[str, Any]


class Refusal(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters  #: retry_after or migrate_to_chat_id

    @property
    def retry_after(self) -> int | None:
        """The seconds to wait, where it is a matter of time."""
        return self.parameters.get("retry_after")

    def body(self) -> JSON:
        """The refusal as it goes over the wire."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(description: str) -> Refusal:
    """A 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {description}")


def too_many_requests(retry_after: int) -> Refusal:
    """A 429 that says how long to wait."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def stricter(description: str) -> Refusal:
    """A 400 that Telegram would not give: it forgives what here counts as a mistake of the bot."""
    return bad_request(f"{description} (this server is stricter than Telegram)")
