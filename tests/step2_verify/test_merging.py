"""Two usulan that are one: merged by the desk, told to both authors, and taken apart again."""

from __future__ import annotations

from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from sop.duplicates.likeness_words import paper_note
from tests.support.office import Office
from tests.support.seed import at_step
from tests.support.usulan import (
    TITLE,
    goes_on,
    presses_send,
    reads,
    refuses,
    row,
    sends_usulan,
    speaks_plainly,
)


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
    siti.sees(f"Kelurahan B, Rp48.000.000) digabung ke {first}. Kelurahan B ikut menjadi pengusul.")
    told = budi.sees(
        f"({TITLE}, Gang Mawar depan musala, RT 03/RW 05, Kelurahan B, Rp48.000.000) digabung ke"
    )
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


def test_what_was_never_verified_stays_merged_when_verifying_is_over(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    budi = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    first, second = sends_usulan(siti), sends_usulan(budi)
    jfu.sends("2")
    jfu.taps("Gabung dengan…")
    jfu.sends(first)
    jfu.taps("Ya, gabungkan")
    budi.sees(f"digabung ke {first}.")
    verified = row(office, first).id
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Proposal, verified).status = Status.VERIFIED
    at_step(office, 3)

    budi.taps("Lihat usulan")
    budi.sees("Status: 🟡 Digabung")
    budi.taps("Pisahkan")
    budi.sees(f"Verifikasi sudah selesai, jadi usulan {second} tidak dapat berdiri sendiri lagi.")
    assert (row(office, second).status, row(office, first).joined) == (
        Status.MERGED,
        [[second, "Kelurahan B"]],
    )


LAST_YEAR = """tahun;nomor;kelurahan;kode;usulan;lokasi;RT;RW;volume;satuan;hasil;tahap;alasan
2027;17;Kelurahan A;SP-01;Saluran air;Gang Melati;7;2;40;m;tidak diakomodir;kota;Pagu tidak cukup
2027;18;Kelurahan A;SP-01;Saluran air;Gang Kenanga;1;2;10;m;diakomodir;apbd;
2027;19;Kelurahan A;;Kursus menjahit untuk ibu-ibu;Balai warga;;;;;belum;kota;Salah kantor
2029;20;Kelurahan A;;Taman bacaan;Balai warga;;;;;tidak;;
2027;21;Kelurahan A;;Taman bacaan;Balai warga;;;;;mungkin;;
"""


def test_last_years_usulan_is_proposed_again_with_one_press(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    budi = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan A")
    jfu = office.joins(Post.JFU, "Rina")
    jfu.sends_document(LAST_YEAR.encode(), "lalu.csv")
    jfu.sees("5 baris usulan tahun lalu: siap 3 · perlu perbaikan 0 · ditolak 2")
    jfu.sees("Baris 5: tahun harus sebelum 2028")
    jfu.taps("Masukkan")
    jfu.sees("Tidak diakomodir 2; delegasi dapat mengusulkannya lagi.")

    siti.sends("/start")
    siti.taps("Usulan tahun lalu 2")
    reads(
        siti,
        "Usulan tahun 2027 yang tidak diakomodir: 2\n"
        "1. Saluran air, Gang Melati. Musrenbang Kota: Pagu tidak cukup\n"
        "2. Kursus menjahit untuk ibu-ibu, Balai warga. Musrenbang Kota: Salah kantor",
    )
    siti.taps("Usulkan lagi 1")
    siti.sees("Diambil dari usulan tahun 2027 (diusulkan ke-2).")
    siti.sees("Apa masalahnya?")  # the list of last year did not say it
    draft = row(office)
    assert (draft.title, draft.cost, draft.times, draft.mending) == (TITLE, 48_000_000, 2, True)

    # twice is once: its author goes on, another is told
    siti.sends("/start")
    siti.taps("Usulan tahun lalu 2")
    siti.sees("Sudah diusulkan lagi: ⚪ Draf")
    siti.taps("Usulkan lagi 1")
    siti.sees("Apa masalahnya?")
    assert row(office).id == draft.id
    budi.sends("/start")
    budi.taps("Usulan tahun lalu 2")
    budi.taps("Usulkan lagi 1")
    budi.sees("Usulan itu sedang disiapkan lagi oleh Siti Aminah.")

    # only what is missing is asked; what it was carried over from is no double
    siti.sends("Saluran tersumbat, air meluap ke rumah setiap hujan.")
    goes_on(siti, "people")
    assert presses_send(siti) == row(office).number
    siti.taps("Usulan saya")
    siti.sends("1")
    siti.sees("🔁 Diusulkan ke-2")
    for phone in (siti, budi, jfu):
        speaks_plainly(phone)
