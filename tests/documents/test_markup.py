"""XML of strangers: a declaration of entities is found in whatever letters it is written."""

from __future__ import annotations

import pytest

from documents.word.reading import read
from tests.bombs import made

DECLARES = '<?xml version="1.0" encoding="{}"?><!DOCTYPE w [<!ENTITY a "x">]>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-7"]
)
def test_only_plain_utf8_reaches_a_parser(encoding: str) -> None:
    text = made.WORD_TEXT.replace('<?xml version="1.0"?>', DECLARES.format(encoding))

    assert read(made.word(text=text.encode(encoding))).trouble == "word.broken"
    assert read(made.word()).trouble == ""
