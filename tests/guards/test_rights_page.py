"""The page of all rights is what the handlers say."""

import pytest

from tests.rights.page import PAGE, page

pytestmark = pytest.mark.quick


def test_the_page_of_rights_is_what_stands_beside_the_handlers() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.rights.page writes it"
