"""Typefaces that an office put into its folder: used where they are whole; else ours stand in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: family -> names of the regular and the bold file, as Windows and Microsoft's own copies have them.
NAMES = {
    "sans": (("arial.ttf", "arial regular.ttf"), ("arialbd.ttf", "arial bold.ttf")),
    "book": (
        ("bookos.ttf", "bookman old style.ttf"),
        ("bookosb.ttf", "bookman old style bold.ttf"),
    ),
}
TITLES = {"sans": "Arial", "book": "Bookman Old Style"}
#: Without these a paper could not be read.
_NEEDED = "ABCabc0123456789.,:;/()-–\"'"
_NOT_TO_EMBED = 0x0002  #: OS/2 fsType: the foundry allows it in no document


@dataclass(frozen=True)
class Own:
    """What is used of a folder, and what is wrong in it."""

    files: dict[str, tuple[Path, Path]]  #: regular and bold of a family; both or neither
    troubles: tuple[tuple[str, str], ...]  #: file or family, and the key of the sentence about it


def own_fonts(folder: Path | None) -> Own:
    """The families of a folder whose two faces can be printed with."""
    lying = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    here = {path.name.casefold(): path for path in lying}
    files: dict[str, tuple[Path, Path]] = {}
    troubles: list[tuple[str, str]] = []
    for family, faces in NAMES.items():
        found = [next((here[name] for name in names if name in here), None) for names in faces]
        there = [path for path in found if path is not None]
        wrong = [(path.name, key) for path in there if (key := _trouble(path))]
        if len(there) == 1:
            wrong.append((TITLES[family], "fonts.one_face"))
        troubles += wrong
        if len(there) == 2 and not wrong:
            files[family] = (there[0], there[1])
    known = {name for faces in NAMES.values() for names in faces for name in names}
    troubles += [
        (path.name, "fonts.unknown")
        for name, path in here.items()
        if path.suffix.casefold() in (".ttf", ".otf", ".ttc") and name not in known
    ]
    return Own(files, tuple(troubles))


def _trouble(path: Path) -> str | None:
    """Why a file cannot be printed with; fonts are read with care, for anything may lie in a folder."""
    from fontTools.ttLib import TTFont  # heavy

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            if font["OS/2"].fsType & 0x000F == _NOT_TO_EMBED:
                return "fonts.not_to_embed"
            if "glyf" not in font or any(ord(sign) not in font.getBestCmap() for sign in _NEEDED):
                return "fonts.lacks_signs"
            font["hmtx"], font["head"], font["loca"]
            for sign in "Ag5":
                font["glyf"][font.getBestCmap()[ord(sign)]]
    except Exception:  # a reader fed with garbage raises whatever it pleases
        return "fonts.broken"
    return None
