"""Who hands in lists, in the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.phone import Phone
from tests.support.office import Office
from tests.support.usulan import speaks_plainly


@pytest.fixture
def dewi(here: Office) -> Iterator[Phone]:
    """JFU of the module's office."""
    phone = here.people["Dewi Lestari"]
    yield phone
    speaks_plainly(phone)
