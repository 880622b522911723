"""PIN persetujuan: asked for before an approval counts, hidden at once, locked after five wrong ones."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Chat
from models.enums import Outcome
from models.log import LogEntry
from models.posts import Post
from models.signing import Pin
from tests.accounts.pin_typed import kept_words, types
from tests.flow.paraf_chain import NASKAH, data_of, given, people, report_of, sets_chain
from tests.step7_sign.naskah_talk import NOTE, agrees, asked, decisions, reports, said
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, draft, outcome

OWN, WRONG = "481516", "990017"


def sets_pin(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.taps("PIN persetujuan")
    phone.sees("Belum dipasang.")
    phone.taps("Pasang PIN")
    phone.sees("Tulis enam angka untuk PIN baru.")
    types(phone, "12345", "PIN terdiri atas enam angka.")
    types(phone, "777777", "PIN itu mudah ditebak.")
    phone.sends("480915")  # the example stays on the screen, with the question
    phone.sees("PIN itu mudah ditebak.")
    types(phone, OWN, "Tulis PIN baru itu sekali lagi.")
    types(phone, WRONG, "Tidak sama dengan PIN baru tadi.")
    types(phone, OWN, "PIN sudah dipasang.")


def test_approval_asks_for_the_pin_and_keeps_none_of_it(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    tim = office.joins(Post.TIM, "Budi Santoso")
    admin = office.joins(Post.ADMIN, "Agus Salim")
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    agrees(reader, 1)
    message = asked(camat, 1)
    tim.sends("/pengaturan")
    refused = said(tim.presses(tim.from_bot[-1], "settings:pin"))
    assert refused.startswith("PIN persetujuan hanya untuk yang menyetujui dokumen.")
    sets_pin(camat)
    [pin] = office.read(select(Pin))
    assert OWN not in f"{pin.hash}{pin.salt}"
    assert pin.tries == 0

    # The button without a PIN is refused, wherever it comes from.
    [paper] = reports(office)
    mark = (paper.sha256 or "")[:8]
    bare = said(camat.presses(message, f"!approve:yes:{paper.id}:{mark}:0"))
    assert bare.startswith("Persetujuan ini memerlukan PIN.")

    # Five wrong ones lock it, and the right one does not open it before its time.
    camat.taps("Setujui")
    camat.taps("Ya, setujui")
    camat.sees("Untuk menyetujui Laporan hasil kegiatan Musrenbang, tulis PIN Bapak/Ibu.")
    camat.sends("4" * 4096)
    camat.sees("PIN terdiri atas enam angka.")
    types(camat, "12 34", "PIN terdiri atas enam angka.")
    for at, digits in enumerate(("990017", "990018", "990019", "990020"), start=1):
        types(camat, digits, f"PIN itu keliru. Masih dapat dicoba {5 - at} kali.")
    types(camat, "990021", "PIN terkunci karena lima kali keliru.")
    types(camat, OWN, "PIN terkunci karena lima kali keliru.")
    assert decisions(office, Outcome.APPROVED) == []
    own_bureau.turns_clock(minutes=16)
    types(camat, OWN, "Disetujui. Berkas final sedang dibagikan.")
    camat.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    [decision] = decisions(office, Outcome.APPROVED)
    assert decision.proof == "pin"

    # Nothing of it is kept.
    words = kept_words(office)
    assert OWN not in words
    assert WRONG not in words
    [chat] = office.read(select(Chat).where(Chat.id == camat.id))
    assert "mark" not in chat.answers["last"]
    assert OWN not in own_bureau.log_text
    assert OWN not in str([entry.facts for entry in office.read(select(LogEntry))])

    # A forgotten one: the admin takes it away, its owner hears.
    admin.sends("/pengaturan")
    admin.taps("PIN persetujuan")
    admin.sees("1. Rahmat Hidayat")
    admin.taps("Hapus PIN 1")
    admin.sees("PIN Rahmat Hidayat sudah dihapus.")
    camat.sees("PIN persetujuan Rahmat Hidayat dihapus oleh Agus Salim.")


def test_who_approves_nothing_is_offered_no_pin(bureau: Bureau) -> None:
    lurah = bureau.office().joins(Post.LURAH, "Yuli Astuti", "Kelurahan A")
    lurah.sends("/pengaturan")
    message = lurah.sees("Pengaturan")

    assert "PIN persetujuan" not in [one.text for row in message.buttons for one in row]
    alert = lurah.presses(message, "settings:pin")
    assert alert is not None
    assert alert.text.startswith("PIN persetujuan hanya untuk yang menyetujui dokumen.")


def test_a_pin_typed_after_its_question_was_left_is_hidden_all_the_same(office: Office) -> None:
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    camat.sends("/pengaturan")
    camat.taps("PIN persetujuan")
    camat.taps("Pasang PIN")
    camat.sees("Tulis enam angka untuk PIN baru.")
    camat.sends("/start")
    camat.sees("Rahmat Hidayat")

    types(camat, OWN, "Angka itu dihapus dari obrolan ini")
    camat.taps("Lanjutkan isian")
    types(camat, OWN, "Tulis PIN baru itu sekali lagi.")

    # Behind another form that is over, and by editing what was written before.
    camat.sends("/pengaturan")
    camat.taps("Data diri")
    camat.taps("Nama")
    name = camat.sends("Rahmat Hidayat, M.Si.")
    camat.sees("Rahmat Hidayat, M.Si.")
    types(camat, " ".join(OWN), "Angka itu dihapus dari obrolan ini")
    camat.edits(name, WRONG)
    camat.waits_for(lambda _: WRONG not in camat.shows(), what="the edited PIN to vanish")

    assert office.read(select(Pin)) == []
    words = kept_words(office)
    assert OWN not in "".join(words.split())
    assert WRONG not in words
    # Six digits of somebody who was asked for no secret are no secret.
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    reader.sends(OWN)
    reader.sees("Pesan itu belum saya mengerti.")
    assert OWN in reader.shows()


def test_a_paraf_a_return_and_a_new_holder_of_the_post_need_it_too(office: Office) -> None:
    jfu, sekretaris, camat, _ = people(office)
    sets_chain(sekretaris, "JFU")
    report_of(office)
    sets_pin(jfu)
    message = jfu.sees(NASKAH.format(1))
    jfu.presses(message, data_of(message, "Paraf"))
    jfu.sees("Untuk memberi paraf pada Laporan hasil kegiatan Musrenbang, tulis PIN Bapak/Ibu.")
    types(jfu, WRONG, "PIN itu keliru. Masih dapat dicoba 4 kali.")
    assert given(office) == []
    types(jfu, OWN, "Paraf dicatat.")
    asked(camat, 1)

    sets_pin(camat)
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki?")
    camat.sends(NOTE)
    camat.taps("Tanpa halaman")
    camat.sees("Untuk mengembalikan Laporan hasil kegiatan Musrenbang, tulis PIN Bapak/Ibu.")
    types(camat, WRONG, "PIN itu keliru.")
    camat.taps("Simpan & keluar")
    assert decisions(office, Outcome.RETURNED) == []

    # Whoever gets the post after its holder had set a PIN is no easier door.
    successor = office.joins(Post.CAMAT, "Hendra Wijaya")
    [paper] = reports(office)
    mark = (paper.sha256 or "")[:8]
    alert = said(successor.presses(successor.from_bot[-1], f"!approve:yes:{paper.id}:{mark}:0"))
    assert alert.startswith("Jabatan Camat sudah dijaga PIN. Pasang PIN sendiri dulu")
    assert decisions(office, Outcome.APPROVED) == []
