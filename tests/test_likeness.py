"""Two usulan that are one: merged by the desk, told to both authors, and taken apart again."""

from __future__ import annotations

from models.enums import Status
from models.posts import Post
from sop.likeness.words import paper_note
from tests.office import Office
from tests.usulan import TITLE, reads, refuses, row, sends_usulan, speaks_plainly


def test_jfu_merges_two_usulan_and_takes_them_apart_again(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    budi = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    jfu = office.joins(Post.JFU, "Rina")
    first, second = sends_usulan(siti), sends_usulan(budi)  # another kelurahan: another RT 03/RW 05

    jfu.sends("2")
    jfu.sees(second)
    jfu.taps("Gabung dengan…")
    which = (
        f"Gabung usulan\n{second} digabung ke usulan mana?\nTidak ada yang tampak serupa.\n"
        "Tekan nomornya, atau ketik nomor usulan lain.\nContoh: 42"
    )
    reads(jfu, which)
    jfu.sends("%")
    refuses(jfu, "Tidak ada usulan bernomor % di musim ini. Periksa nomornya, lalu ketik lagi.", which)
    jfu.sends("2")
    refuses(jfu, f"Usulan {second} tidak dapat digabung dengan dirinya sendiri. Pilih usulan lain.", which)
    jfu.sends(first.lower())
    asked = jfu.sees(f"Gabungkan {second} ke {first}?")
    assert asked.labels == ["Jangan digabung", "Ya, gabungkan"]
    jfu.taps("Ya, gabungkan")
    jfu.sees("Berikutnya: dibahas bersama usulan")

    assert row(office, second).status == Status.MERGED
    siti.sees(f"🔗 Usulan {second} ({TITLE}) dari Kelurahan B digabung ke {first}.")
    told = budi.sees(f"🔗 Usulan {second} ({TITLE}) digabung ke {first}.")
    assert told.labels == ["Lihat usulan"]
    budi.taps("Lihat usulan")
    budi.sees("Status: 🟡 Digabung")
    siti.taps("Lihat usulan")
    siti.sees(f"🔗 Diusulkan juga oleh Kelurahan B ({second})")
    assert paper_note(row(office, first)) == f"Diusulkan juga oleh Kelurahan B ({second})."

    # the old button does nothing twice; what holds another is not merged away itself
    yes = asked.button("Ya, gabungkan")
    assert yes is not None
    jfu.presses(asked, yes.data)
    jfu.sees(f"Usulan {second} tidak dapat digabung lagi: sudah ada hasilnya.")
    jfu.sends("1")
    jfu.sees(f"🔗 Diusulkan juga oleh Kelurahan B ({second})")
    jfu.taps("Gabung dengan…")
    jfu.sees(f"1 usulan lain sudah digabung ke {first}.")

    # its author may take it apart as well
    budi.taps("Pisahkan")
    siti.sees(f"Usulan {second} dan {first} dipisahkan lagi; masing-masing berjalan sendiri.")
    assert (row(office, second).status, row(office, first).joined) == (Status.SUBMITTED, None)
    jfu.presses(asked, yes.data)
    jfu.sees("Salah satu usulan berubah sejak layar itu dibuat.")
    for phone in (siti, budi, jfu):
        speaks_plainly(phone)
