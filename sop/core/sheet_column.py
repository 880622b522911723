"""A column of a list that an office fills in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the sheet."""

    key: str
    title: str  #: as in the template
    aliases: tuple[str, ...] = ()  #: other headings that are understood; signs and capitals do not matter
    required: bool = False  #: a file without this column is none of this kind
    width: int = 14  #: in the template, in letters
    once: bool = False  #: lists write it once for the rows that follow
    money: bool = False  #: of rupiah; its heading may say "juta" or "ribu"
    template: bool = True  #: whether our template has it too
    hint: str | None = None  #: key of what the template says about it
    example: str = ""  #: in the example row of the template
