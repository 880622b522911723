"""Scoring in a komisi: taps, secrecy, several at once, closing; through the chat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from demo.phone import Phone
from models.enums import CommissionState, Komisi
from models.meeting import Commission, Score, Standing
from models.posts import Post
from tests.support.hall import TODAY, Hall, ever_shown
from tests.support.office import Bureau, Office
from tests.support.seed import team


def given(office: Office) -> list[tuple[int, str, int]]:
    """Usulan, criterion and value of every score, as they were first given."""
    query = select(Score).where(Score.season_id == office.season_id).order_by(Score.id)
    return [(score.proposal_id, score.criterion, score.value) for score in office.read(query)]


def state(office: Office, komisi: Komisi = Komisi.SARPRAS) -> str:
    query = select(Commission.state).where(
        Commission.season_id == office.season_id, Commission.komisi == komisi
    )
    return str(office.read(query)[0])


def starts(hall: Hall, phone: Phone) -> None:
    """The first card is on the screen."""
    hall.home(phone)
    phone.taps("Komisi Sarpras")
    phone.sees("Penilaian sedang berlangsung")
    phone.taps("Menilai")
    phone.sees("usulan 1 dari")


# ---- giving scores


def test_card_shows_the_usulan_and_only_what_people_score(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    starts(hall, hall.anggota)

    first = hall.proposal(hall.usulan[0])
    assert hall.anggota.screen == "\n".join(
        [
            "Komisi Sarpras · usulan 1 dari 2, lengkap 0",
            f"{first.title} ({first.number})",
            "Kelurahan Kelurahan A, Jl. Melati 1 (RT 02/RW 02)",
            f"Rp{first.cost:,}, penerima 11 KK".replace(",", ".", 3).replace(". penerima", ", penerima"),
            "A. Keterdesakan: –",
            "B. Kesesuaian RPJMD: –",
            "1 terendah, 5 tertinggi. Tersimpan 0 dari 2.",
        ]
    )
    assert hall.anggota.buttons == [
        *("A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5"),
        *("Berikutnya", "Daftar usulan", "Kembali"),
    ]


def test_last_score_opens_the_next_usulan(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    starts(hall, hall.anggota)
    hall.anggota.taps("A4")
    hall.anggota.sees("A. Keterdesakan: 4")
    assert "A4 ✓" in hall.anggota.buttons
    hall.anggota.taps("B2")

    hall.anggota.sees("usulan 2 dari 2, lengkap 1")
    first = hall.usulan[0]
    assert given(office) == [(first, "keterdesakan", 4), (first, "kesesuaian", 2)]


def test_five_taps_on_one_score_are_one_score(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    starts(hall, hall.anggota)
    card = hall.anggota.sees("usulan 1 dari 2")
    hall.anggota.taps("A4")
    hall.anggota.sees("Tersimpan 1 dari 2")
    for _ in range(5):
        hall.anggota.presses(card, f"s5:give:{hall.usulan[0]}:kesesuaian:3", wait=False)

    hall.anggota.sees("usulan 2 dari 2, lengkap 1")
    first = hall.usulan[0]
    assert given(office) == [(first, "keterdesakan", 4), (first, "kesesuaian", 3)]
    assert "usulan 2 dari 2" in hall.anggota.screen


def test_score_can_be_changed_until_the_komisi_closes(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.anggota, (4, 2))
    hall.anggota.taps("1.")
    hall.anggota.sees("A. Keterdesakan: 4")
    card = hall.anggota.sees("usulan 1 dari 1, lengkap 1")
    hall.anggota.taps("A5")
    hall.anggota.sees("A. Keterdesakan: 5")
    hall.closes()
    hall.anggota.presses(card, f"s5:give:{hall.usulan[0]}:keterdesakan:1")

    hall.anggota.sees(
        "Penilaian Komisi Sarpras sudah ditutup. Nilai baru dapat diubah bila ketua komisi membukanya lagi."
    )
    assert given(office) == [(hall.usulan[0], "keterdesakan", 5), (hall.usulan[0], "kesesuaian", 2)]


def test_cards_are_turned_back_and_forth(office: Office) -> None:
    hall = Hall(office, 3)
    hall.opens()
    starts(hall, hall.anggota)
    hall.anggota.taps("Berikutnya")
    hall.anggota.sees("usulan 2 dari 3")
    hall.anggota.taps("Berikutnya")
    hall.anggota.sees("usulan 3 dari 3")
    hall.anggota.taps("A1")
    hall.anggota.sees("Tersimpan 1 dari 2")
    hall.anggota.taps("B1")

    hall.anggota.sees("usulan 1 dari 3, lengkap 1")
    hall.anggota.taps("Daftar usulan")
    hall.anggota.sees("Usulan komisi Bapak/Ibu, lengkap 1 dari 3")
    hall.anggota.sees(" (2/2)")


def test_criterion_with_a_rule_takes_no_score(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    starts(hall, hall.anggota)
    card = hall.anggota.sees("usulan 1 dari 1")
    scores = (("manfaat", 5), ("lainnya", 5), ("keterdesakan", 9), ("keterdesakan", 0))
    presses = [f"s5:give:{hall.usulan[0]}:{key}:{value}" for key, value in scores]
    ruled = "Kriteria itu dihitung dengan rumus atau tidak dipakai. Pilih nilai pada baris yang ada."
    old = "Tombol itu sudah tidak berlaku. Ini layar yang terbaru."
    assert hall.anggota.answers(card, *presses) == [ruled, ruled, old, old]
    assert given(office) == []


def test_rule_without_its_fact_is_scored_by_people(office: Office) -> None:
    hall = Hall(office, 1)
    hall.change(hall.usulan, households=None, people=None)
    hall.opens()
    starts(hall, hall.anggota)

    hall.anggota.sees("B. Manfaat: –")
    hall.anggota.sees("Tersimpan 0 dari 3")


# ---- who may


def test_only_present_members_score(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.ketua)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Anggota hadir: 1")
    hall.board(hall.anggota)
    card = hall.anggota.sees("Tekan Hadir di layar Musrenbang lebih dahulu")

    assert "Menilai" not in hall.anggota.buttons
    hall.anggota.presses(card, f"s5:give:{hall.usulan[0]}:keterdesakan:5")
    hall.anggota.sees("hanya anggota yang hadir yang menilai")
    assert given(office) == []


def test_member_of_another_komisi_does_not_score_here(office: Office) -> None:
    hall = Hall(office, 1)
    guest = office.joins(Post.TIM, "Cecep Hidayat")
    team(office, "Cecep Hidayat", komisi=Komisi.EKONOMI, role="anggota")
    hall.opens()
    hall.arrives(guest)
    card = guest.sees("Langkah 5. Musrenbang kecamatan")

    presses = (f"s5:give:{hall.usulan[0]}:keterdesakan:5", f"s5:card:{hall.usulan[0]}", "s5:next:sarpras")
    assert (
        guest.answers(card, *presses)
        == ["Usulan ini dinilai komisi lain. Bapak/Ibu anggota Komisi Ekonomi."] * 3
    )
    assert given(office) == []


def test_sekretaris_leads_but_does_not_score(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.anggota)
    hall.board(hall.sekretaris)
    hall.sekretaris.taps("Buka penilaian")
    card = hall.sekretaris.sees("Penilaian Komisi Sarpras dibuka")

    hall.anggota.sees("Ada 1 usulan. Satu usulan satu layar")
    hall.sekretaris.presses(card, f"s5:give:{hall.usulan[0]}:keterdesakan:5")
    hall.sekretaris.sees("Bapak/Ibu tidak tercatat sebagai anggota komisi.")
    assert given(office) == []


def test_only_the_ketua_opens_and_closes(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.anggota)
    card = hall.anggota.sees("Langkah 5. Musrenbang kecamatan")
    presses = ("s5:open:sarpras", "s5:close:sarpras", "s5:closeyes:sarpras", "s5:nudge:sarpras")
    told = "Hanya ketua Komisi Sarpras atau Sekretaris Kecamatan yang dapat melakukannya."
    assert hall.anggota.answers(card, *presses) == [told] * 4

    assert state(office) == CommissionState.WAITING


def test_komisi_is_opened_once_and_closed_once(office: Office) -> None:
    hall = Hall(office, 1)
    hall.arrives(hall.ketua, hall.anggota)
    hall.board(hall.ketua)
    board = hall.ketua.sees("Penilaian belum dibuka oleh ketua komisi")
    hall.ketua.presses(board, "s5:closeyes:sarpras")
    hall.ketua.sees("Penilaian Komisi Sarpras belum dibuka.")
    hall.ketua.presses(board, "s5:open:sarpras")
    hall.ketua.presses(board, "s5:open:sarpras")
    hall.ketua.sees("Penilaian Komisi Sarpras sudah dibuka.")
    hall.scores(hall.ketua, (3, 3))
    hall.closes()
    hall.ketua.presses(board, "s5:closeyes:sarpras")

    hall.ketua.sees(
        "Penilaian Komisi Sarpras sudah ditutup. Nilai baru dapat diubah bila ketua komisi membukanya lagi."
    )
    assert len(office.read(select(Standing).where(Standing.season_id == office.season_id))) == 1


def test_komisi_without_usulan_is_not_waited_for_until_it_gets_one(office: Office) -> None:
    hall = Hall(office, 2)
    hall.home(hall.sekretaris)
    hall.sekretaris.sees("Penilaian: 3 dari 4 komisi ditutup")
    hall.board(hall.sekretaris, "Ekonomi")
    hall.sekretaris.presses(hall.sekretaris.from_bot[-1], "s5:open:ekonomi")
    hall.sekretaris.sees("Komisi Ekonomi tidak mempunyai usulan untuk dinilai")
    assert {komisi: state(office, komisi) for komisi in Komisi} == dict.fromkeys(Komisi, "waiting")

    hall.change(hall.usulan[1:], komisi=Komisi.EKONOMI)

    hall.home(hall.sekretaris)
    hall.sekretaris.sees("Penilaian: 2 dari 4 komisi ditutup")
    hall.board(hall.sekretaris, "Ekonomi")
    hall.sekretaris.taps("Buka penilaian")
    hall.sekretaris.sees("Penilaian Komisi Ekonomi dibuka")


# ---- secrecy


def test_nobody_sees_the_scores_of_others_before_closing(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    hall.scores(hall.anggota, (5, 5), (4, 4))
    starts(hall, hall.ketua)
    hall.ketua.sees("A. Keterdesakan: –")
    hall.ketua.taps("Daftar usulan")
    hall.ketua.sees("(0/2)")
    hall.board(hall.ketua)
    board = hall.ketua.sees("✔ Budi Santoso: 2 dari 2")
    for phone in (hall.ketua, hall.sekretaris, hall.author):
        phone.presses(phone.from_bot[-1], "s5:result:sarpras:0")
        phone.sees("Penilaian Komisi Sarpras belum ditutup, jadi hasilnya belum dapat dilihat.")
        phone.presses(phone.from_bot[-1], "s5:plenary:nilai")
        phone.presses(phone.from_bot[-1], "s5:order:nilai:0")
        phone.sees("Pleno menunggu penilaian komisi: Sarpras.")

    for phone in (hall.ketua, hall.sekretaris, hall.author):
        shown = ever_shown(phone)
        assert "✓" not in shown
        assert "Keterdesakan: 5" not in shown
        assert "Keterdesakan: 4" not in shown
        assert "selisih" not in shown
    assert "Ani Suryani: 0 dari 2" in board.text


def test_other_members_see_no_names_of_late_ones(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.board(hall.anggota)

    screen = hall.anggota.sees("Anggota hadir: 2, selesai menilai: 0.").text
    assert "Budi Santoso: 0 dari 1" in screen
    assert "Ani Suryani" not in screen


def test_two_members_in_the_same_second(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    for phone in (hall.ketua, hall.anggota):
        starts(hall, phone)
    cards = {phone: phone.sees("usulan 1 dari 1") for phone in (hall.ketua, hall.anggota)}
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(phone.presses, cards[phone], f"s5:give:{hall.usulan[0]}:keterdesakan:{value}")
            for phone, value in ((hall.ketua, 5), (hall.anggota, 1))
        ]
        for job in jobs:
            job.result()

    hall.ketua.sees("A. Keterdesakan: 5")
    hall.anggota.sees("A. Keterdesakan: 1")
    assert sorted(value for _, _, value in given(office)) == [1, 5]


# ---- the same for several


def test_selection_gets_the_same_scores(office: Office) -> None:
    hall = Hall(office, 3)
    hall.opens()
    hall.board(hall.anggota)
    hall.anggota.taps("Nilai sama")
    hall.anggota.sees("Terpilih 0.")
    title = str(hall.proposal(hall.usulan[0]).title)
    first = next(label for label in hall.anggota.buttons if label.startswith(f"☐ 1. 0001 {title[:6]}"))
    hall.anggota.taps(first)
    hall.anggota.sees("Terpilih 1.")
    hall.anggota.taps(next(label for label in hall.anggota.buttons if label.startswith("☐ 3.")))
    hall.anggota.sees("Terpilih 2.")
    hall.anggota.taps("Lanjut")
    hall.anggota.sees("Nilai untuk 2 usulan sekaligus")
    hall.anggota.taps("A4")
    hall.anggota.sees("A. Keterdesakan: 4")
    hall.anggota.taps("B3")
    hall.anggota.sees("B. Kesesuaian RPJMD: 3")
    hall.anggota.taps("Simpan nilai")

    hall.anggota.sees("Nilai yang sama tersimpan untuk 2 usulan.")
    one, _, three = hall.usulan
    assert given(office) == [
        (one, "keterdesakan", 4),
        (one, "kesesuaian", 3),
        (three, "keterdesakan", 4),
        (three, "kesesuaian", 3),
    ]


def test_all_that_lack_scores_are_picked_at_once(office: Office) -> None:
    hall = Hall(office, 10)
    hall.opens()
    hall.board(hall.anggota)
    hall.anggota.taps("Nilai sama")
    hall.anggota.sees("Terpilih 0.")
    hall.anggota.taps("Semua yang kurang")
    hall.anggota.sees("Terpilih 10.")
    hall.anggota.taps("Lanjut")
    hall.anggota.sees("Nilai untuk 10 usulan sekaligus")
    hall.anggota.taps("A2")
    hall.anggota.sees("A. Keterdesakan: 2")
    hall.anggota.taps("B2")
    hall.anggota.sees("B. Kesesuaian RPJMD: 2")
    hall.anggota.taps("Simpan nilai")

    hall.anggota.sees("lengkap 10 dari 10")
    assert len(given(office)) == 20


def test_same_scores_need_a_selection_and_a_score(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    hall.board(hall.anggota)
    hall.anggota.taps("Nilai sama")
    card = hall.anggota.sees("Terpilih 0.")
    assert (
        hall.anggota.answers(card, "s5:samegive", "s5:samesave")
        == ["Belum ada usulan yang dipilih. Tekan satu atau beberapa usulan lebih dahulu."] * 2
    )
    hall.anggota.presses(card, f"s5:tick:{hall.usulan[0]}:0")
    hall.anggota.presses(card, "s5:samesave")

    hall.anggota.sees("Belum ada nilai yang dipilih.")
    assert given(office) == []


# ---- closing


def test_ketua_is_told_when_all_have_finished(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (3, 3))
    hall.scores(hall.anggota, (4, 4))

    hall.ketua.sees("Semua 2 anggota Komisi Sarpras yang hadir sudah selesai menilai.")
    hall.anggota.sends("/start")
    hall.anggota.waits_for(lambda eyes: not eyes.has("Semua 1 usulan"), what="the home")
    again = f"s5:give:{hall.usulan[0]}:kesesuaian:4"
    hall.anggota.presses(hall.anggota.from_bot[-1], again)  # on a copy that a kill has left behind
    hall.anggota.sees("Semua 1 usulan sudah Bapak/Ibu nilai")


def test_komisi_with_an_unscored_usulan_is_not_closed(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    starts(hall, hall.anggota)
    hall.anggota.taps("A4")
    hall.anggota.sees("Tersimpan 1 dari 2")
    hall.anggota.taps("B4")
    hall.anggota.sees("usulan 2 dari 2")
    hall.anggota.taps("A4")
    hall.anggota.sees("Tersimpan 1 dari 2")
    hall.board(hall.ketua)
    hall.ketua.taps("Tutup penilaian")

    number = hall.proposal(hall.usulan[1]).number
    hall.ketua.sees(f"1 usulan belum dinilai lengkap oleh siapa pun ({number})")
    assert state(office) == CommissionState.SCORING


def test_closing_with_unfinished_members_names_them(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    hall.scores(hall.ketua, (3, 3), (2, 2))
    starts(hall, hall.anggota)
    hall.anggota.taps("A5")
    hall.anggota.sees("Tersimpan 1 dari 2")
    hall.board(hall.ketua)
    hall.ketua.taps("Tutup penilaian")
    screen = hall.ketua.sees("Tutup penilaian Komisi Sarpras?").text

    assert screen == "\n".join(
        [
            "Tutup penilaian Komisi Sarpras?",
            "Sesudah ditutup nilai baru dapat diubah bila penilaian dibuka lagi dengan alasan.",
            "Yang belum selesai, 1 orang:",
            "· Budi Santoso: 0 dari 2",
            "Usulan yang nilainya belum lengkap dari seseorang tidak dihitung dari orang itu.",
        ]
    )
    hall.ketua.taps("Ya, tutup")
    hall.ketua.sees("Hasil Komisi Sarpras")
    places = office.read(
        select(Standing).where(Standing.season_id == office.season_id).order_by(Standing.rank)
    )
    assert [place.means["keterdesakan"] for place in places] == ["3", "2"]
    assert [place.spreads["keterdesakan"] for place in places] == [[3, 3, 1], [2, 2, 1]]


def test_late_members_are_reminded_but_not_twice(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (3, 3))
    hall.board(hall.ketua)
    board = hall.ketua.sees("· Budi Santoso: 0 dari 1")
    hall.ketua.taps("Ingatkan")
    hall.ketua.sees("1 anggota sudah diingatkan.")
    hall.ketua.presses(board, "s5:nudge:sarpras")

    hall.ketua.sees("Anggota baru saja diingatkan. Tunggu 15 menit lagi.")
    hall.anggota.sees("menunggu nilai Bapak/Ibu")
    told = [m for m in hall.anggota.messages if "menunggu nilai Bapak/Ibu" in m.text]
    assert [message.text for message in told] == [
        "Ketua Komisi Sarpras menunggu nilai Bapak/Ibu: baru 0 dari 1 usulan yang lengkap."
    ]


def test_reminder_that_was_noted_before_the_clock_was_turned_back_keeps_none_from_being_sent(
    office: Office,
) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (3, 3))
    (komisi,) = office.read(
        select(Commission.id).where(
            Commission.season_id == office.season_id, Commission.komisi == Komisi.SARPRAS
        )
    )
    with office.bureau.database.unit(office.bureau.now() + timedelta(hours=1)) as unit:
        unit.once(f"nudge:{komisi}:{unit.now.isoformat()}")
    hall.board(hall.ketua)
    hall.ketua.taps("Ingatkan")

    hall.ketua.sees("1 anggota sudah diingatkan.")


def test_nobody_is_reminded_when_all_have_finished(office: Office) -> None:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (3, 3))
    hall.scores(hall.anggota, (3, 3))
    hall.board(hall.ketua)
    hall.ketua.taps("Ingatkan")

    hall.ketua.sees("Semua anggota yang hadir sudah selesai menilai. Penilaian dapat ditutup.")


def test_member_who_owes_scores_finds_them_among_his_tasks(office: Office) -> None:
    hall = Hall(office, 2)
    hall.opens()
    hall.scores(hall.ketua, (3, 3), (3, 3))
    hall.anggota.sends("/tugas")
    hall.anggota.sees("Penilaian Komisi Sarpras: 4 nilai belum diberikan.")
    hall.anggota.taps("Menilai")

    hall.anggota.sees("usulan 1 dari 2")
    hall.ketua.sends("/tugas")
    assert "nilai belum diberikan" not in hall.ketua.sees("Tugas Bapak/Ibu").text


def test_scoring_opens_on_the_day_and_not_before(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    hall = Hall(office, 1, day=TODAY + timedelta(days=1))
    hall.home(hall.ketua)
    card = hall.ketua.sees("Kehadiran dan penilaian dibuka pada hari itu")
    hall.ketua.presses(card, "s5:open:sarpras")
    hall.ketua.sees("Musrenbang baru dimulai pada Selasa, 12 Januari 2027.")

    own_bureau.turns_clock(days=1)
    hall.opens()
    assert state(office) == CommissionState.SCORING
