"""Papers drawn, and what stands on their pages."""

import pypdfium2

from documents import Drawn, draw
from documents.data import PaperData
from tests.documents import samples


def drawn(key: str, data: PaperData, *, stage: str = "naskah") -> Drawn:
    return draw(
        key,
        data.model_dump(mode="json"),
        stage=stage,
        version=3,
        number="400.10.2/12-Bogteng",
        made_at=samples.MADE_AT,
        verify_url="https://t.me/musrenbang_contoh_bot?start=p_3f9a2c",
    )


def raw_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pages(content: bytes) -> list[str]:
    """The text of each page without its white space: cells break their lines where they must."""
    return [squeezed(page) for page in raw_pages(content)]


def squeezed(text: str) -> str:
    # A hyphen at the end of a line is read back as a soft mark.
    return "".join(text.replace("\ufffe", "-").replace("\x02", "-").split())
