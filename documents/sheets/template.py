"""The empty sheet that an office fills in: headings, lists to choose from, an example, help."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from documents.sheets.workbook import BODY, HEAD, workbook, write_rows, write_table
from texts import plain

ROWS = 2_000  #: how far down the lists can be chosen from
EXAMPLE = {"italic": True, "font_color": "#808080", "text_wrap": True, "valign": "top"}


def write(data: dict[str, Any]) -> bytes:
    """`kind`, `year`, `columns` (title, width, hint), `example`, `lists` (place of the column, choices)."""
    made = BytesIO()
    columns = data["columns"]
    with workbook(made) as book:
        sheet = book.add_worksheet(plain("imports.sheet_rows"))
        sheet.write_row(0, 0, [column[0] for column in columns], book.add_format(HEAD))
        for place, (_, width, _) in enumerate(columns):
            sheet.set_column(place, place, width, book.add_format(BODY))
        write_rows(sheet, 1, [data["example"]], book.add_format(EXAMPLE))
        sheet.freeze_panes(1, 2)
        hints = [(title, hint) for title, _, hint in columns]
        heads = [plain("imports.head_column"), plain("imports.head_hint")]
        write_table(book, plain("imports.sheet_help"), heads, hints, (22, 90))
        _lists(book, sheet, data["lists"])
        mark = book.add_worksheet("versi")
        mark.write_column(0, 0, [data["kind"], str(data["year"])])
        mark.very_hidden()
    return made.getvalue()


def _lists(book: Any, sheet: Any, lists: list[tuple[int, list[str]]]) -> None:
    """Choices stand in a sheet of their own: Excel takes at most 255 letters of them in the cell itself."""
    source = book.add_worksheet("pilihan")
    for at, (place, choices) in enumerate(lists):
        source.write_column(0, at, choices)
        letter = chr(ord("A") + at)
        sheet.data_validation(
            1,
            place,
            ROWS,
            place,
            {
                "validate": "list",
                "source": f"=pilihan!${letter}$1:${letter}${max(len(choices), 1)}",
                "error_type": "warning",
                "error_title": plain("imports.list_title"),
                "error_message": plain("imports.list_message"),
            },
        )
    source.hide()
