"""Photos in their places: albums, files from the camera, the same picture twice, the signed paper form."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PIL import ExifTags, Image
from sqlalchemy import select

from demo.phone import Phone
from demo.pictures import as_taken, picture
from models.base import WIB
from models.enums import Fetching, Purpose
from models.posts import Post
from models.proposal import Upload
from tests.support.office import Bureau, Office
from tests.support.seed import at_step
from tests.support.usulan import ASKED, comes_to, goes_on, presses_send, row, speaks_plainly
from texts.figures import date

HERE = (-6.56, 106.79)


@pytest.fixture(scope="module")
def album(bureau: Bureau) -> Office:
    """One office for the delegate's photos."""
    return bureau.office()


@pytest.fixture(scope="module")
def siti(album: Office) -> Iterator[Phone]:
    phone = album.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


def photos(office: Office) -> list[Upload]:
    mine = select(Upload).where(Upload.proposal_id == row(office).id).order_by(Upload.id)
    return office.read(mine)


def test_album_fills_the_places_and_what_is_too_much_is_counted(album: Office, siti: Phone) -> None:
    comes_to(siti, "photos")

    sent = [siti.sends_photo(picture("jalan", at), album="lima") for at in range(1, 6)]

    siti.sees("Tempat foto sudah penuh (3). 2 foto berikutnya tidak disimpan; ganti salah satu bila perlu.")
    siti.sees("Sudah 3 foto, lengkap. Tekan Selesai.\nDepan ✓ · Belakang ✓ · Pendukung ✓")
    assert [one.slot for one in photos(album)] == ["depan", "belakang", "pendukung"]
    siti.waits_for(lambda _: [one.id for one in siti.messages if one.liked] == sent[:3], what="three thumbs")

    siti.taps("Ganti belakang")
    siti.sees("Kirim foto pengganti untuk Belakang.")
    siti.taps("Tidak jadi")
    siti.taps("Ganti belakang")
    siti.sees("Kirim foto pengganti untuk Belakang.")
    siti.sends_photo(picture("drainase", 7))

    siti.sees("Sudah 3 foto, lengkap.")
    assert [one.slot for one in photos(album)] == ["depan", "pendukung", "belakang"]
    siti.taps("Selesai")
    siti.sees("Periksa sekali lagi")
    presses_send(siti)


def test_original_of_the_camera_is_kept_and_our_copy_is_passed_on(office: Office) -> None:
    """The camera knew when and where; the verifier sees what is odd about it, and our copy says neither."""
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(siti, "photos")
    siti.sends_photo(picture("jalan", 1))
    siti.taps("Selesai")
    siti.sees("Periksa sekali lagi")
    first = presses_send(siti)
    head = office.joins(Post.KEPALA_BIDANG, "Rina")
    at = office.bureau.now() - timedelta(days=500)
    original = as_taken(picture("jalan", 1), at, *HERE)
    comes_to(siti, "photos")

    siti.sends_document(original, "IMG_1.HEIC", "image/heic")
    siti.sees("Foto HEIC belum bisa dibuka. Kirim sebagai foto biasa, bukan sebagai berkas")
    siti.sends_document(original, "IMG_1.jpg", "image/jpeg")

    note = siti.sees("Foto Depan, usulan").text.splitlines()
    odd = [
        f"⚠️ Sama dengan foto usulan {first}, Kelurahan Kelurahan A. Pastikan fotonya dari lokasi ini.",
        f"⚠️ Diambil {date(at.astimezone(WIB).date())}, lebih dari setahun lalu. "
        "Sebaiknya foto keadaan sekarang.",
    ]
    assert note[1:] == [*odd, "📍 Foto ini memuat titik lokasinya, sedangkan usulan belum punya titik."]
    siti.taps("Pakai lokasi foto")
    siti.waits_for(lambda eyes: not eyes.has("memuat titik lokasinya"), what="the note to go")
    assert (round(row(office).lat, 4), round(row(office).lon, 4)) == HERE
    siti.taps("Selesai")
    siti.sees("Periksa sekali lagi")
    second = presses_send(siti)

    (upload,) = photos(office)
    kept = office.bureau.folder / "data/files" / upload.original_sha256[:2] / upload.original_sha256
    assert kept.read_bytes() == original
    assert (upload.taken_at.date(), round(upload.lat, 4)) == (at.date(), HERE[0])
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees(f"⚠️ Foto usulan ini dipakai juga di usulan {second}.")
    head.taps("Lewati dulu")
    card = head.sees(f"{second} · Kelurahan A").text
    assert all(f"Foto Depan: {doubt}" in card for doubt in odd)
    head.taps("Lihat foto")
    head.waits_for(lambda eyes: any(one.photo for one in eyes.from_bot), what="the photo")
    shown = next(one for one in head.from_bot if one.photo)
    assert dict(Image.open(io.BytesIO(head.downloads(shown))).getexif()) == {}
    speaks_plainly(head)
    speaks_plainly(siti)


def test_desk_photographs_the_signed_form_of_whom_it_types_for(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dedi")
    jfu.sends("/usulan")
    jfu.taps("Isi atas nama")
    jfu.taps("Kelurahan A")
    jfu.taps("Orang lain")
    jfu.sees("Siapa nama lengkap pengusul?")
    jfu.sends("Ahmad Fauzi")
    jfu.sees("Nomor HP pengusul?")
    jfu.taps("Lewati")
    goes_on(jfu, "kamus", "photos")
    jfu.sees("Depan – · Belakang – · Pendukung – · Formulir –")

    jfu.taps("Foto formulir")
    jfu.sees("Kirim foto formulir kertas yang sudah ditandatangani.")
    jfu.sends_photo(picture("pelatihan", 2))
    jfu.sees("Depan – · Belakang – · Pendukung – · Formulir ✓")
    jfu.sends_photo(picture("jalan", 3))
    jfu.taps("Selesai")
    jfu.sees("Periksa sekali lagi")
    number = presses_send(jfu)

    assert [one.purpose for one in row(office).uploads] == [Purpose.FORM, Purpose.PHOTO]
    at_step(office, 2)
    head = office.joins(Post.KEPALA_BIDANG, "Rina")
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.taps("Formulir kertas")
    head.sees(f"Formulir kertas usulan {number}")


def test_album_in_two_halves_around_a_kill_counts_each_photo_once(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(phone, "photos")

    phone.sends_photo(picture("jalan", 1), album="pecah")
    phone.sees("Sudah 1 dari 3 foto.")
    own_bureau.kills_bot()
    phone.sends_photo(picture("jalan", 2), album="pecah")
    own_bureau.telegram.control.delivers_twice()
    phone.sends_photo(picture("jalan", 3), album="pecah")
    own_bureau.starts_bot()

    phone.sees("Sudah 3 foto, lengkap. Tekan Selesai.")
    assert [one.slot for one in photos(office)] == ["depan", "belakang", "pendukung"]


def test_pins_of_many_kinds(office: Office) -> None:
    """A live one, a named place, nowhere at all, another city, and the one of the usulan before."""
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(phone, "pin")
    phone.sends_location(0, 0)
    phone.sees("Titik itu bukan di Indonesia.")
    phone.sends_location(-6.9175, 107.6191)
    phone.sees("Titik itu lebih dekat ke Kecamatan")
    phone.sends_venue(*HERE, "Musala Al-Ikhlas", "Gang Mawar")
    goes_on(phone, "volume")
    presses_send(phone)
    assert (row(office).lat, row(office).lon) == HERE

    comes_to(phone, "pin")
    phone.sees("Titik terakhir Bapak/Ibu: Gang Mawar depan musala, RT 03/RW 05.")
    phone.taps("Pakai titik terakhir")
    phone.sees(ASKED["volume"])
    assert (row(office).lat, row(office).lon) == HERE
    phone.taps("Kembali")
    phone.sees(ASKED["pin"])
    phone.sends_location(-6.561, 106.791, live=900)
    phone.sees(ASKED["volume"])
    assert (row(office).lat, row(office).lon) == (-6.561, 106.791)


def test_photo_of_a_camera_whose_clock_is_at_the_end_of_time_is_a_photo(office: Office) -> None:
    """In UTC its time would be in the year 10000, which no date is."""
    made, exif = io.BytesIO(), Image.Exif()
    inside = exif.get_ifd(ExifTags.IFD.Exif)
    inside[ExifTags.Base.DateTimeOriginal] = "9999:12:31 23:59:59"
    inside[ExifTags.Base.OffsetTimeOriginal] = "-05:00"
    Image.open(io.BytesIO(picture("jalan", 1))).save(made, "JPEG", exif=exif)
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(siti, "photos")

    siti.sends_document(made.getvalue(), "IMG_2.jpg", "image/jpeg")
    siti.waits_for(
        lambda _: [one.state for one in photos(office)] == [Fetching.FETCHED],
        what="the photo to be looked at",
    )

    (upload,) = photos(office)
    assert upload.taken_at is None
    speaks_plainly(siti)


def test_photo_at_which_the_bot_fails_is_left_out_and_the_next_one_comes(own_bureau: Bureau) -> None:
    own_bureau.stops_bot()
    own_bureau.entry = "tests.core.dazzled_entry"
    own_bureau.starts_bot()
    office = own_bureau.office()
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(siti, "photos")

    siti.sends_photo(picture("jalan", 1))
    siti.sends_photo(picture("drainase", 7))

    siti.sees("tidak bisa dibuka")
    siti.waits_for(
        lambda _: sorted(one.state for one in photos(office)) == [Fetching.FETCHED, Fetching.UNUSABLE],
        what="the other photo",
    )
    speaks_plainly(siti)
