"""What is printed of a signature in the proof of its document: nobody vouches for a name not looked up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models.signing import Signature
from sop.papers.proof import facts_in_words

AT = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)
UNCHECKED = "belum dicocokkan dengan penanda tangan dokumen"


@pytest.mark.parametrize(
    ("named", "trusted", "said"),
    [
        (True, True, "Ahmad Fauzi, cocok dengan nama penanda tangan dokumen (tanpa NIP)"),
        (True, False, "belum dapat dipastikan"),
        (False, True, UNCHECKED),
        (False, False, UNCHECKED),
    ],
)
def test_a_signer_is_vouched_for_when_name_and_root_are_known(named: bool, trusted: bool, said: str) -> None:
    signature = Signature(named=named, trusted=trusted, certificate_name="Ahmad Fauzi", details={}, at=AT)

    assert said in [words for _, words in facts_in_words(signature)]
