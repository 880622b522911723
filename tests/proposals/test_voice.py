"""A problem told by voice: kept as it was spoken, typed by the desk, and read and heard by who verifies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.posts import Post
from models.proposal import ProposalVersion, Upload
from tests.support.office import Bureau, Office
from tests.support.seed import at_step
from tests.support.usulan import (
    ASKED,
    PROBLEM,
    asked,
    comes_to,
    goes_on,
    presses_send,
    refuses,
    row,
    speaks_plainly,
)

SPOKEN = "Pesan suara 0:42"
TYPED = "Saluran mampet, air masuk ke rumah warga setiap hujan deras."


@pytest.fixture(scope="module")
def house(bureau: Bureau) -> Office:
    return bureau.office()


@pytest.fixture(scope="module")
def siti(house: Office) -> Iterator[Phone]:
    phone = house.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


def notes(office: Office) -> list[Upload]:
    """The voice notes of the newest usulan."""
    return [one for one in row(office).uploads if one.purpose == "voice"]


def test_spoken_problem_is_kept_and_typed_by_the_desk_and_both_reach_the_verifier(
    house: Office, siti: Phone
) -> None:
    jfu = house.joins(Post.JFU, "Dedi Mulyadi")
    comes_to(siti, "problem")
    siti.sends_voice(42)
    siti.sees(ASKED["place"])
    goes_on(siti, "place")
    siti.sees(f"Masalah: {SPOKEN}")
    number = presses_send(siti)
    siti.waits_for(lambda eyes: notes(house)[0].sha256, what="the bot to fetch the note")

    (note,) = notes(house)
    assert note.sha256
    kept = house.bureau.folder / "data/files" / note.sha256[:2] / note.sha256
    assert (note.seconds, note.typed) == (42, None)
    assert kept.read_bytes().startswith(b"RIFF")
    jfu.sends("/tugas")
    jfu.sees("1 pesan suara belum diketik.")
    jfu.taps("Ketik pesan suara")
    jfu.sees(f"1. {number}, Kelurahan Kelurahan A, 0:42")
    jfu.taps("Ketik 1")
    jfu.sees(f"Pesan suara usulan {number}, 0:42")
    question = jfu.sees("Apa isi pesan suara ini?")
    assert jfu.from_bot[-1].id == question.id, "the question stands below the voice"
    heard = [one for one in jfu.from_bot if one.voice]
    assert jfu.downloads(heard[0]) == kept.read_bytes()
    jfu.taps("Dengar lagi")
    jfu.waits_for(lambda eyes: len([one for one in eyes.from_bot if one.voice]) == 2, what="it again")
    jfu.sends("mampet")
    jfu.sees("⚠️")
    jfu.sends(TYPED)
    jfu.sees(f"Isi pesan suara usulan {number} sudah dicatat. Pengusul diberi tahu.")

    siti.sees(f"Pesan suara usulan {number} sudah diketik kecamatan:\n{TYPED}")
    (note,) = notes(house)
    assert (note.typed, row(house).problem, kept.exists()) == (TYPED, TYPED, True)
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == row(house).id)
    versions = house.read(query.order_by(ProposalVersion.revision))
    assert [one.fields["problem"] for one in versions] == [SPOKEN, TYPED]

    at_step(house, 2)
    head = house.joins(Post.KEPALA_BIDANG, "Rina")
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees(TYPED)
    head.taps("Dengar suara")
    head.waits_for(lambda eyes: any(one.voice for one in eyes.from_bot), what="the voice")
    speaks_plainly(jfu)
    speaks_plainly(head)


def test_note_of_20_minutes_is_refused_and_the_question_stays(office: Office) -> None:
    phone = office.joins(Post.DELEGASI, "Rudi Hartono", "Kelurahan A")
    comes_to(phone, "problem")

    phone.sends_voice(20 * 60)

    why = (
        "Pesan suara 20:00 terlalu panjang; paling lama 3 menit. "
        "Rekam lagi lebih singkat, atau ketik jawabannya."
    )
    refuses(phone, why, asked("problem"))
    assert notes(office) == []
    phone.sees(ASKED["place"], below=phone.sends_voice(180))

    phone.taps("Kembali")
    phone.sees(ASKED["problem"])
    phone.sees(ASKED["place"], below=phone.sends_voice(42))
    assert [one.seconds for one in notes(office)] == [42]

    phone.taps("Kembali")
    phone.sees(ASKED["problem"])
    phone.sees(ASKED["place"], below=phone.sends(PROBLEM))
    assert [(one.seconds, one.typed) for one in notes(office)] == [(42, PROBLEM)]
    assert row(office).problem == PROBLEM


def test_voice_where_words_are_needed_is_answered_with_what_to_do(office: Office) -> None:
    phone = office.joins(Post.DELEGASI, "Rudi Hartono", "Kelurahan A")
    comes_to(phone, "place")

    phone.sends_voice(5)

    assert phone.sees("⚠️").text.endswith(asked("place"))
    assert notes(office) == []


def test_two_people_at_the_desk_type_one_note_and_the_second_is_told(office: Office) -> None:
    phone = office.joins(Post.DELEGASI, "Rudi Hartono", "Kelurahan A")
    first, second = (office.joins(Post.JFU, name) for name in ("Dedi Mulyadi", "Tuti Alawiyah"))
    comes_to(phone, "problem")
    phone.sends_voice(42)
    goes_on(phone, "place")
    number = presses_send(phone)
    for desk in (first, second):
        desk.sends("/tugas")
        desk.taps("Ketik pesan suara")
        desk.taps("Ketik 1")
        desk.sees("Apa isi pesan suara ini?")

    first.sends(TYPED)
    first.sees("sudah dicatat")
    second.sends("Tulisan lain yang terlambat datangnya.")

    second.sees(f"Pesan suara usulan {number} sudah diketik atau tidak perlu diketik lagi.")
    assert row(office).problem == TYPED
