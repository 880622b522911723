"""The result of a komisi, moves with a reason, the plenary's order, what is not agreed; through the chat."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.enums import Komisi, Status
from models.meeting import Standing
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from sop.proposals.label import listed
from sop.step5_meeting.standings import move
from tests.core.desk import FrontDesk
from tests.step5_meeting.komisi_closed import closed, final, standing
from tests.support.hall import Hall, reads_paper, text_of
from tests.support.office import Bureau, Office
from tests.support.seed import proposals, team
from tests.walking.busy_office import PEOPLE, BusyOffice
from texts.figures import rupiah


def places(office: Office) -> list[int]:
    """The usulan of all komisi in their present places."""
    query = select(Standing).where(Standing.season_id == office.season_id).order_by(Standing.rank)
    return [standing.proposal_id for standing in office.read(query)]


# ---- the result


def test_result_shows_totals_spreads_and_ranks(office: Office) -> None:
    hall = Hall(office, 2)
    hall.change(hall.usulan, households=15)
    hall.opens()
    hall.scores(hall.ketua, (2, 2), (5, 4))
    hall.scores(hall.anggota, (3, 2), (2, 4))
    hall.closes()

    first, second = (listed(hall.proposal(one)) for one in hall.usulan)
    assert hall.ketua.sees("Hasil Komisi Sarpras").text.splitlines()[-3:] == [
        "Hasil Komisi Sarpras: 2 usulan, total 0–100",
        f"1. {second}: 68,00 (selisih 3)",
        f"2. {first}: 44,00 (selisih 1)",
    ]
    hall.ketua.taps("1.")
    assert hall.ketua.sees("Urutan 1 dari 2, total 68,00.").text.splitlines()[2:] == [
        "· Keterdesakan (40%): 3,50, 2 sampai 5, 2 penilai",
        "· Manfaat (20%): 2,00, dihitung dengan rumus",
        "· RPJMD (40%): 4,00, 4 sampai 4, 2 penilai",
    ]


def test_members_see_the_result_once_it_is_closed(office: Office) -> None:
    hall = closed(office, (3, 3))
    hall.anggota.sees("Penilaian Komisi Sarpras sudah ditutup. Hasilnya dapat dibaca.")
    hall.anggota.taps("Hasil")

    hall.anggota.sees("Hasil Komisi Sarpras: 1 usulan")
    hall.anggota.taps("1.")
    hall.anggota.sees("Urutan 1 dari 1")
    assert hall.anggota.buttons == ["Kembali"]


@pytest.mark.parametrize(
    ("scores", "facts", "rule"),
    [
        (((3, 4), (4, 3)), {}, "keterdesakan yang lebih tinggi"),
        (((3, 3), (3, 3)), {"households": 18}, "penerima (KK) yang lebih banyak"),
        (((3, 3), (3, 3)), {"cost": 1_000_000}, "biaya yang lebih rendah"),
        (((3, 3), (3, 3)), {"earlier": True}, "usulan yang masuk lebih awal"),
    ],
)
def test_equal_totals_are_told_apart_by_rule(
    office: Office, scores: tuple[tuple[int, int], ...], facts: dict[str, object], rule: str
) -> None:
    hall = Hall(office, 2)
    hall.change(hall.usulan, households=15, cost=2_000_000)
    if facts.pop("earlier", False):
        facts["submitted_at"] = office.bureau.now() - timedelta(days=9)
    hall.change(hall.usulan[1:], **facts)
    hall.arrives(hall.ketua)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Penilaian Komisi Sarpras dibuka")
    hall.scores(hall.ketua, *scores)
    hall.closes()

    assert places(office) == [hall.usulan[1], hall.usulan[0]]
    assert standing(office, hall.usulan[0]).total == standing(office, hall.usulan[1]).total
    hall.ketua.taps("2.")
    hall.ketua.sees(f"penentunya: {rule} didahulukan")


# ---- moving


def test_ketua_moves_an_usulan_with_a_reason_that_is_printed(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4), (3, 3))
    hall.ketua.taps("3.")
    hall.ketua.sees("Urutan 3 dari 3")
    hall.ketua.taps("Pindahkan urutan")
    hall.ketua.sees("Sekarang urutan 3 dari 3.")
    hall.ketua.sends("1")
    hall.ketua.sees("Apa alasannya?")
    hall.ketua.sends("Longsor susulan terjadi kemarin malam.")
    hall.ketua.sees("sekarang di urutan 1")

    one, two, three = hall.usulan
    assert places(office) == [three, one, two]
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    printed = reads_paper(hall.ketua, "Skala Prioritas", "Skala Prioritas, versi")
    assert "dipindahkan dari urutan 3: Longsor susulan terjadi kemarin malam." in printed
    assert final(office) == [three, one, two]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("9", "bilangan bulat dari 1 sampai 2"),
        ("0", "bilangan bulat dari 1 sampai 2"),
        ("-1", "bilangan bulat dari 1 sampai 2"),
        ("pertama", "bilangan bulat dari 1 sampai 2"),
    ],
)
def test_place_that_is_none_is_asked_again(office: Office, place: str, answer: str) -> None:
    hall = closed(office, (5, 5), (4, 4))
    hall.ketua.taps("2.")
    hall.ketua.taps("Pindahkan urutan")
    hall.ketua.sees("Sekarang urutan 2 dari 2.")
    hall.ketua.sends(place)

    hall.ketua.sees(answer)
    hall.ketua.sees("Sekarang urutan 2 dari 2.")


def test_move_without_a_reason_is_refused(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    hall.ketua.taps("2.")
    hall.ketua.taps("Pindahkan urutan")
    hall.ketua.sees("Sekarang urutan 2 dari 2.")
    hall.ketua.sends("1")
    hall.ketua.sees("Apa alasannya?")
    hall.ketua.sends("perlu")
    hall.ketua.sees("Jawaban ini terlalu singkat (5 huruf). Mohon tulis sedikitnya 10 huruf.")

    assert places(office) == hall.usulan


def test_move_to_the_same_place_is_refused(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    hall.ketua.taps("2.")
    hall.ketua.taps("Pindahkan urutan")
    hall.ketua.sees("Sekarang urutan 2 dari 2.")
    hall.ketua.sends("2")

    hall.ketua.sees("Usulan itu sudah di urutan 2.")
    hall.ketua.sees("Sekarang urutan 2 dari 2.")
    assert places(office) == hall.usulan


def test_member_who_leads_nothing_moves_nothing(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    card = hall.anggota.sees("Penilaian Komisi Sarpras sudah ditutup.")
    hall.anggota.presses(card, f"s5:move:{standing(office, hall.usulan[1]).id}")

    hall.anggota.sees("Hanya ketua Komisi Sarpras atau Sekretaris Kecamatan")
    assert places(office) == hall.usulan


# ---- the plenary


def test_plenary_waits_for_the_komisi(office: Office) -> None:
    hall = Hall(office, 1)
    hall.plenary()
    card = hall.sekretaris.sees("Yang ditunggu: Sarpras.")
    hall.sekretaris.presses(card, "s5:fixyes:nilai")

    hall.sekretaris.sees("Pleno menunggu penilaian komisi: Sarpras.")
    assert final(office) == []


def test_only_its_chair_decides_in_the_plenary(office: Office) -> None:
    hall = closed(office, (5, 5))
    hall.plenary(hall.ketua)
    card = hall.ketua.sees("Disepakati 1 usulan")
    one = standing(office, hall.usulan[0]).id

    assert hall.ketua.buttons == ["Daftar usulan", "Kembali"]
    presses = ("s5:fix:nilai", "s5:fixyes:nilai", f"s5:disagree:{one}:nilai", f"s5:agree:{one}:nilai")
    told = "Pleno dipimpin Sekretaris Kecamatan atau Ketua Tim. Mintalah salah satunya melakukannya."
    assert hall.ketua.answers(card, *presses) == [told] * 4
    assert final(office) == []


def test_chair_of_the_tim_leads_the_plenary_too(office: Office) -> None:
    hall = closed(office, (5, 5))
    chair = office.joins(Post.TIM, "Dadan Ramdani")
    hall.chairs("Dadan Ramdani")
    chair.sends("/tugas")
    chair.sees("Pleno: tetapkan urutan usulan.")
    chair.taps("Pleno")
    chair.taps("Tetapkan urutan")
    chair.sees("Tetapkan urutan pleno menurut nilai gabungan?")
    chair.taps("Ya, tetapkan")

    chair.sees("Urutan pleno ditetapkan untuk 1 usulan.")
    assert final(office) == hall.usulan


def two_komisi(office: Office) -> tuple[Hall, list[int], list[int]]:
    """Sarpras scores two usulan 5 and 3, ekonomi two with 4 and 2; Sekretaris led both."""
    hall = Hall(office, 4)
    sarpras, ekonomi = hall.usulan[:2], hall.usulan[2:]
    hall.change(hall.usulan, households=15)
    hall.change(ekonomi, komisi=Komisi.EKONOMI)
    other = office.joins(Post.TIM, "Cecep Hidayat")
    team(office, "Cecep Hidayat", komisi=Komisi.EKONOMI, role="ketua")
    hall.arrives(hall.ketua, other)
    for name, phone, mine, values in (
        ("Sarpras", hall.ketua, sarpras, (5, 3)),
        ("Ekonomi", other, ekonomi, (4, 2)),
    ):
        hall.board(phone, name)
        phone.taps("Buka penilaian")
        phone.sees(f"Penilaian Komisi {name} dibuka")
        phone.taps("Menilai")
        for at, value in enumerate(values, start=1):
            phone.sees(f"usulan {at} dari {len(mine)}")
            phone.taps(f"A{value}")
            phone.sees("Tersimpan 1 dari 2")
            phone.taps(f"B{value}")
        phone.sees("Semua 2 usulan sudah Bapak/Ibu nilai")
        hall.board(phone, name)
        phone.taps("Tutup penilaian")
        phone.taps("Ya, tutup")
        phone.sees(f"Hasil Komisi {name}")
    return hall, sarpras, ekonomi


def test_orders_of_the_komisi_are_merged_by_score(office: Office) -> None:
    hall, sarpras, ekonomi = two_komisi(office)
    hall.sekretaris.sees("Semua komisi sudah menutup penilaiannya. Pleno dapat dimulai.")
    hall.fixes()

    assert final(office) == [sarpras[0], ekonomi[0], sarpras[1], ekonomi[1]]


def test_orders_of_the_komisi_stand_one_after_the_other(office: Office) -> None:
    hall, sarpras, ekonomi = two_komisi(office)
    hall.plenary()
    hall.sekretaris.taps("Urut per komisi")
    hall.sekretaris.sees("Urutan per komisi: pemerintahan, kesra, ekonomi, sarpras")
    hall.sekretaris.taps("Tetapkan urutan")
    hall.sekretaris.sees("Tetapkan urutan pleno per komisi?")
    hall.sekretaris.taps("Ya, tetapkan")
    hall.sekretaris.sees("Urutan pleno ditetapkan untuk 4 usulan")

    assert final(office) == [*ekonomi, *sarpras]


def test_moved_usulan_keeps_its_place_in_the_merged_order(office: Office) -> None:
    hall, sarpras, ekonomi = two_komisi(office)
    hall.board(hall.ketua)
    hall.ketua.taps("Hasil")
    hall.ketua.sees("Hasil Komisi Sarpras: 2 usulan")
    hall.ketua.taps("2.")
    hall.ketua.taps("Pindahkan urutan")
    hall.ketua.sees("Sekarang urutan 2 dari 2.")
    hall.ketua.sends("1")
    hall.ketua.sees("Apa alasannya?")
    hall.ketua.sends("Jembatan hampir putus.")
    hall.ketua.sees("sekarang di urutan 1")
    hall.fixes()

    assert final(office) == [sarpras[1], ekonomi[0], sarpras[0], ekonomi[1]]


def test_usulan_of_one_type_are_told_apart_wherever_they_stand(office: Office) -> None:
    hall = closed(office, (3, 3), (4, 4))
    for usulan, place in zip(hall.usulan, ("Posyandu Melati 1", "Posyandu Anggrek 4"), strict=True):
        hall.change([usulan], title="Pelatihan kader posyandu", place=place, cost=25_000_000)
    hall.plenary()
    hall.sekretaris.taps("Daftar usulan")
    lines = hall.sekretaris.sees("Urutan pleno menurut nilai, 2 usulan").text.splitlines()
    one = "1. 0002 Pelatihan kader posyandu, Posyandu Anggrek 4 (RT 03/RW 03), Kelurahan A, Rp25.000.000"
    two = "2. 0001 Pelatihan kader posyandu, Posyandu Melati 1 (RT 02/RW 02), Kelurahan A, Rp25.000.000"
    assert [line.rsplit(" (", 1)[0] for line in lines[-2:]] == [one, two]
    assert [label[:9] for label in hall.sekretaris.buttons[:2]] == ["1. 0002 P", "2. 0001 P"]
    hall.sekretaris.taps("2. 0001")
    hall.sekretaris.taps("Belum disepakati")
    hall.sekretaris.sees("Mengapa Pelatihan kader posyandu, Posyandu Melati 1 (RT 02/RW 02), Kelurahan A")


def test_usulan_not_agreed_needs_a_reason_and_stands_in_the_minutes(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    hall.plenary()
    hall.sekretaris.taps("Daftar usulan")
    hall.sekretaris.sees("Urutan pleno menurut nilai, 2 usulan")
    hall.sekretaris.taps("1.")
    hall.sekretaris.sees("Urutan 1 di Komisi Sarpras")
    hall.sekretaris.taps("Belum disepakati")
    hall.sekretaris.sees("belum disepakati? Tulis paling sedikit 10 huruf")
    hall.sekretaris.sends("lahan")
    hall.sekretaris.sees("Jawaban ini terlalu singkat (5 huruf).")
    hall.sekretaris.sends("Lahannya masih <milik> perorangan.")
    hall.sekretaris.sees("Belum disepakati. Alasan: Lahannya masih <milik> perorangan.")
    hall.fixes()

    declined, agreed = hall.usulan
    assert final(office) == [agreed, declined]
    assert [hall.proposal(one).status for one in hall.usulan] == [Status.NOT_AGREED, Status.AGREED]
    verdicts = office.read(select(Verdict).where(Verdict.proposal_id == declined))
    assert [(one.outcome, one.reason) for one in verdicts] == [
        (Status.NOT_AGREED, "Lahannya masih <milik> perorangan.")
    ]
    told = hall.author.sees("Hasil pleno atas usulan Bapak/Ibu: 1 disepakati, 1 belum disepakati.").text
    assert "belum disepakati. Alasan: Lahannya masih <milik> perorangan." in told
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    hall.ketua.sends("/status")
    hall.ketua.taps("Dokumen")
    hall.ketua.taps("Berita Acara")
    minutes = text_of(hall.ketua, "Berita Acara Musrenbang Kecamatan, versi")
    assert "Lahannya masih <milik> perorangan." in minutes
    assert f"sebanyak 1 kegiatan dengan jumlah pagu {rupiah(hall.proposal(agreed).cost or 0)}" in minutes


def test_usulan_can_be_agreed_after_all(office: Office) -> None:
    hall = closed(office, (5, 5))
    one = standing(office, hall.usulan[0]).id
    hall.plenary()
    card = hall.sekretaris.sees("Disepakati 1 usulan")
    hall.sekretaris.presses(card, f"s5:disagree:{one}:nilai")
    hall.sekretaris.sees("Tulis paling sedikit 10 huruf")
    hall.sekretaris.sends("Lahannya masih milik perorangan.")
    hall.sekretaris.sees("Belum disepakati. Alasan:")
    hall.sekretaris.taps("Sepakati")
    card = hall.sekretaris.sees("Disepakati.")
    hall.sekretaris.presses(card, f"s5:agree:{one}:nilai")

    hall.sekretaris.sees("Usulan itu sudah disepakati.")
    assert standing(office, hall.usulan[0]).agreed
    assert standing(office, hall.usulan[0]).note is None


def test_order_that_is_fixed_changes_by_no_other_button(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    hall.fixes()
    card = hall.sekretaris.sees("Urutan pleno sudah ditetapkan.")
    one = standing(office, hall.usulan[0]).id
    assert hall.sekretaris.buttons == ["Daftar usulan", "Buka lagi urutan", "Kembali"]

    presses = (
        "s5:fixyes:nilai",
        "s5:fixyes:komisi",
        f"s5:disagree:{one}:nilai",
        f"s5:agree:{one}:nilai",
        f"s5:move:{one}",
    )
    assert (
        hall.sekretaris.answers(card, *presses)
        == ["Urutan pleno sudah ditetapkan. Yang memimpin pleno dapat membukanya lagi dengan alasan."] * 5
    )
    assert final(office) == hall.usulan
    assert len(office.read(select(Verdict).where(Verdict.proposal_id == hall.usulan[0]))) == 1


def test_forged_words_in_buttons_are_old_buttons(office: Office) -> None:
    hall = closed(office, (5, 5))
    card = hall.ketua.sees("Hasil Komisi Sarpras")
    words = ("s5:plenary:abjad", "s5:fixyes:abjad", "s5:board:olahraga", "s5:result:olahraga:0")
    assert hall.ketua.answers(card, *words) == ["Tombol itu sudah tidak berlaku. Ini layar yang terbaru."] * 4
    numbers = ("s5:place:999999", "s5:item:999999:nilai", "s5:delegate:999999", "s5:card:999999")
    assert hall.ketua.answers(card, *numbers) == ["Data itu tidak ditemukan di kecamatan Bapak/Ibu."] * 4


# ---- where two act at once


def test_score_and_closing_in_one_second_on_postgres(tmp_path, postgres_migrated_url: str) -> None:  # type: ignore[no-untyped-def]
    with Bureau(tmp_path, postgres_migrated_url) as bureau:
        office = bureau.office()
        hall = Hall(office, 1)
        hall.opens()
        hall.scores(hall.ketua, (3, 3))
        hall.scores(hall.anggota, (3, 3))
        mine, his = hall.anggota.from_bot[-1], hall.ketua.from_bot[-1]
        hall.anggota.presses(mine, f"s5:give:{hall.usulan[0]}:keterdesakan:5", wait=False)
        hall.ketua.presses(his, "s5:closeyes:sarpras", wait=False)
        hall.ketua.sees("Hasil Komisi Sarpras")

        mean = standing(office, hall.usulan[0]).means["keterdesakan"]
        late = any("sudah ditutup. Nilai baru dapat diubah" in alert.text for alert in hall.anggota.alerts)
        assert mean == ("3" if late else "4")
        assert '"level": "error"' not in bureau.log_text


def test_all_who_wait_for_the_outcome_hear_of_it(office: Office) -> None:
    hall = Hall(office, 2)
    jfu = office.joins(Post.JFU, "Rina Wati")
    budi = office.joins(Post.DELEGASI, "Budi Delegasi", "Kelurahan B")
    (joined,) = proposals(office, 1, Status.MERGED, "Budi Delegasi", "Kelurahan B")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        by_hand, root = (unit.session.get_one(Proposal, one) for one in hall.usulan)
        without = unit.add(Person(kecamatan_id=office.kecamatan_id, name="Mak Iyah"))
        by_hand.author_id = without.id
        by_hand.entered_by_id = unit.all(select(Person.id).where(Person.telegram_id == jfu.id))[0]
        unit.session.get_one(Proposal, joined).merged_into_id = root.id
        root.joined = [["US-2028-1-0009", "Kelurahan B"]]
        numbers = by_hand.number, root.number
    hall.arrives(hall.ketua)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Penilaian Komisi Sarpras dibuka")
    hall.scores(hall.ketua, (3, 3), (4, 4))
    hall.closes()
    hall.fixes()

    assert numbers[1] in hall.author.sees("Hasil pleno atas usulan Bapak/Ibu:").text
    for phone, number in ((jfu, numbers[0]), (budi, numbers[1])):
        told = phone.sees("Hasil pleno atas usulan Bapak/Ibu:").text
        assert [one in told for one in numbers] == [one == number for one in numbers]


def test_usulan_that_is_put_back_needs_no_reason(office: Office) -> None:
    hall = closed(office, (5, 5), (4, 4))
    first = standing(office, hall.usulan[0])
    for place, printed in ((2, "Salah tekan, mohon maaf."), (1, None)):
        with office.bureau.database.unit(office.bureau.now()) as unit:
            season = unit.session.get_one(Season, office.season_id)
            ketua = unit.all(select(Person).where(Person.telegram_id == hall.ketua.id))[0]
            here = unit.session.get_one(Standing, first.id)
            move(unit, ketua, season, here, to=place, reason="Salah tekan, mohon maaf.")
        found = standing(office, hall.usulan[0])
        assert (found.rank, found.moved_reason) == (place, printed)


def test_no_order_is_fixed_where_nothing_was_scored(tmp_path: Path) -> None:
    secretary = PEOPLE[Post.SEKRETARIS][1]
    with FrontDesk(f"sqlite:///{tmp_path}/plenary.db") as desk:
        BusyOffice(desk, tmp_path, kelurahan=2).opens(5)
        desk.press(secretary, "s5:fix:nilai")
        (answer,) = desk.works()

        assert "Tidak ada usulan yang dinilai, jadi tidak ada urutan yang dapat ditetapkan." in str(answer)
