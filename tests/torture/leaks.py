"""What stands in no log and no file that is given out: token, passwords, links, numbers of people."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pypdfium2

from demo.cast import Member
from demo.house import ESIGN_PASSWORD, ESIGN_USER, NIK, PASSPHRASE, TOKEN
from demo.phone import Phone

BLURTED = "NIK saya 3271046504930002, hubungi 0813-9876-5432"
#: Of the machine, and what the passer-by gives away unasked. Who reads the database may find numbers of
#: people in it, but never these.
OF_THE_MACHINE = {
    TOKEN.partition(":")[2]: "token",
    b64encode(f"{ESIGN_USER}:{ESIGN_PASSWORD}".encode()).decode(): "password of BSrE",
    PASSPHRASE: "passphrase",
}
OF_PEOPLE = {NIK: "NIK", "3271046504930002": "NIK", "3271 0465 0493 0002": "NIK", "9876-5432": "phone",
             "81398765432": "phone"}  # fmt: skip
_DATABASE = (".db", ".db-wal", ".db-shm")


def blurts(phone: Phone) -> None:
    """A passer-by shares his number, writes another one and his NIK, and tries a link that is none."""
    phone.sends_contact(phone.number, user_id=phone.id)
    phone.sends(BLURTED)
    phone.sends("/start Zz9_Zz9_Zz9_Zz9_Zz9_Zz9_")


def of_phones(phones: Iterable[Phone]) -> dict[str, str]:
    """Their numbers without the country, and every code that came with a link."""
    found = {}
    for phone in phones:
        found[phone.number.removeprefix("+62")] = f"phone of {phone.name}"
        for act in phone.ledger:
            if act.said.startswith("/start ") and len(act.said) > len("/start ") + 16:
                found[act.said.removeprefix("/start ")] = f"link of {phone.name}"
    return found


def of_members(people: Iterable[Member]) -> dict[str, str]:
    """The numbers of their phones, where nobody holds these in his hand."""
    return {f"812{member.id % 100_000_000:08d}": f"phone of {member.name}" for member in people}


def leaks(folders: Iterable[Path], secrets: Mapping[str, str]) -> list[str]:
    """Each secret that is found in a file, with its place; the texts of PDF, Word, Excel and archives too."""
    secrets = {**OF_PEOPLE, **secrets, **OF_THE_MACHINE}
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                looked_for = OF_THE_MACHINE if path.name.endswith(_DATABASE) else secrets
                for name, content in _texts(path.name, path.read_bytes()):
                    found += [
                        f"{what} in {name}" for one, what in looked_for.items() if one.encode() in content
                    ]
    return found


def _texts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as paper:
            words = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
            yield f"{name}, its text", words.encode()
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts(f"{name}/{member}", archive.read(member))
