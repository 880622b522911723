"""/pengaturan through the chat: own data, executors, deadlines, the intake, the letterhead, days off."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status, StepState
from models.log import LogEntry
from models.people import Kecamatan, Person
from models.posts import Post
from models.season import Run
from sop.remind.reminders import sweep
from sop.step1_recap import step as step1_recap  # noqa: F401 -- says what else happens when step 1 opens
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals


@pytest.fixture
def secretary(office: Office) -> Phone:
    return office.joins(Post.SEKRETARIS, "Rudi Hartono")


def run(office: Office, step: str) -> Run:
    return office.read(select(Run).where(Run.season_id == office.season_id, Run.step == step))[0]


def kecamatan(office: Office) -> Kecamatan:
    return office.read(select(Kecamatan).where(Kecamatan.id == office.kecamatan_id))[0]


def acts(office: Office) -> list[str]:
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.kecamatan_id).order_by(LogEntry.place)
    return [entry.act for entry in office.read(query)]


def opens(phone: Phone, *way: str) -> None:
    phone.sends("/pengaturan")
    phone.sees("Pengaturan\n")
    for label in way:
        phone.taps(label)


# ---- one's own data


def test_person_changes_his_telephone(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate, "Data diri")
    delegate.sees("Telepon: belum diisi")
    delegate.taps("Telepon")
    delegate.sees("Berapa nomor telepon")
    delegate.sends("0812 3456 7890")

    assert "Telepon sudah disimpan." in delegate.sees("Telepon: +6281234567890").text
    assert "person.changed" in acts(office)


def test_name_can_be_corrected_with_its_marks(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate, "Data diri")
    delegate.taps("Nama")
    delegate.sees("Siapa nama lengkap")
    delegate.sends("Siti <Aminah> & Co, S.E.")

    delegate.sees("Nama: Siti <Aminah> & Co, S.E.")
    (person,) = office.read(select(Person).where(Person.kecamatan_id == office.kecamatan_id))
    assert person.name == "Siti <Aminah> & Co, S.E."


def test_nip_is_asked_only_of_those_who_sign(office: Office, secretary: Phone) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate, "Data diri")
    delegate.sees("Tekan yang ingin diubah")
    assert delegate.buttons == ["Nama", "Telepon", "Lembaga", "Alamat", "Pengaturan", "Menu"]

    opens(secretary, "Data diri")
    secretary.taps("NIP")
    secretary.sees("Berapa NIP")
    secretary.sends("123")
    secretary.sees("NIP terdiri atas 18 angka, sedangkan ini 3 angka.")
    secretary.sends("19800101 200501 1 001")

    secretary.sees("NIP: 198001012005011001")


def test_what_was_given_can_be_taken_back(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate, "Data diri")
    delegate.taps("Alamat")
    delegate.sees("Di mana alamat")
    delegate.sends("Jl. Melati 3, RT 01/RW 02")
    delegate.sees("Alamat: Jl. Melati 3")
    delegate.taps("Alamat")
    delegate.sees("Di mana alamat")
    delegate.taps("Kosongkan")

    delegate.sees("Alamat: belum diisi")


# ---- executors and deadlines


def test_deadline_is_typed_as_a_date_and_counted_in_working_days(office: Office, secretary: Phone) -> None:
    opens(secretary, "Langkah SOP")
    secretary.sees("1. Rekap hasil kelurahan: JFU, tanpa tenggat")
    secretary.taps("1")
    secretary.sees("Pelaksana: JFU (bawaan SOP).")
    secretary.taps("Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.sends("Senin 18 Januari")

    told = secretary.sees("Tenggat langkah 1:")
    assert "Tenggat langkah 1: Senin, 18 Januari 2027 (5 hari kerja lagi)." in told.text
    assert run(office, "step1_recap").deadline == date(2027, 1, 18)
    assert "step.deadline" in acts(office)


def test_executor_hears_of_a_new_deadline(office: Office, secretary: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    opens(secretary, "Langkah SOP", "1", "Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.taps("3 hari kerja")
    secretary.sees("Tenggat langkah 1: Kamis, 14 Januari 2027 (3 hari kerja lagi).")

    jfu.sees("sekarang: Kamis, 14 Januari 2027.")


def test_past_deadline_is_asked_again(office: Office, secretary: Phone) -> None:
    opens(secretary, "Langkah SOP", "2", "Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.sends("4 Januari 2027")

    told = secretary.sees("sudah lewat")
    assert (
        "Senin, 4 Januari 2027 sudah lewat. Mohon tulis tanggal mulai hari ini atau sesudahnya." in told.text
    )
    assert run(office, "step2_verify").deadline is None


def test_deadline_on_a_day_off_and_out_of_order_is_pointed_out(office: Office, secretary: Phone) -> None:
    opens(secretary, "Langkah SOP", "1", "Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.sends("20 Januari")
    secretary.sees("Tenggat langkah 1:")
    opens(secretary, "Langkah SOP", "2", "Ubah tenggat")
    secretary.sees("Langkah 2: sampai tanggal berapa?")
    secretary.sends("16 Januari")

    told = secretary.sees("Tenggat langkah 2:").text
    assert "⚠️ Sabtu, 16 Januari 2027 bukan hari kerja: akhir pekan atau hari tutup." in told
    assert "⚠️ Tenggat ini mendahului tenggat langkah 1." in told


def test_step_is_given_to_another_post(office: Office, secretary: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    opens(secretary, "Langkah SOP", "1", "Ubah pelaksana")
    secretary.sees("siapa pelaksananya?")
    secretary.taps("Kepala Bidang")
    secretary.sees("Langkah 1 sekarang tugas Kepala Bidang.")

    head.sees("Langkah 1 dibuka: giliran Bapak/Ibu.")
    jfu.sees("sekarang menjadi tugas Kepala Bidang.")
    assert run(office, "step1_recap").executor == Post.KEPALA_BIDANG
    assert "step.executor" in acts(office)


def test_step_for_a_post_that_nobody_holds_is_pointed_out(office: Office, secretary: Phone) -> None:
    opens(secretary, "Langkah SOP", "2")

    secretary.sees("⚠️ Belum ada yang menjabat Kepala Bidang di kecamatan ini.")


def test_settings_of_a_closed_step_stay(office: Office, secretary: Phone) -> None:
    at_step(office, 3)
    opens(secretary, "Langkah SOP", "1")
    secretary.sees("Langkah ini sudah selesai")

    answer = secretary.presses(secretary.from_bot[-1], "settings:post:1:camat")

    assert answer is not None
    assert answer.text.startswith("Langkah 1 sudah selesai")
    assert run(office, "step1_recap").executor == Post.JFU


def test_only_secretary_and_admin_set_what_holds_for_all(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate)
    assert "Langkah SOP" not in delegate.buttons

    screen = delegate.from_bot[-1]
    for data in (
        "settings:steps",
        "settings:step:1",
        "settings:who:1",
        "settings:post:1:camat",
        "settings:due:1",
        "settings:intake",
        "settings:days:opens",
        "settings:office",
        "settings:kop:phone",
        "settings:closures",
        "settings:closed",
        "settings:open:2027-01-18",
    ):
        answer = delegate.presses(screen, data)
        assert answer is not None, data
        assert answer.text.startswith("Ini tugas Sekretaris Kecamatan / Admin."), data


def test_admin_sets_a_deadline_too(office: Office) -> None:
    admin = office.joins(Post.ADMIN, "Agus Salim")
    opens(admin, "Langkah SOP", "3", "Ubah tenggat")
    admin.sees("sampai tanggal berapa?")
    admin.sends("29/1")

    admin.sees("Tenggat langkah 3: Jumat, 29 Januari 2027")


# ---- the intake


def test_intake_gets_its_last_day_and_the_delegates_hear_of_it(office: Office, secretary: Phone) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(secretary, "Masa pengusulan")
    secretary.sees("Tutup: oleh JFU, tanpa tanggal.")
    secretary.taps("Tanggal tutup")
    secretary.sees("Sampai tanggal berapa usulan diterima?")
    secretary.sends("22 Januari")

    secretary.sees("Tutup: Jumat, 22 Januari 2027 (9 hari kerja lagi).")
    delegate.sees("Masa pengusulan sekarang sampai Jumat, 22 Januari 2027 pukul 23.59 WIB.")
    assert office.season().intake_closes == date(2027, 1, 22)


def test_step_1_waits_for_the_first_day_of_the_intake(office: Office, secretary: Phone) -> None:
    opens(secretary, "Masa pengusulan", "Tanggal buka")
    secretary.sees("Mulai tanggal berapa")
    secretary.sends("20 Januari")
    secretary.sees("Buka: Rabu, 20 Januari 2027.")
    assert run(office, "step1_recap").state == StepState.WAITING

    opens(secretary, "Masa pengusulan", "Tanggal buka")
    secretary.sees("Mulai tanggal berapa")
    secretary.taps("Langsung dibuka")
    secretary.sees("Buka: langsung.")

    assert run(office, "step1_recap").state == StepState.OPEN


def test_intake_opens_on_its_day(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(secretary, "Masa pengusulan", "Tanggal buka")
    secretary.sees("Mulai tanggal berapa")
    secretary.sends("besok")
    secretary.sees("Buka: Selasa, 12 Januari 2027.")
    with own_bureau.database.unit(own_bureau.now()) as unit:
        sweep(unit)
    assert run(office, "step1_recap").state == StepState.WAITING

    own_bureau.turns_clock(days=1)
    with own_bureau.database.unit(own_bureau.now()) as unit:
        sweep(unit)

    delegate.sends("/status")  # whatever anybody does lets the bot look at what is to be said
    delegate.sees("Penerimaan usulan Musrenbang Kecamatan sudah dibuka.")
    assert run(office, "step1_recap").state == StepState.OPEN


def test_intake_does_not_end_before_it_begins(office: Office, secretary: Phone) -> None:
    opens(secretary, "Masa pengusulan", "Tanggal buka")
    secretary.sees("Mulai tanggal berapa")
    secretary.sends("20 Januari")
    secretary.sees("Buka: Rabu, 20 Januari 2027.")
    secretary.taps("Tanggal tutup")
    secretary.sees("Sampai tanggal berapa usulan")
    secretary.sends("19 Januari")

    secretary.sees("mendahului tanggal buka (Rabu, 20 Januari 2027)")
    assert office.season().intake_closes is None


def test_intake_that_has_begun_is_not_put_off(office: Office, secretary: Phone) -> None:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    opens(secretary, "Masa pengusulan", "Tanggal buka")
    secretary.sees("Mulai tanggal berapa")
    secretary.sends("20 Januari")

    secretary.sees("Sudah ada usulan yang dikirim")
    assert run(office, "step1_recap").state == StepState.OPEN


def test_intake_that_is_closed_is_not_changed(office: Office, secretary: Phone) -> None:
    at_step(office, 2)
    opens(secretary, "Masa pengusulan", "Tanggal tutup")
    secretary.sees("Sampai tanggal berapa usulan")
    secretary.sends("22 Januari")

    secretary.sees("Masa pengusulan sudah ditutup oleh JFU")


# ---- letterhead and days off


@pytest.mark.parametrize(
    ("label", "wrong", "why", "right", "field", "kept"),
    [
        (
            "Alamat",
            "Jl",
            "terlalu singkat",
            "Jalan Kebon Pedes Nomor 20",
            "address",
            "Jalan Kebon Pedes Nomor 20",
        ),
        (
            "Telepon",
            "tidak ada",
            "Nomor telepon kantor belum terbaca",
            "(0251) 8637761",
            "phone",
            "(0251) 8637761",
        ),
        ("Kode pos", "1616", "Kode pos terdiri atas 5 angka", "16 162", "postcode", "16162"),
        (
            "Surel",
            "kecamatan",
            "Alamat surel belum terbaca",
            "kec@kotabogor.go.id",
            "email",
            "kec@kotabogor.go.id",
        ),
        (
            "Situs web",
            "tanah sareal",
            "Alamat situs belum terbaca",
            "kec.kotabogor.go.id",
            "website",
            "kec.kotabogor.go.id",
        ),
    ],
)
def test_letterhead_is_filled_in(
    office: Office, secretary: Phone, label: str, wrong: str, why: str, right: str, field: str, kept: str
) -> None:
    opens(secretary, "Kop kantor", label)
    secretary.sees("Contoh:")
    secretary.sends(wrong)
    secretary.sees(why)
    secretary.sends(right)
    secretary.sees(f"{label}: {kept}")

    assert kecamatan(office).office[field] == kept
    assert "office.changed" in acts(office)


def test_days_off_do_not_count_as_working_days(office: Office, secretary: Phone) -> None:
    opens(secretary, "Hari tutup", "Tambah hari tutup")
    secretary.sees("Tanggal berapa kantor mulai tutup?")
    secretary.sends("14 Januari")
    secretary.sees("Sampai tanggal berapa?")
    secretary.sends("15 Januari")
    secretary.sees("2 hari kerja menjadi hari tutup.")
    opens(secretary, "Langkah SOP", "1", "Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.sends("18 Januari")

    secretary.sees("Tenggat langkah 1: Senin, 18 Januari 2027 (3 hari kerja lagi).")
    assert kecamatan(office).closures == ["2027-01-14", "2027-01-15"]


def test_day_off_can_be_taken_back(office: Office, secretary: Phone) -> None:
    opens(secretary, "Hari tutup", "Tambah hari tutup")
    secretary.sees("Tanggal berapa kantor mulai tutup?")
    secretary.sends("14 Januari")
    secretary.sees("Sampai tanggal berapa?")
    secretary.taps("Satu hari saja")
    secretary.sees("1. Kamis, 14 Januari 2027")
    secretary.taps("Hapus 1")

    secretary.sees("Kamis, 14 Januari 2027 kembali menjadi hari kerja.")
    assert kecamatan(office).closures == []


def test_weekend_need_not_be_a_day_off(office: Office, secretary: Phone) -> None:
    opens(secretary, "Hari tutup", "Tambah hari tutup")
    secretary.sees("Tanggal berapa kantor mulai tutup?")
    secretary.sends("16 Januari")
    secretary.sees("Sampai tanggal berapa?")
    secretary.taps("Satu hari saja")

    secretary.sees("memang bukan hari kerja")
    assert kecamatan(office).closures == []


def test_cancelled_setting_changes_nothing(office: Office, secretary: Phone) -> None:
    opens(secretary, "Langkah SOP", "4", "Ubah tenggat")
    secretary.sees("sampai tanggal berapa?")
    secretary.taps("Batalkan")
    secretary.sees("Langkah 4.")
    secretary.sends("18 Januari")

    secretary.sees("Pesan itu belum saya mengerti.")
    assert run(office, "step4_coordinate").deadline is None


def test_executor_stays_while_the_paper_is_awaited(office: Office, secretary: Phone) -> None:
    at_step(office, 3)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        waiting = unit.all(select(Run).where(Run.season_id == office.season_id, Run.step == "step3_team"))[0]
        waiting.state = StepState.CLOSING
    opens(secretary)

    answer = secretary.presses(secretary.from_bot[-1], "settings:post:3:jfu")

    assert answer is not None
    assert answer.text.startswith("Langkah 3 sedang menunggu dokumennya")
    assert run(office, "step3_team").executor == Post.SEKRETARIS


def test_days_off_end_after_they_begin(office: Office, secretary: Phone) -> None:
    opens(secretary, "Hari tutup", "Tambah hari tutup")
    secretary.sees("Tanggal berapa kantor mulai tutup?")
    secretary.sends("21 Januari")
    secretary.sees("Sampai tanggal berapa?")
    secretary.sends("20 Januari")

    secretary.sees("Tanggal akhir harus sesudah tanggal mulai, paling lama 31 hari sekaligus.")
    assert kecamatan(office).closures == []


@pytest.mark.parametrize(
    "data",
    [
        "settings:own:telegram_id",
        "settings:own:nip",
        "settings:leave:usulan",
    ],
)
def test_forged_field_is_refused(office: Office, data: str) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(delegate, "Data diri")

    answer = delegate.presses(delegate.sees("Tekan yang ingin diubah"), data)

    assert answer is not None
    assert answer.text == "Tombol itu sudah tidak berlaku. Ini layar yang terbaru."


@pytest.mark.parametrize("data", ["settings:kop:region", "settings:days:never", "settings:open:2027-02-30"])
def test_forged_setting_of_the_office_is_refused(office: Office, secretary: Phone, data: str) -> None:
    opens(secretary)

    answer = secretary.presses(secretary.from_bot[-1], data)

    assert answer is not None
    assert answer.text == "Tombol itu sudah tidak berlaku. Ini layar yang terbaru."
