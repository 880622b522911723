"""The kop: region 14, office 18, address 12 points, and the double rule below (Perwal Bogor 33/2016)."""

from documents.data import Office
from documents.drawing.editing import KOP
from documents.drawing.page import Sheet
from texts import plain

_ARMS_WIDE, _ARMS_HIGH, _ARMS_GAP = 62.0, 76.0, 8.0
_LONG = 60  #: characters; what is longer is set smaller so that it stays on one line


def letterhead(sheet: Sheet, office: Office) -> None:
    """Head of the first page of a letter."""
    top, beside = sheet.y, _arms(sheet, office)
    bold = sheet.bold
    sheet.left += beside
    region = plain("paper_common.kop_region", region=office.region.upper())
    name = plain("paper_common.kop_office", kecamatan=office.kecamatan.upper())
    with sheet.written_as(KOP):
        sheet.write(region, face=bold, size=14, align="C")
        sheet.write(name, face=bold, size=18, align="C")
        for line in lines_of(office):
            sheet.write(line, size=12 if len(line) <= _LONG else 10, align="C")
    sheet.left -= beside
    if beside:
        sheet.y = max(sheet.y, top + _ARMS_HIGH)
    if sheet.notes is not None:
        sheet.notes.rule()
    sheet.y += 5
    sheet.stroke(sheet.left, sheet.y, sheet.right, sheet.y, thick=2)
    sheet.stroke(sheet.left, sheet.y + 2.5, sheet.right, sheet.y + 2.5, thick=0.6)
    sheet.y += 20


def _arms(sheet: Sheet, office: Office) -> float:
    """The arms at the left; how much of the width they take."""
    if sheet.arms is None:
        return 0.0
    words = plain("paper_common.kop_arms", region=office.region)
    sheet.picture(sheet.arms, sheet.left, sheet.y, _ARMS_WIDE, _ARMS_HIGH, words)
    return _ARMS_WIDE + _ARMS_GAP


def lines_of(office: Office) -> list[str]:
    """Address and ways to reach the office; what it has not said is left out."""
    street = ", ".join(office.address)
    if street and office.postcode:
        street = plain(
            "paper_common.kop_street", street=street, region=office.region, postcode=office.postcode
        )
    reach = {
        name: plain(f"paper_common.kop_{name}", value=value)
        for name, value in (
            ("phone", office.phone),
            ("fax", office.fax),
            ("email", office.email),
            ("website", office.website),
        )
        if value
    }
    talk = " ".join(reach[name] for name in ("phone", "fax") if name in reach)
    write = " ".join(reach[name] for name in ("email", "website") if name in reach)
    return [line for line in (street, talk, write) if line]
