"""What a certificate says of its owner. It proves nothing by itself: anybody can make one with any name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

LONGEST = 200

_RUN = re.compile(r"(?<![0-9])[0-9]{16}(?:[0-9]{2})?(?![0-9])")
_NIP = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}")  #: opens with a birthday
_NIK = re.compile(r"\d{6}(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")


def owner(certificate: Any) -> str:
    """Whose it says it is, fit to be shown on one line. More than one name is no name of anybody."""
    names = [value for kind, value in _said(certificate) if kind == "common_name"]
    shown = " + ".join(names)
    return " ".join("".join(one if one.isprintable() else " " for one in shown).split())[:LONGEST]


def nips(certificate: Any) -> tuple[str, ...]:
    """The NIP that stand in its subject, wherever the authority writes them."""
    return tuple(dict.fromkeys(run for run in _runs(certificate) if _NIP.fullmatch(run)))


def niks(certificate: Any) -> tuple[str, ...]:
    """The same of the NIK."""
    return tuple(dict.fromkeys(run for run in _runs(certificate) if _NIK.fullmatch(run)))


def _runs(certificate: Any) -> Iterator[str]:
    for _, value in _said(certificate):
        yield from _RUN.findall(value)


def _said(certificate: Any) -> Iterator[tuple[str, str]]:
    for part in certificate.subject.chosen:
        for one in part:
            yield str(one["type"].native), unicodedata.normalize("NFKC", str(one["value"].native))
