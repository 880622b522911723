"""The folder that a record is: written here, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demo.phone import Event, Message, Phone
from demo.story.teller import Story
from tests.golden.files import lines_of
from tests.golden.fluctuating import plain
from tests.golden.stage import Stage

_SEEN = ("bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "text_link", "spoiler")
#: A receipt in a chat: whose it is, which version, and the fingerprint of what was typed.
_MARK = re.compile(r"usulan (US-[\w-]+), versi (\d+)\. Sidik jari (\w+)")


@dataclass
class Record:
    """What is written down of one house, in a folder of its own."""

    folder: Path
    _files: dict[str, list[list[str]]] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, lines: Iterable[str]) -> None:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(f"{plain(line)}\n" for line in lines), "utf-8")

    def phones(self, stage: Stage, story: Story) -> None:
        """Every phone, all that it ever showed, the files that it got, and the fingerprints on receipts."""
        for member in story.people:
            if member.number in stage.house.phones:
                phone = stage.house.phones[member.number]
                name = f"phones/{member.number:02d} {member.label} {member.name}.txt"
                self.write(name, self._told(stage, phone))
        self.write("marks.txt", (f"{what} {mark}" for what, mark in sorted(self._marks.items())))

    def _told(self, stage: Stage, phone: Phone) -> Iterator[str]:
        did, shown = stage.done.get(phone.id, []), phone.history()
        numbers: dict[int, int] = {}
        for at in sorted({*(when for when, _ in did), *(one.at for one in shown)}):
            yield f"\n# {at}"
            yield from (f"> {words}" for when, words in did if when == at)
            now = [one for one in shown if one.at == at]
            # What is changed of an older message goes out beside what is new: nothing says which comes first.
            older = [one for one in now if one.message.id in numbers]
            newer = [one for one in now if one.message.id not in numbers]
            for one in [*sorted(older, key=lambda one: one.message.id), *newer]:
                number = numbers.setdefault(one.message.id, len(numbers) + 1)
                yield from self._shown(phone, one, number)

    def _shown(self, phone: Phone, event: Event, number: int) -> Iterator[str]:
        message = event.message
        marks = [word for word in ("pinned", "liked", "service") if getattr(message, word)]
        yield f"{'<' if message.by_bot else '>'} [{number}] {' '.join([event.became, *marks])}"
        if event.became == "deleted":
            return
        yield from (f"    {line}" for line in message.text.splitlines())
        yield from (f"    ~ {words}" for words in _marked(message))
        for row in message.buttons:
            yield "    " + " ".join(f"[{one.text} | {one.data or one.url or one.search}]" for one in row)
        if message.by_bot:
            yield from self._file(phone, message)
        for found in _MARK.finditer(message.text):
            self._marks[f"{found[1]} v{found[2]}"] = found[3]

    def _file(self, phone: Phone, message: Message) -> Iterator[str]:
        if message.document is not None:
            name = message.document.name
            lines = list(lines_of(name, phone.downloads(message)))
            kept = self._files.setdefault(name, [])
            if lines not in kept:
                kept.append(lines)
                self.write(f"files/{self._called(name, lines)}", lines)
            yield f"    file {name}: {self._called(name, lines)}"
        elif message.photo is not None:
            photo = message.photo
            picture = next(lines_of("picture", phone.downloads(message)))
            yield f"    picture {photo.width} x {photo.height}: {picture}"

    def _called(self, name: str, lines: list[str]) -> str:
        """Files of one name and different content are told apart by a number."""
        return f"{name}.{self._files[name].index(lines) + 1}.txt"


def _marked(message: Message) -> Iterator[str]:
    """Bold words and their like, and links."""
    wide = message.text.encode("utf-16-le")
    for one in message.raw.get("entities", message.raw.get("caption_entities", [])):
        if one["type"] in _SEEN:
            words = wide[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
            yield f"{one['type']} “{words}” {one.get('url', '')}".strip()
