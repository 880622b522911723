"""Word files as people change them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as Book

from demo.phone import Phone

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_word(phone: Phone, label: str, edition: int, key: str) -> bytes:
    def drawn(_: object) -> bool:
        phone.sends("/status")
        phone.sees("1. ")
        phone.taps("Dokumen")
        phone.sees("Dokumen musim ini")
        phone.taps("Naskah Word")
        return label in phone.sees("Naskah dalam Word").labels

    phone.waits_for(drawn, 60, label)
    phone.taps(label)
    sent = phone.sees(f"dalam Word, versi {edition} (", within=60)
    assert sent.document is not None
    assert sent.document.name == f"{key}-v{edition}.docx"
    return phone.downloads(sent)


def edited(content: bytes, act: Callable[[Book], None]) -> bytes:
    book = Document(io.BytesIO(content))
    act(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def says(old: str, new: str) -> Callable[[Book], None]:
    """Somebody typed over a few words, wherever they stand first."""

    def act(book: Book) -> None:
        run = next(run for one in book.paragraphs for run in one.runs if old in run.text)
        run.text = run.text.replace(old, new)

    return act


def with_piece(content: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return made.getvalue()
