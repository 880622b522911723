"""Every column of the usulan is seen by somebody as a field, or says here why it is none."""

import pytest

from models.proposal import Proposal
from sop.proposals.fields import FIELDS

pytestmark = pytest.mark.quick

#: Columns that are no field of the form: where they are seen, or why nobody needs to.
NO_FIELD = {
    "id": "stands behind buttons; people say the number",
    "kecamatan_id": "whose office it is: everybody in it sees the same",
    "season_id": "which year it is: stands in the number",
    "kelurahan_id": "shown by its name in every list",
    "author_id": "shown by his name to who may read it",
    "entered_by_id": "on the card: typed by whom, on whose behalf",
    "sequence": "the last part of the number",
    "number": "told in every list and on the receipt",
    "status": "told in every list and by /usulan",
    "revision": "stands on the receipt as its version",
    "asked": "the question that is open, which is on the screen",
    "late_id": "on cards, papers and in the export as “Susulan” with its day",
    "mending": "whether the review card follows: seen by what comes next",
    "kamus_id": "seen as its code (KAMUS)",
    "cost_by_kamus": "whether the price follows the volume: the cost is what is seen",
    "office": "of the kamus entry: in the exports and on the papers",
    "created_at": "decides between equals where the day of sending is not known",
    "touched_at": "a draft that lies too long is asked after",
    "submitted_at": "on the public page and on the reviewer's card",
    "decided_at": "in the list of verdicts given",
    "decided_by_id": "who may take the verdict back; the verdict names him",
    "reason": "told with the verdict, and on the card",
    "return_field": "the button with which it is mended",
    "norm": "made from its words, to compare it with others",
    "secret_until": "keeps a verdict back for a while: to be seen would be against its purpose",
    "assigned_to_id": "in the queue of whoever verifies it",
    "mapped_by_id": "the reviewer's card tells what changed by the mapping",
    "merged_into_id": "told as the number in which it lives on",
    "joined": "told as the numbers that live on in it",
    "carried_from_id": "told as `times`",
    "times": "on the card: proposed for the n-th time",
    "batch_id": "the import it came with, which can be taken back",
    "moved_from": "told where it is scored in another komisi",
    "moved_reason": "told where it is scored in another komisi",
    "version": "counts who writes it at once: for the database",
}


def test_every_column_of_the_usulan_is_seen_or_says_why_not() -> None:
    columns = set(Proposal.__table__.columns.keys())
    seen = {column for field in FIELDS for column in field.columns}

    assert sorted(columns - seen - set(NO_FIELD)) == [], "nobody sees it: no row of FIELDS, no reason here"
    assert sorted(set(NO_FIELD) - columns) == [], "there is no such column"
    assert sorted(seen & set(NO_FIELD)) == [], "is a field"
