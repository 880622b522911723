"""What the log must hold after the played season: each act, and the posts of those who did it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from demo.cast import Member

#: `-`: the bot itself, or the command line.
LOG = {
    "attendance.entered": "bapperida camat delegasi jfu kepala_bidang lurah sekretaris tim",
    "criteria.agreed": "camat",
    "delegate.chosen": "sekretaris",
    "intake.closed": "jfu",
    "invitation.made": "-",
    "invitation.used": "admin bapperida camat delegasi jfu kepala_bidang lurah sekretaris tim",
    "kecamatan.made": "-",
    "letter.noted": "jfu",
    "letter.out": "jfu",
    "meeting.set": "sekretaris",
    "paper.asked": "-",
    "paper.beside": "jfu",
    "paper.drawn": "-",
    "paper.in_effect": "camat",
    "paper.opened": "jfu sekretaris",
    "paper.sealed": "-",
    "paper.setuju": "camat sekretaris",
    "plenary.disagreed": "sekretaris",
    "plenary.fixed": "sekretaris",
    "post.given": "- camat",
    "proposal.decided": "kepala_bidang",
    "proposal.resubmitted": "delegasi",
    "proposal.submitted": "delegasi",
    "recap.confirmed": "lurah",
    "recap.taken": "-",
    "reminders.sent": "-",
    "report.draft": "tim",
    "report.part": "tim",
    "report.received": "bapperida jfu",
    "report.sent": "jfu",
    "score.given": "tim",
    "score.given_same": "tim",
    "scoring.closed": "tim",
    "scoring.opened": "tim",
    "season.closed": "-",
    "season.made": "-",
    "season.planned": "-",
    "session.noted": "sekretaris",
    "step.closed": "-",
    "step.finished": "- jfu kepala_bidang sekretaris",
    "step.opened": "-",
    "team.added": "- sekretaris",
    "team.position": "sekretaris",
    "team.seated": "sekretaris",
    "team.spread": "sekretaris",
    "verdicts.announced": "kepala_bidang",
}


def log_of(database: Path, people: Iterable[Member]) -> dict[str, str]:
    """The same as it was written: who did what, by the posts of the cast."""
    posts = {member.id: member.post for member in people}
    found = defaultdict(set)
    with closing(sqlite3.connect(database)) as opened:
        query = "SELECT act, telegram_id FROM log_entry LEFT JOIN person ON person.id = actor_id"
        for act, number in opened.execute(query):
            found[act].add("-" if number is None else posts[number])
    return {act: " ".join(sorted(who)) for act, who in sorted(found.items())}
