"""SOP 3: the tim is put together and its keputusan approved, through the chat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import select

from demo.phone import Phone
from models.enums import StepState
from models.meeting import TeamMember
from models.paper import Paper
from models.people import Appointment
from models.posts import Post
from models.season import Run
from sop.step3_team import step as step3_team
from tests.step3_team.team_talk import approves, drafts, fills, sekretaris, text_of
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, team

__all__ = ["sekretaris"]


def positions(office: Office) -> dict[str, str]:
    query = select(TeamMember).where(
        TeamMember.season_id == office.season_id, TeamMember.removed_at.is_(None)
    )
    return {member.name: member.position for member in office.read(query.order_by(TeamMember.id))}


def state(office: Office) -> str:
    return str(
        office.read(select(Run.state).where(Run.season_id == office.season_id, Run.step == "step3_team"))[0]
    )


def test_camat_and_sekretaris_are_proposed(office: Office, sekretaris: Phone) -> None:
    sekretaris.taps("Usulan awal")

    sekretaris.sees("Penanggung Jawab: Ahmad Fauzi\nKetua: Rudi Hartono")
    assert positions(office) == {"Ahmad Fauzi": "Penanggung Jawab", "Rudi Hartono": "Ketua"}


def test_step_opens_with_the_proposal(office: Office) -> None:
    office.joins(Post.CAMAT, "Ahmad Fauzi")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")

    with office.bureau.database.unit(office.bureau.now()) as unit:
        run = unit.all(select(Run).where(Run.season_id == office.season_id, Run.step == "step3_team"))[0]
        step3_team.propose_at_once(unit, run)

    assert positions(office) == {"Ahmad Fauzi": "Penanggung Jawab", "Rudi Hartono": "Ketua"}


def test_tim_is_approved_and_gets_its_post(office: Office, sekretaris: Phone) -> None:
    before = office.joins(Post.TIM, "Nur Aini")  # of the season before
    camat = drafts(office, sekretaris)
    approves(camat)

    budi = office.people["Budi Santoso"]
    budi.sees(
        "ditetapkan dalam Tim Musrenbang Kecamatan sebagai Anggota, dengan SK nomor 400.10.2/001/Kec/I/2027"
    )
    sekretaris.sees("Langkah 3 selesai")
    assert state(office) == "closed"
    posts = office.read(
        select(Appointment)
        .where(Appointment.kecamatan_id == office.kecamatan_id, Appointment.post == "tim")
        .order_by(Appointment.id)
    )
    assert [held.revoked_at is None for held in posts] == [False] + [True] * 5, "the first is hers"
    before.sends("/tugas")
    before.sees("jabatan Bapak/Ibu di sistem ini sudah berakhir")


def test_decree_lists_the_tim(office: Office, sekretaris: Phone) -> None:
    camat = drafts(office, sekretaris)

    text = text_of(camat, "SK susunan tim Musrenbang Kecamatan")

    assert "NOMOR 400.10.2/001/Kec/I/2027" in text
    rows = ["1 Ahmad Fauzi Camat Penanggung Jawab", "2 Rudi Hartono Sekretaris Kecamatan Ketua"]
    rows += ["3 Budi Santoso Delegasi Kelurahan Kelurahan A Anggota"]
    rows += ["1. Wali Kota Bogor; 2. Kepala Bapperida Kota Bogor.", "7. Peraturan Wali Kota Bogor Nomor 59"]
    assert [row for row in rows if row not in text] == []


def test_office_has_its_own_norms(office: Office, sekretaris: Phone) -> None:
    def opens_norms() -> None:
        sekretaris.sends("/pengaturan")
        sekretaris.sees("Pengaturan\n")
        sekretaris.taps("Kop kantor")
        sekretaris.taps("Dasar hukum")

    opens_norms()
    assert "7. Peraturan Wali Kota Bogor Nomor 59" in sekretaris.sees("Yang dipakai: daftar SOP.").text
    sekretaris.taps("Ganti daftar")
    sekretaris.sees("satu peraturan per baris")
    sekretaris.sends("UU 25\nUndang-Undang Nomor 25 Tahun 2004")
    sekretaris.sees("Baris 1 harus 15 sampai 600 huruf.")
    sekretaris.sends("Undang-Undang\n" * 16)
    sekretaris.sees("Daftar berisi satu sampai 15 peraturan")
    sekretaris.sends("Undang-Undang Nomor 25 Tahun 2004;\n\nPeraturan <Daerah> Nomor 3 Tahun 2021.")
    sekretaris.sees("Yang dipakai: daftar kantor ini, 2 peraturan.")
    sekretaris.sends("/tugas")
    sekretaris.taps("Langkah 3")
    sekretaris.sees("Belum ada orang dalam tim")

    text = text_of(drafts(office, sekretaris), "SK susunan tim Musrenbang Kecamatan")
    own = "1. Undang-Undang Nomor 25 Tahun 2004; 2. Peraturan <Daerah> Nomor 3 Tahun 2021; MEMUTUSKAN:"
    assert own in text

    opens_norms()
    sekretaris.taps("Pakai daftar SOP")
    sekretaris.sees("Daftar SOP dipakai lagi")
    delegate = office.people["Budi Santoso"]
    delegate.sends("/pengaturan")
    answer = delegate.presses(delegate.sees("Pengaturan\n"), "settings:normssop")
    assert answer is not None
    assert answer.text == (
        "Ini tugas Sekretaris Kecamatan / Admin. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."
    )


def test_camat_reads_who_leads(office: Office, sekretaris: Phone) -> None:
    camat = drafts(office, sekretaris)

    asked = camat.sees("Mohon keputusan Bapak/Ibu").text

    assert "Tim: 5 orang.\nPenanggung Jawab: Ahmad Fauzi\nKetua: Rudi Hartono" in asked


def test_plain_name_joins_the_tim(office: Office, sekretaris: Phone) -> None:
    sekretaris.taps("Nama lain")
    sekretaris.sees("Siapa nama lengkapnya")
    sekretaris.sends("H. Dadang <Sudrajat> & rekan")
    sekretaris.sees("Dari lembaga atau jabatan apa")
    sekretaris.sends("Ketua LPM")
    sekretaris.sees("Apa jabatannya dalam tim")
    sekretaris.taps("Fasilitator")

    sekretaris.sees("H. Dadang <Sudrajat> & rekan masuk tim sebagai Fasilitator")
    assert positions(office) == {"H. Dadang <Sudrajat> & rekan": "Fasilitator"}


def test_same_plain_name_is_refused(office: Office, sekretaris: Phone) -> None:
    for _ in range(2):
        sekretaris.taps("Nama lain")
        sekretaris.sees("Siapa nama lengkapnya")
        sekretaris.sends("Dadang Sudrajat")
        sekretaris.sees("Dari lembaga atau jabatan apa")
        sekretaris.sends("Ketua LPM")
        sekretaris.sees("Apa jabatannya dalam tim")
        sekretaris.taps("Anggota")

    sekretaris.sees("Dadang Sudrajat dari Ketua LPM sudah ada dalam tim")
    assert len(positions(office)) == 1


def test_position_is_typed(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    sekretaris.taps("Susunan tim")
    sekretaris.taps("Budi Santoso")
    sekretaris.taps("Jabatan lain")
    sekretaris.sees("Ketik jabatan Budi Santoso")
    sekretaris.sends("Koordinator Lapangan")

    sekretaris.sees("Budi Santoso menjadi Koordinator Lapangan")
    assert positions(office)["Budi Santoso"] == "Koordinator Lapangan"


def test_second_ketua_is_refused(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    sekretaris.taps("Susunan tim")
    sekretaris.taps("Budi Santoso")
    sekretaris.sees("Jabatan dalam tim: Anggota")
    sekretaris.taps("Ketua")

    sekretaris.sees("Ketua sudah dipegang Rudi Hartono. Ubah dulu jabatan Rudi Hartono, lalu ulangi.")
    assert positions(office)["Budi Santoso"] == "Anggota"


def test_typed_ketua_is_a_ketua(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    sekretaris.taps("Susunan tim")
    sekretaris.taps("Budi Santoso")
    sekretaris.taps("Jabatan lain")
    sekretaris.sees("Ketik jabatan Budi Santoso")
    sekretaris.sends("ketua")

    sekretaris.sees("sudah dipegang Rudi Hartono")


def test_typed_position_of_a_plain_name_is_the_usual_one(office: Office, sekretaris: Phone) -> None:
    sekretaris.taps("Nama lain")
    sekretaris.sees("Siapa nama lengkapnya")
    sekretaris.sends("Dadang Sudrajat")
    sekretaris.sees("Dari lembaga atau jabatan apa")
    sekretaris.sends("Ketua LPM")
    sekretaris.sees("Apa jabatannya dalam tim")
    sekretaris.sends("wakil  ketua")

    sekretaris.sees("Dadang Sudrajat masuk tim sebagai Wakil Ketua")
    assert positions(office) == {"Dadang Sudrajat": "Wakil Ketua"}


def test_person_taken_out_after_the_decree_loses_the_post(office: Office, sekretaris: Phone) -> None:
    """The step was opened again by a return; the new keputusan counts."""
    camat = drafts(office, sekretaris)
    approves(camat)
    sekretaris.sees("Langkah 3 selesai")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        run = unit.all(select(Run).where(Run.season_id == office.season_id, Run.step == "step3_team"))[0]
        run.state = StepState.OPEN
    office.joins(Post.LURAH, "Eko Prasetyo", "Kelurahan B")
    sekretaris.presses(sekretaris.from_bot[-1], "s3:people:0")
    sekretaris.taps("Eko Prasetyo")
    sekretaris.sees("Eko Prasetyo masuk tim")
    sekretaris.taps("Budi Santoso ✔")
    sekretaris.sees("Budi Santoso dikeluarkan")
    sekretaris.taps("Kembali")
    sekretaris.taps("Buat draf SK")
    camat.sees("versi 2")
    approves(camat)

    office.people["Eko Prasetyo"].sees("dengan SK nomor 400.10.2/002/Kec/I/2027")
    query = select(Appointment).where(
        Appointment.kecamatan_id == office.kecamatan_id, Appointment.post == "tim"
    )
    query = query.where(Appointment.revoked_at.is_not(None))
    assert len(office.read(query)) == 1


def test_two_secretaries_draft_in_the_same_second(tmp_path: Path, postgres_migrated_url: str) -> None:
    """On PostgreSQL: both press, one naskah is made."""
    with Bureau(tmp_path, database_url=postgres_migrated_url) as bureau:
        office = bureau.office()
        first = office.joins(Post.SEKRETARIS, "Rudi Hartono")
        second = office.joins(Post.SEKRETARIS, "Sri Wahyuni")
        office.joins(Post.CAMAT, "Ahmad Fauzi")
        for name in ("Budi Santoso", "Citra Dewi", "Dewi Lestari"):
            office.joins(Post.DELEGASI, name, "Kelurahan A")
        team(office, "Budi Santoso", "Citra Dewi", "Dewi Lestari", "Ahmad Fauzi")
        at_step(office, 3)
        first.presses(first.from_bot[-1], "s3:propose")
        screens = [(phone, phone.from_bot[-1]) for phone in (first, second)]
        with ThreadPoolExecutor(2) as together:
            answers = list(together.map(lambda one: one[0].presses(one[1], "s3:decree"), screens))
        office.people["Ahmad Fauzi"].sees("Mohon keputusan Bapak/Ibu")
        papers = office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.key == "sk-tim"))

    assert sorted(answer.text if answer else "" for answer in answers) == [
        "",
        "Langkah ini belum dibuka atau sudah selesai.",
    ]
    assert len(papers) == 1


def test_second_tap_takes_a_person_out(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    sekretaris.taps("Pilih orang")
    sekretaris.taps("Budi Santoso ✔")

    sekretaris.sees("Budi Santoso dikeluarkan dari tim")
    assert "Budi Santoso" not in positions(office)


def test_five_taps_take_a_person_in_once(office: Office, sekretaris: Phone) -> None:
    sekretaris.taps("Pilih orang")
    screen = sekretaris.sees("Pilih anggota tim")
    data = screen.button("Budi Santoso").data  # type: ignore[union-attr]
    for _ in range(5):
        sekretaris.presses(screen, data)

    sekretaris.sees("Budi Santoso masuk tim")
    assert positions(office) == {"Budi Santoso": "Anggota"}


def test_tim_without_ketua_gets_no_decree(office: Office, sekretaris: Phone) -> None:
    sekretaris.taps("Pilih orang")
    sekretaris.taps("Budi Santoso")
    sekretaris.taps("Kembali")
    sekretaris.taps("Buat draf SK")

    sekretaris.sees("Draf SK belum bisa dibuat. Tim belum punya Ketua.")
    assert state(office) == "open"


def test_tim_of_four_gets_no_decree(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    sekretaris.taps("Susunan tim")
    sekretaris.taps("Budi Santoso")
    sekretaris.taps("Keluarkan")
    sekretaris.sees("Budi Santoso dikeluarkan dari tim")
    sekretaris.taps("Kembali")
    sekretaris.sees("Tambahkan 1 orang lagi")
    sekretaris.taps("Buat draf SK")

    sekretaris.sees("Tim baru 4 orang; perlu paling sedikit 5. Tambahkan 1 orang lagi.")


def test_returned_decree_is_drafted_again(office: Office, sekretaris: Phone) -> None:
    camat = drafts(office, sekretaris)
    old = camat.sees("versi 1")
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki")
    camat.sends("Tambahkan unsur PKK dalam tim")
    camat.taps("Tanpa halaman")
    sekretaris.sees("dikembalikan. Catatan: Tambahkan unsur PKK dalam tim")
    sekretaris.taps("Buka")
    sekretaris.sees("SK versi 1 dikembalikan Camat: Tambahkan unsur PKK dalam tim")
    sekretaris.taps("Buat draf SK")
    assert "Perubahan sejak versi 1: Isi tidak berubah." in camat.sees("versi 2").text
    first = office.read(select(Paper.id).where(Paper.season_id == office.season_id, Paper.key == "sk-tim"))[0]
    alert = camat.presses(old, f"!approve:ask:{first}")

    assert alert is not None
    assert alert.text == "Itu tombol versi 1. Yang berlaku versi 2. Tidak ada yang berubah."
    papers = office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.key == "sk-tim"))
    assert [paper.number for paper in papers] == ["400.10.2/001/Kec/I/2027"] * 2


def test_nothing_changes_while_the_camat_decides(office: Office, sekretaris: Phone) -> None:
    drafts(office, sekretaris)
    member = office.read(select(TeamMember.id).where(TeamMember.season_id == office.season_id))[0]

    alert = sekretaris.presses(sekretaris.from_bot[-1], f"s3:remove:{member}")

    assert alert is not None
    assert alert.text == "Langkah ini belum dibuka atau sudah selesai."
    assert len(positions(office)) == 5
    sekretaris.sees("SK versi 1 (nomor 400.10.2/001/Kec/I/2027) sedang menunggu keputusan Camat")


def test_draft_is_pressed_twice(office: Office, sekretaris: Phone) -> None:
    fills(sekretaris)
    screen = sekretaris.sees("Susunan sudah cukup")
    sekretaris.presses(screen, "s3:decree")
    alert = sekretaris.presses(screen, "s3:decree")

    assert alert is not None
    assert alert.text == "Langkah ini belum dibuka atau sudah selesai."
    assert (
        len(office.read(select(Paper).where(Paper.key == "sk-tim", Paper.season_id == office.season_id))) == 1
    )


def test_delegate_cannot_touch_the_tim(office: Office, sekretaris: Phone) -> None:
    budi = office.people["Budi Santoso"]

    for data in ("s3:home", "s3:propose", "s3:decree", "s3:name", "s3:people:0", "s3:team:0"):
        alert = budi.presses(budi.from_bot[-1], data)
        assert alert is not None
        assert alert.text.startswith("Ini tugas Sekretaris Kecamatan"), data

    assert positions(office) == {}


def test_member_of_another_kecamatan_is_nobody(office: Office, sekretaris: Phone) -> None:
    other = office.bureau.office()
    other.joins(Post.SEKRETARIS, "Orang Lain")
    at_step(other, 3)
    fills(sekretaris)
    member = office.read(select(TeamMember.id).where(TeamMember.season_id == office.season_id))[0]
    stranger = other.people["Orang Lain"]

    alert = stranger.presses(stranger.from_bot[-1], f"s3:remove:{member}")

    assert alert is not None
    assert alert.text.startswith("Data itu tidak ditemukan di kecamatan Bapak/Ibu")
    assert len(positions(office)) == 5


def test_long_list_is_paged(office: Office, sekretaris: Phone) -> None:
    for number in range(6):
        office.joins(Post.LURAH, f"Lurah Kelurahan Nomor {number}", "Kelurahan A")
    sekretaris.taps("Pilih orang")
    sekretaris.sees("Pilih anggota tim")

    sekretaris.taps("▶")

    sekretaris.waits_for(lambda phone: "2/2" in phone.buttons)
    assert "◀" in sekretaris.buttons


def test_who_does_not_write_the_decree_looks_at_the_step_before_there_is_one(
    office: Office, sekretaris: Phone
) -> None:
    jfu = office.joins(Post.JFU, "Rina")
    jfu.sends("/status")
    jfu.taps("3")
    jfu.sees("Langkah 3.")
    jfu.taps("Buka")

    jfu.sees("Langkah 3. Tim Musrenbang")
    assert "Lihat SK" not in jfu.buttons
