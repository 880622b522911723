"""Every column that can hold words has a decision: what becomes of it when a person is forgotten."""

from __future__ import annotations

import pytest

from sop.privacy.word_columns import undecided


@pytest.mark.quick
def test_no_column_is_without_a_decision() -> None:
    """A new column of text belongs into one of the sets of `sop/privacy/word_columns.py`."""
    assert undecided() == []
