"""Typefaces that an office put beside its data: what is used, and what is wrong, said when the bot starts."""

from __future__ import annotations

from pathlib import Path

from documents.drawing.own_fonts import TITLES, own_fonts
from texts import plain

FONTS = "huruf"  #: folder in DATA_DIR


def said_of_fonts(data_dir: Path) -> list[str]:
    """One sentence for each thing to know; none where the office has no typefaces of its own."""
    folder = data_dir / FONTS
    own = own_fonts(folder)
    used = (
        [plain("fonts.used", families=", ".join(TITLES[family] for family in own.files))] if own.files else []
    )
    return [*used, *(plain(key, name=name, folder=folder) for name, key in own.troubles)]
