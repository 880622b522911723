"""Photos of the usulan behind a report: two beside each other, each with its caption."""

from collections.abc import Sequence

from documents.data import Photo, PhotosLacking
from documents.drawing.editing import FACTS
from documents.drawing.manuscript import Look
from documents.drawing.page import Sheet
from documents.drawing.parts import title
from documents.drawing.small_picture import smaller
from documents.drawing.text import Line, wrap
from texts import plain
from texts.figures import number

_BESIDE = 2
_BETWEEN = 14.0
_HIGH = 150.0
_SIZE, _STEP = 8.5, 10.5
_SIDE = 560  #: pixels of some 8 cm


def photo_pages(
    sheet: Sheet, photos: Sequence[Photo], left: int, lacking: Sequence[PhotosLacking] = ()
) -> None:
    """From a new page on; `left`: further photos of the same usulan, `lacking`: usulan without one here."""
    sheet.open(landscape=False)
    sheet.bookmark(plain("paper_report.photos_head"))
    title(sheet, plain("paper_report.photos_head"), size=12)
    if photos:
        sheet.write(plain("paper_report.photos_intro"), align="J", after=4)
    if left:
        sheet.write(plain("paper_report.photos_left", left=number(left)), align="J", after=4)
    contents = [_content(sheet, photo) for photo in photos]
    # Its file is gone or broken by now: the frame of each says so too.
    lost = tuple(photo.number for photo, content in zip(photos, contents, strict=True) if content is None)
    _lacking(sheet, [*lacking, *([PhotosLacking(why="lost", numbers=lost)] if lost else [])])
    sheet.gap(6)
    shown = list(zip(photos, contents, strict=True))
    for start in range(0, len(shown), _BESIDE):
        _row(sheet, shown[start : start + _BESIDE], start + 1)


def _content(sheet: Sheet, photo: Photo) -> bytes | None:
    kept = sheet.pictures.get(photo.sha256)
    return smaller(kept, _SIDE) if kept else None


def _lacking(sheet: Sheet, lacking: Sequence[PhotosLacking]) -> None:
    if lacking:
        sheet.write(plain("paper_report.photos_lacking"), align="J", after=2)
    for one in lacking:
        words = plain(f"paper_report.photos_{one.why}", numbers=", ".join(one.numbers))
        sheet.write(f"- {words}", after=2)


def _row(sheet: Sheet, shown: Sequence[tuple[Photo, bytes | None]], first: int) -> None:
    width = (sheet.width - _BETWEEN * (_BESIDE - 1)) / _BESIDE
    captions = [_caption(sheet, photo, at, width) for at, (photo, _) in enumerate(shown, first)]
    height = _HIGH + 4 + max(map(len, captions)) * _STEP
    sheet.need(height)
    for place, ((photo, content), caption) in enumerate(zip(shown, captions, strict=True)):
        x = sheet.left + place * (width + _BETWEEN)
        _shown(sheet, photo, content, x, width)
        y = sheet.y + _HIGH + 4 + _SIZE
        for line in caption:
            sheet.put(x, y, line, sheet.regular, _SIZE)
            y += _STEP
    sheet.y = min(sheet.y + height + 10, sheet.bottom)


def _caption(sheet: Sheet, photo: Photo, at: int, width: float) -> list[Line]:
    words = plain(
        "paper_report.photo_caption",
        at=at,
        number=photo.number,
        title=photo.title,
        kelurahan=photo.kelurahan,
    )
    if sheet.notes is not None:
        sheet.notes.text(words, Look(False, _SIZE, "L", 0.0, sheet.family), after=4, fixed=FACTS)
    return wrap(words, sheet.regular, _SIZE, width)


def _shown(sheet: Sheet, photo: Photo, content: bytes | None, x: float, width: float) -> None:
    if content is not None:
        words = plain("paper_report.photo_words", number=photo.number, title=photo.title)
        sheet.picture(content, x, sheet.y, width, _HIGH, words)
        return
    for x1, y1, x2, y2 in (
        (x, sheet.y, x + width, sheet.y),
        (x, sheet.y + _HIGH, x + width, sheet.y + _HIGH),
        (x, sheet.y, x, sheet.y + _HIGH),
        (x + width, sheet.y, x + width, sheet.y + _HIGH),
    ):
        sheet.stroke(x1, y1, x2, y2, thick=0.4)
    lost = wrap(plain("paper_report.photo_lost"), sheet.regular, _SIZE, width)[0]
    sheet.put(x, sheet.y + _HIGH / 2, lost, sheet.regular, _SIZE, align="C", width=width, grey=0.4)
