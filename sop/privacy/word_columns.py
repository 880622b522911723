"""Every column that can hold words: what becomes of it when a person is forgotten.

A new column that is in none of these is found by `tests/privacy/test_forgetting_places.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import JSON, BigInteger, Column, String

from models.tables import METADATA

#: What people type, and what is made of it: a name, a number, an account are taken out of it.
TYPED = frozenset(
    {
        "appointment.basis", "assignment.reason", "batch.account", "batch.answers", "batch.file_name",
        "batch.question", "batch.report", "batch.trouble",
        "heading_meaning.shown",
        "chat.answers", "confirmation.note", "decision.note", "difference.answer", "difference.note",
        "inbox.body", "inbox.error", "join_request.reason", "late_entry.reason",
        "later_outcome.reason", "letter.number",
        "meeting.place", "narrative.text", "note.text", "office_file.name", "outbox.error",
        "outbox.file", "outbox.keyboard", "outbox.text", "paper.agenda", "paper.classification",
        "paper_check.file_name", "paraf.note", "past_proposal.place", "past_proposal.problem",
        "past_proposal.reason", "past_proposal.title", "proposal.cost_reason", "proposal.dimensions",
        "proposal.moved_reason", "proposal.office", "proposal.place", "proposal.problem",
        "proposal.reason", "proposal.title", "proposal_version.fields", "proposal_version.values",
        "recipient.address", "recipient.email", "recipient.name", "recipient.received_by",
        "recipient.received_post", "recipient.removed_reason", "response.answer", "response.reason",
        "run.override",
        "sheet_order.caption", "sheet_order.data", "sheet_order.name", "standing.moved_reason",
        "standing.note", "standing.unscored", "survey.note", "team_member.mandate",
        "team_member.position", "upload.typed", "verdict.before",
        "verdict.reason", "word_edition.changes",
    }
)  # fmt: skip

#: Rows about one person: they go or are emptied by his id, account or number (`sop/privacy/person_rows.py`).
HIS = frozenset(
    {
        "attendance.address", "attendance.institution", "attendance.name", "batch.sha256",
        "delegate.address", "delegate.institution", "delegate.name", "delegate.phone",
        "guess.telegram_id", "inbox.chat_id", "invitation.name", "invitation.phone",
        "invitation.used_by", "join_request.name", "join_request.phone", "join_request.telegram_id",
        "once.key", "one_time_page.outcome", "one_time_page.sha256", "one_time_page.token_hash",
        "outbox.chat_id", "paper_check.file_id", "person.address", "person.institution", "person.name",
        "person.nip", "person.phone", "person.rank", "person.telegram_id", "phone_entry.name",
        "phone_entry.phone", "phone_entry.used_by", "pin.hash", "pin.salt", "pin.totp",
        "team_member.institution", "team_member.name", "upload.file_id", "upload.file_unique_id",
        "upload.original_sha256", "upload.sha256",
    }
)  # fmt: skip

#: Made anew from the words beside them.
DERIVED = frozenset({"proposal.norm", "past_proposal.norm"})

#: Stays, and why.
RECORD = {
    "kecamatan.office": "the office's own address and phone",
    "paper_content.data": "a paper that is out says what it says; drafts are rewritten (`rows.py`)",
    "signature.details": "what a certificate says of who signed, as the public page shows it",
    "signature.certificate_name": "the name in the certificate of a paper that is out",
    "log_entry.said": "goes with its salt where it names him; the entry and its hash stay",
}

#: Words, numbers and marks of the program, and what the city publishes.
OURS = frozenset(
    {
        "appointment.acting", "appointment.post", "archive_check.changed", "archive_check.missing",
        "archive_check.state", "batch.file_id", "batch.kind", "batch.state", "batch.way", "chat.place",
        "heading_meaning.column", "heading_meaning.heading",
        "chat.pressed", "chat.state", "chat.talk", "commission.komisi", "commission.state",
        "confirmation.mark", "confirmation.numbers", "confirmation.total", "confirmation.weight",
        "decision.outcome", "decision.post", "decision.proof", "decision.sha256", "difference.kind",
        "inbox.state", "inbox.update_id", "invitation.post", "invitation.token_hash",
        "join_request.post", "kamus_entry.activity", "kamus_entry.activity_code", "kamus_entry.code",
        "kamus_entry.definition", "kamus_entry.kind", "kamus_entry.komisi", "kamus_entry.name",
        "kamus_entry.office", "kamus_entry.short_name", "kamus_entry.unit", "kamus_entry.unit_price",
        "kecamatan.borders", "kecamatan.closures", "kecamatan.code", "kecamatan.name",
        "kelurahan.aliases", "kelurahan.code", "kelurahan.name", "later_outcome.cost",
        "later_outcome.stage", "letter.direction", "log_entry.act", "log_entry.before",
        "log_entry.facts", "log_entry.hash", "log_entry.said_mark", "log_entry.salt",
        "log_entry.subject", "log_head.hash", "meeting.kind", "merge.was", "narrative.part",
        "note.outcome", "office_file.file_id", "office_file.kind", "office_file.sha256", "outbox.kind",
        "outbox.state", "outbox.topic", "paper.code", "paper.file_id", "paper.key", "paper.number",
        "paper.sealed_file_id", "paper.sealed_sha256", "paper.sha256", "paper.stage", "paper.state",
        "paper.step", "paper_check.state", "paper_check.verdict", "paper_copy.sha256", "paraf.outcome",
        "paraf.post", "paraf.sha256", "past_proposal.cost", "past_proposal.kamus_code",
        "past_proposal.komisi",
        "past_proposal.number", "past_proposal.stage", "past_proposal.unit", "person.became_id",
        "phone_entry.post", "proposal.asked", "proposal.cost", "proposal.joined", "proposal.kind",
        "proposal.komisi", "proposal.land", "proposal.moved_from", "proposal.number",
        "proposal.return_field", "proposal.status", "proposal.unit", "proposal.urgency",
        "proposal_version.code", "recipient.post", "recipient.stamped_sha256", "recipient.way",
        "remembered.name", "remembered.value", "reminder.rung", "reminder.task", "run.checker",
        "run.executor", "run.newest_before", "run.signer", "run.state", "run.step", "score.criterion",
        "season.criteria",
        "season.preset", "season.rules", "sheet_order.key", "sheet_order.state", "signature.sha256",
        "signature.way", "snapshot.changes", "snapshot.lines", "snapshot.sha256", "snapshot.total",
        "standing.komisi", "standing.means", "standing.spreads", "standing.total", "survey.unit",
        "team_member.komisi", "team_member.komisi_role", "upload.looks", "upload.purpose",
        "upload.slot", "upload.state", "verdict.code", "verdict.outcome", "verdict.together",
        "word_edition.sha256",
    }
)  # fmt: skip


def wordy() -> Iterator[Column[object]]:
    """Every column of every table in which something of a person could stand."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if (
                not column.foreign_keys
                and not column.primary_key
                and isinstance(column.type, String | JSON | BigInteger)
            ):
                yield column


def undecided() -> list[str]:
    """Columns of which nobody has said what becomes of them; and names of columns that are none."""
    there = {str(column) for column in wordy()}
    said = [*TYPED, *HIS, *DERIVED, *RECORD, *OURS]
    return sorted({*there.symmetric_difference(said), *(name for name in set(said) if said.count(name) > 1)})
