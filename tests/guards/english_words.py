"""English words that may not be said."""

from pathlib import Path

#: Words that no Indonesian sentence has; borrowed ones such as "data" or "ok" are not among them.
ENGLISH = frozenset(Path(__file__).with_name("english.txt").read_text("utf-8").split())
