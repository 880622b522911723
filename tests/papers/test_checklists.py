"""Each paper holds every fact it is made of; take one out, and exactly its line of the checklist fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

from documents import DRAWN_BY
from documents.data import MODELS
from documents.drawing.page import Sheet
from tests.documents import samples
from tests.documents.drawn_papers import raw_pages
from tests.papers.checklists import FORM, checklist, expected, facts_of, missing
from tests.papers.facts import first_rows, without
from tests.papers.forms import COLUMNS, WORDS, form
from texts import sentences

#: the draft is the same drawing as the report
KEYS = tuple(key for key in MODELS if key != "draft-laporan")
#: the second usulan is drawn as the first; the berita acara in the report as the paper of that name
_LIKE_OTHERS = re.compile(
    r"minutes\.|(\w+\.)*(lines|reserve|agreed|declined|noted|proposals|sections)\.[1-9]"
)


def texts_of(
    key: str, every: Sequence[dict[str, Any]], silenced: Sequence[Sequence[str]] | None = None
) -> list[str]:
    """What is read on the paper, for each of these data; some sentences of the form may be silenced for each.

    All of them lie behind each other in one file: most of the time of a small paper goes into its fonts.
    """
    sheet = Sheet(
        key=key,
        stage="naskah",
        version=1,
        number="400.10.2/12-Bogteng",
        made_at=samples.MADE_AT,
        verify_url=None,
    )
    ends = [0]
    for data, silent in zip(every, silenced or [()] * len(every), strict=True):
        sheet.format, sheet.body = "A4", 12.0
        sheet.use("sans")
        with pytest.MonkeyPatch.context() as patch:
            for sentence in silent:
                patch.setitem(sentences(), sentence, "")
            import_module(DRAWN_BY[key]).write(sheet, MODELS[key].model_validate(data))
        ends.append(sheet.pages)
    pages = raw_pages(sheet.output())
    return ["\n".join(pages[start:end]) for start, end in pairwise(ends)]


@pytest.mark.parametrize("key", KEYS)
def test_every_fact_of_the_data_is_read_on_the_paper(key: str) -> None:
    data = facts_of(key, 2)
    items = [*checklist(key, data), *form(key, data)]

    [text] = texts_of(key, [data])

    assert sorted(missing(text, items)) == []


@pytest.mark.parametrize("key", KEYS)
def test_what_is_taken_out_fails_and_nothing_else(key: str) -> None:
    data = facts_of(key, 2)
    items = [*checklist(key, data), *form(key, data)]
    taken = [
        path
        for path in dict.fromkeys((*(item.sources[0] for item in items if item.sources), *first_rows(data)))
        if not _LIKE_OTHERS.match(path)
    ]
    texts = texts_of(key, [without(data, path) for path in taken])

    wrong = {
        path: sorted(missing(text, items) ^ expected(items, path))
        for path, text in zip(taken, texts, strict=True)
        if missing(text, items) != expected(items, path)
    }

    assert wrong == {}


@pytest.mark.parametrize("key", KEYS)
def test_a_heading_clause_or_column_that_is_lost_is_missed(key: str) -> None:
    """Each sentence of the form that holds it is silenced: the checklist must say so."""
    data = facts_of(key, 1)
    lost = [(words, (words,)) for words in WORDS[key]]
    lost += [(" ".join(heads), (head,)) for heads in COLUMNS.get(key, ()) for head in heads]
    silenced = [[name for name in sentences() if _says(name, words)] for _, [words] in lost]

    texts = texts_of(key, [data] * len(lost), silenced)

    unseen = [
        words
        for (line, [words]), text in zip(lost, texts, strict=True)
        if f"{FORM}{line}" not in missing(text, form(key, data))
    ]
    assert unseen == []


def _says(name: str, words: str) -> bool:
    """Whether this is a sentence of papers that holds the words, to which a colon or number may be added."""
    bare = words.removesuffix(" :").removesuffix(" NOMOR")
    return name.startswith("paper_") and bare in sentences()[name]
