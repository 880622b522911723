"""While which steps a button may change what the season is about: as the SOP has it, not the code."""

from __future__ import annotations

from collections.abc import Container

#: What a season leaves behind: after its time nobody changes that any more.
_LEFT = {"proposal", "verdict", "proposal_version", "confirmation", "difference", "snapshot", "assignment",
         "note", "survey", "merge", "pair_said", "commission", "score", "standing", "attendance", "delegate",
         "team_member", "meeting", "letter", "narrative", "paper", "decision", "paraf", "recipient",
         "run", "season", "kamus_entry"}  # fmt: skip


def leaves(table: str) -> bool:
    return table in _LEFT


#: Word, or the part of it before the colon -> the steps while which it may change one of these.
WHEN: dict[str, Container[int]] = {
    "usulan": {1, 2},  # what was returned is mended while it is verified
    "usulan:dropped": range(1, 10),  # a draft that was never sent is its author's
    "s1": {1},
    "s1:enter": {1, 2},  # of a kelurahan that was let in late
    "lurah": {1},
    "s2": {2},
    "s3": {3},
    "s4": {4},
    "s5": {5},
    "s6": {6},
    "s7": {7},
    "s8": {8},
}

#: What still changes it while the papers of the step are drawn and decided: what is one's own until it is
#: sent, and sending is refused then.
STILL = frozenset({"usulan:mend", "usulan:resume"})
