"""Tables that an office hands in as CSV, under whichever of the known names their columns have."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from sop.core.refused import Refused


def rows(
    path: Path, columns: Mapping[str, tuple[str, ...]], required: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """Each row under our names of the columns; what is missing is empty. Comma and semicolon both divide.

    `columns` maps our name to the other names that are understood. A file without a required column, or a row
    without its value, is refused with its place in the file.
    """
    text = _text(path)
    head = text.partition("\n")[0]
    reader = csv.reader(StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    places = _places(next(reader, []), columns)
    for name in required:
        if name not in places:
            raise Refused("reading.csv_column", file=path.name, column=columns[name][0])
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        found = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        for name in required:
            if not found[name]:
                raise Refused(
                    "reading.csv_cell", file=path.name, line=reader.line_num, column=columns[name][0]
                )
        yield {name: found.get(name, "") for name in columns}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("reading.csv_encoding", file=path.name) from None


def _places(header: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    cells = [cell.strip().lower().replace(" ", "_") for cell in header]
    return {
        name: cells.index(spelling)
        for name, others in columns.items()
        for spelling in [next((one for one in (name, *others) if one in cells), None)]
        if spelling is not None
    }
