"""The one exception that is meant for people."""


class Refused(Exception):
    """The office says no: the key of the sentence that says why, and the facts that the sentence needs."""

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
