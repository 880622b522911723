"""A form with a file, as a browser sends it (RFC 7578), taken apart in one go.

Of our own, since a reader that goes from line to line can be kept busy for a minute by a body of empty lines,
and one that unpacks parts as they wish can be fed with a small one that stands for a great one.
"""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

_PARTS = 8
_LONGEST_HEAD = 4 * 1024
_END = b"\r\n\r\n"


def file_in(sent: bytes | bytearray, content_type: str, field: str) -> bytes | None:
    """What the form holds under this name; None where it is none, or no file was chosen."""
    whole = Message()
    whole["Content-Type"] = content_type
    boundary = whole.get_boundary()
    if whole.get_content_type() != "multipart/form-data" or not boundary:
        return None
    mark = b"\r\n--" + boundary.encode(errors="replace")
    at = 0 if sent.startswith(mark[2:]) else sent.find(mark)
    for _ in range(_PARTS):
        begins = sent.find(b"\r\n", at + 2) + 2 if at >= 0 else 0
        head_ends = sent.find(_END, begins - 2, begins + _LONGEST_HEAD) if begins > 1 else -1
        if head_ends < 0:
            return None
        at = sent.find(mark, head_ends + 2)
        head = BytesParser(policy=compat32).parsebytes(bytes(sent[begins:head_ends]), headersonly=True)
        if head.get_param("name", header="content-disposition") == field:
            content = bytes(memoryview(sent)[head_ends + len(_END) : at if at >= 0 else len(sent)])
            return content if content or head.get_filename() else None
    return None
