"""The bombs themselves: a few hundred kilobytes each, made here so that none lies about in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.support.filled import a_row, a_workbook

MIB = 1024 * 1024
WORD_TEXT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Naskah</w:t></w:r></w:p></w:body></w:document>"
)
_ENTITIES = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a0 "ha">{_ENTITIES}]><t>&a9;</t>'.encode()


def packed(pieces: dict[str, bytes | Iterator[bytes]]) -> bytes:
    """A zip file; what comes piece by piece is never whole in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, content in pieces.items():
            if isinstance(content, bytes):
                book.writestr(name, content)
            else:
                with book.open(name, "w", force_zip64=True) as piece:
                    for part in content:
                        piece.write(part)
    return made.getvalue()


def workbook(**instead: bytes | Iterator[bytes]) -> bytes:
    """A list as offices send it, with other pieces in it: `sheet` its table, `strings` its words."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    with zipfile.ZipFile(io.BytesIO(a_workbook((a_row(),)))) as book:
        pieces: dict[str, bytes | Iterator[bytes]] = {name: book.read(name) for name in book.namelist()}
    return packed(pieces | {names.get(name, name): content for name, content in instead.items()})


def sheet(size: int) -> Iterator[bytes]:
    """A table of so many bytes: the same row again and again."""
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cells = b"".join(b'<c r="%c1" t="inlineStr"><is><t>aaaaaaaa</t></is></c>' % at for at in b"ABCDEFGHIJ")
    row = b'<row r="1">' + cells + b"</row>"
    for _ in range(size // len(row)):
        yield row
    yield b"</sheetData></worksheet>"


def one_sentence_everywhere(cells: int, length: int) -> bytes:
    """Each cell names the same long sentence: unpacked it is small, read it is large."""
    xmlns = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = (
        b'<row r="%d">%s</row>'
        % (at, b"".join(b'<c r="%c%d" t="s"><v>0</v></c>' % (letter, at) for letter in b"ABCDEFGHIJ"))
        for at in range(1, cells // 10 + 1)
    )
    table = b"<worksheet %s><sheetData>" % xmlns + b"".join(rows) + b"</sheetData></worksheet>"
    return workbook(sheet=table, strings=b"<sst %s><si><t>%s</t></si></sst>" % (xmlns, b"a" * length))


def lying(content: bytes, name: str, size: int) -> bytes:
    """The directory of a zip file says that one of its pieces is of another size."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip; the innermost is nothing, a thousand times over."""
    inner = packed({"nol.bin": (bytes(MIB) for _ in range(64))})
    for _ in range(depth):
        inner = packed({f"{at}.zip": inner for at in range(4)})
    return packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": inner})


def word(**instead: bytes | Iterator[bytes]) -> bytes:
    """A Word file; `picture` stands in it, `text` is its text."""
    names = {"picture": "word/media/gambar.bmp", "text": "word/document.xml"}
    text: dict[str, bytes | Iterator[bytes]] = {"word/document.xml": WORD_TEXT.encode()}
    return packed(text | {names[name]: content for name, content in instead.items()})


def png(wide: int, high: int) -> bytes:
    """A black picture of that size, line by line."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    press = zlib.compressobj(9)
    line = bytes(1 + wide * 3)
    pixels = b"".join(press.compress(line) for _ in range(high)) + press.flush()
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def png_with_words(size: int) -> bytes:
    """A small picture with a note of so many bytes, packed."""
    whole = png(200, 200)
    note = b"iCCP", b"x\0\0" + zlib.compress(bytes(size), 9)
    chunk = (
        struct.pack(">I", len(note[1])) + note[0] + note[1] + struct.pack(">I", zlib.crc32(b"".join(note)))
    )
    return whole[:33] + chunk + whole[33:]


def pdf(*objects: bytes, root: bytes = b"<< /Type /Catalog /Pages 2 0 R >>") -> bytes:
    """A PDF of these objects; the second is its tree of pages."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate((root, *objects), start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return bytes(made)


def pdf_of_nothing(size: int) -> bytes:
    """Its table of objects is a stream that unpacks to so many bytes, packed twice."""
    press = zlib.compressobj(9)
    once = b"".join(press.compress(bytes(MIB)) for _ in range(size // MIB)) + press.flush()
    twice = zlib.compress(once, 9)
    stream = (
        b"1 0 obj\n<< /Type /XRef /Size 9 /W [1 8 8] /Root 2 0 R /Index [0 %d]"
        b" /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (size // 17, len(twice), twice)
    )
    return b"%PDF-1.7\n" + stream + b"startxref\n9\n%%EOF\n"


def pdf_in_circles() -> bytes:
    """Its tree of pages leads back to itself."""
    return pdf(b"<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 2 0 R >>")


def pdf_deep(depth: int) -> bytes:
    """An array in an array in an array."""
    return pdf(b"<< /Type /Pages /Count 0 /Kids " + b"[" * depth + b"]" * depth + b" >>")
