"""A walk through every screen: short, in Indonesian, well-formed, and no press without an answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo.server.entities import parse_html
from models.enums import Said
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.guards.english_words import ENGLISH
from tests.support.usulan import RAW
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import Shown, Step, Walk
from texts import sentences

LINES, LABEL, TEXT, CAPTION, ALERT = 12, 20, 4096, 1024, 200

#: Who has something to do while a step is open; everybody's own screens are walked in step 1.
ACTORS = {
    1: tuple(PEOPLE),
    2: (Post.DELEGASI, Post.LURAH, Post.JFU, Post.KEPALA_BIDANG),
    3: (Post.SEKRETARIS, Post.CAMAT),
    4: (Post.SEKRETARIS, Post.TIM, Post.KEPALA_BIDANG),
    5: (Post.TIM, Post.SEKRETARIS),
    6: (Post.TIM, Post.SEKRETARIS),
    7: (Post.CAMAT, Post.SEKRETARIS),
    8: (Post.JFU, Post.BAPPERIDA, Post.SEKRETARIS),
}
#: What nobody is to read, on any screen.
IMPOLITE = {
    "refused in green": re.compile(
        r"[🟢✅✔]\s*(?:[\w-]+:?\s+){0,2}"
        r"(?:tidak (?:layak|dapat|bisa|diterima)|ditolak|belum disepakati|dicatat$)",
        re.IGNORECASE | re.MULTILINE,
    ),
    "a day or fact that is not there": re.compile(
        r"\bNone\b|\(\s*\)|\w +[,;](?= |$)|\b(?:sampai|sejak|lambat|pada|oleh)[: ]*[.)]"
        r"|\b(?:tenggat|tanggal)[: ]+[.)]|(?<=\S)  +(?=\S)|[{}]",
        re.IGNORECASE | re.MULTILINE,
    ),
    "anda": re.compile(r"\banda\b", re.IGNORECASE),
}
EVERYBODYS = re.compile(r"settings:|help:|me:|rules:|people:")


@pytest.mark.slow
@pytest.mark.parametrize("step", ACTORS)
def test_every_screen_is_short_and_every_press_answered(step: int, tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/walk.db") as desk:
        office = BusyOffice(desk, tmp_path)
        office.fills(48, step)
        office.drafts(2)
        office.opens(step)
        found, presses = [], 0
        for post in ACTORS[step]:
            walk = Walk(desk, PEOPLE[post][1], skip=EVERYBODYS if step > 1 else None)
            for taken in walk.steps():
                presses += 1
                found += [f"{post} {taken.act}: {fault}" for fault in faults(taken)]

    assert found == [], "\n" + "\n".join(found)
    assert presses > 8 * len(ACTORS[step])


def faults(step: Step) -> list[str]:
    """What is wrong with what came of a press."""
    found = [fault for shown in step.shown for fault in faults_of(shown)]
    if step.state != "done":
        found.append(f"left {step.state}")
    if not step.shown and not step.alert:
        found.append("not answered")
    if step.alert and len(step.alert) > ALERT:
        found.append(f"an alert of {len(step.alert)} characters")
    return found


def faults_of(shown: Shown) -> list[str]:
    text, _ = parse_html(shown.text)  # raises where Telegram would refuse it
    found = [f"label “{label}”" for label in shown.labels if len(label) > LABEL]
    lines = text.count("\n") + 1
    if lines > LINES and shown.kind == Said.HOME:
        found.append(f"{lines} lines:\n{text}")
    if len(text) > (CAPTION if shown.file else TEXT):
        found.append(f"{len(text)} characters")
    for words in (text, *shown.labels):
        bare = re.sub(r"https?://\S+|/\w+|@\w+|US-[\w-]+|\b[A-Z2-7]{32}\b", " ", words).lower()
        if english := set(re.findall(r"[a-z']+", bare)) & ENGLISH:
            found.append(f"English: {sorted(english)}")
        if RAW.search(words):
            found.append(f"raw: {words}")
        found += [f"{name}: {words}" for name, rule in IMPOLITE.items() if rule.search(words)]
    return found


def test_every_rule_of_speech_can_be_broken() -> None:
    said = {
        "refused in green": "US-2028-1-0042 — 🟢 Tidak layak",
        "a day or fact that is not there": "Berikutnya: pengusul mengirimnya, paling lambat .",
        "anda": "Usulan Anda sudah diterima.",
    }
    well = (
        "Usulan 🟢 Layak · ⚫ Tidak layak. Daftar Bapak/Ibu (2 usulan) sampai 5 Januari 2028. Tanpa tenggat."
    )

    assert {name for name, rule in IMPOLITE.items() if rule.search(said[name])} == set(said)
    assert [name for name, rule in IMPOLITE.items() if rule.search(well)] == []
    assert faults_of(Shown(Said.NOTICE, said["anda"], (), False)) == [f"anda: {said['anda']}"]
    for gap in ("Tenggat: .", "dari  kelurahan", "oleh None", "Delegasi ()", "Gang Mawar , RT 03", "{day}"):
        assert IMPOLITE["a day or fact that is not there"].search(gap), gap


@pytest.mark.quick
def test_no_sentence_says_anda_or_refuses_in_green() -> None:
    broken = [
        f"{key}: {name}"
        for key, text in sentences().items()
        for name in ("anda", "refused in green")
        if IMPOLITE[name].search(text)
    ]

    assert broken == []
