"""Tanda terima: one page for its author to print or pass on; its code tells whether it still counts."""

from typing import Any

from documents.data.receipt import Receipt
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import facts, title
from texts import plain
from texts.figures import moment

KEY = "tanda-terima-usulan"


def write(data: dict[str, Any]) -> bytes:
    """The page as bytes."""
    receipt = Receipt.model_validate(data)
    sheet = Sheet(
        key=KEY,
        stage="final",
        version=receipt.revision,
        number=receipt.number,
        made_at=receipt.at,
        verify_url=receipt.url,
    )
    sheet.body = 10.5
    sheet.open()
    letterhead(sheet, receipt.office)
    kecamatan = receipt.office.kecamatan.upper()
    title(sheet, plain("receipts.title"), plain("receipts.subtitle", kecamatan=kecamatan))
    facts(sheet, [*_head(receipt), *_said(receipt)], label=130)
    sheet.gap(8)
    sheet.write(plain("receipts.note"), size=9, align="J", grey=0.25)
    return sheet.output()


def _head(receipt: Receipt) -> list[tuple[str, str]]:
    return [
        (plain("receipts.number"), receipt.number),
        (plain("receipts.received"), moment(receipt.at)),
        (plain("receipts.version"), str(receipt.revision)),
        (plain("receipts.fingerprint"), receipt.mark),
        (plain("receipts.kelurahan"), receipt.kelurahan),
    ]


def _said(receipt: Receipt) -> list[tuple[str, str]]:
    """What the author wrote; a line for each field that says something."""
    rows = list(receipt.said)
    if receipt.photos:
        rows.append((plain("receipts.photos"), plain("receipts.photo_count", count=receipt.photos)))
    if receipt.voice:
        rows.append((plain("receipts.voice"), plain("receipts.voice_kept")))
    return rows
