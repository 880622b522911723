"""What a file is before anybody opens it: a workbook that can be read safely, or why not."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from string import ascii_uppercase, digits

from documents.markup import is_plain
from sop.core.refused import Refused

LARGEST = 8 * 1024 * 1024  #: bytes of the file as it comes; 5,000 full rows are less than one million
UNPACKED = 32 * 1024 * 1024  #: bytes of all that is packed into it; of 5,000 full rows 3 million
MOST_PIECES = 1_000  #: that are packed into it
MOST_CELLS = 1_000_000  #: of a sheet, empty ones between the filled included: the reader lays them all out
MOST_TEXT = 32 * 1024 * 1024  #: characters of all cells; many cells can name the same sentence
WIDEST = 16_384

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  #: .xls, and every workbook with a password
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*[^/]>')
_LETTERS, _DIGITS = ascii_uppercase.encode(), digits.encode()
_STRING = re.compile(rb"<si[ />].*?(?:</si>|/>)", re.DOTALL)
_NAMED = re.compile(rb'<c [^>]*t="s"[^>]*>\s*<v>([0-9]{1,8})</v>')
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  #: before text of two bytes a letter, as Excel writes it on request
_NO_LETTERS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")  #: no program writes them into a table
_LOOKED_AT = 64 * 1024
_HEAD = 30  #: length of a member's header in a zip file, without name and extra field


def is_workbook(content: bytes) -> bool:
    return content[:4] == b"PK\x03\x04" or content[:8] == _OLD


def is_word(content: bytes) -> bool:
    """A .docx, by what is packed into it."""
    if content[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError):
        return False


def check_kind(content: bytes) -> None:
    """What is no list at all is told so, whatever its name is."""
    if b"%PDF-" in content[:1024]:
        raise Refused("imports.is_pdf")
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        raise Refused("imports.is_picture")
    if content[:2] not in _WIDE and _NO_LETTERS.search(content[:_LOOKED_AT]):
        raise Refused("imports.not_a_sheet")


def check_size(size: int) -> None:
    if size > LARGEST:
        raise Refused("imports.file_too_big", most=LARGEST // 1024 // 1024)


def check_workbook(content: bytes) -> None:
    """A .xlsx without password and macros, that does not swell when it is unpacked; or refused."""
    if content[:8] == _OLD:
        raise Refused("imports.has_password" if _PASSWORD in content else "imports.old_excel")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            members = packed.infolist()
            names = {member.filename for member in members}
            if any(name.endswith("vbaProject.bin") for name in names):
                raise Refused("imports.has_macros")
            if "xl/workbook.xml" not in names:
                raise Refused("imports.not_a_sheet")
            if sum(member.file_size for member in members) > UNPACKED or len(members) > MOST_PIECES:
                raise Refused("imports.swells")
            lengths, sheets = [0], []
            for member in members:
                plain = _unpacked(member, content)
                _check_markup(member.filename, plain)
                if member.filename == "xl/sharedStrings.xml":
                    lengths = [len(found) for found in _STRING.findall(plain)]
                elif _SHEET.fullmatch(member.filename):
                    _check_extent(plain)
                    sheets.append(plain)
            _check_text(sheets, lengths)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, IndexError):
        raise Refused("imports.broken") from None


def _unpacked(member: zipfile.ZipInfo, content: bytes) -> bytes:
    """Unpack it ourselves, no further than it says it goes: a header can lie about its size."""
    start = member.header_offset
    if content[start : start + 4] != b"PK\x03\x04" or member.flag_bits & 1:
        raise Refused("imports.has_password" if member.flag_bits & 1 else "imports.broken")
    name, extra = (int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
    begin = start + _HEAD + name + extra
    raw = content[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-15)
        plain = unpacking.decompress(raw, member.file_size + 1)
    elif member.compress_type == zipfile.ZIP_STORED:
        plain = raw
    else:
        raise Refused("imports.broken")
    if len(plain) > member.file_size:
        raise Refused("imports.swells")
    return plain


def _check_markup(name: str, plain: bytes) -> None:
    """No spreadsheet program declares entities, or writes other than UTF-8; what does is made to swell."""
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if not is_plain(plain):
        raise Refused("imports.broken")


def _check_extent(sheet: bytes) -> None:
    """A single cell in the last corner of a sheet makes it millions of cells wide and high."""
    filled = _FILLED.findall(sheet)  # as "AB12": two words for each cell would take twice as long
    across = max(map(_place, {cell.rstrip(_DIGITS) for cell in filled}), default=1)
    down = max(map(int, {cell.lstrip(_LETTERS) for cell in filled}), default=1)
    if across > WIDEST or across * down > MOST_CELLS:
        raise Refused("imports.too_wide")


def _check_text(sheets: list[bytes], lengths: list[int]) -> None:
    """Many cells can name the same long sentence: then a small file is a large text."""
    if sum(plain.count(b't="s"') for plain in sheets) * max(lengths, default=0) <= MOST_TEXT:
        return  # not even if all of them name the longest
    named = (int(at) for plain in sheets for at in _NAMED.findall(plain))
    if sum(lengths[at] for at in named if at < len(lengths)) > MOST_TEXT:
        raise Refused("imports.swells")


def _place(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
