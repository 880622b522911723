"""What people do while the pictures of the guides are taken."""

from collections.abc import Callable

from demo.phone import Phone
from demo.pictures import picture
from tests.tools.camera import Camera

PLACE = "Gang Mawar depan musala, RT 03/RW 05"
SPOKEN = "Saluran tersumbat, air meluap ke 20 rumah setiap hujan."


def taps(phone: Phone, *labels: str) -> None:
    for label in labels:
        phone.taps(label)


def delegate_sends(camera: Camera) -> None:
    """From the menu to the receipt."""
    phone = camera.of("delegasi")
    phone.sends("/start")
    phone.sees("Tidak ada yang menunggu")
    camera.takes("delegasi-1-menu", phone)
    taps(phone, "Buat usulan", "Sarpras")
    phone.sees("Pilih jenis usulan")
    camera.takes("delegasi-2-jenis", phone)
    taps(phone, "Drainase")
    phone.sees("Harga tertinggi")
    camera.takes("delegasi-3-harga", phone)
    taps(phone, "Pakai jenis ini")
    phone.sees("Apa masalahnya?")
    phone.sends_voice(42)
    phone.sees("Di mana lokasinya?")
    phone.sends(PLACE)
    phone.sees("Titik lokasi di peta?")
    taps(phone, "Lewati")
    phone.sees("Berapa volumenya?")
    phone.sends("40")
    taps(phone, "Pakai harga kamus")
    phone.sees("Berapa penerima manfaatnya?")
    phone.sends("25 KK 90 jiwa")
    taps(phone, "Segera", "Siap")
    phone.sees("foto keadaan sekarang")
    for number in (1, 2):
        phone.sends_photo(picture("drainase", number), album="satu")
    phone.sees("Sudah 2 dari 3 foto.")
    camera.takes("delegasi-4-foto", phone)
    taps(phone, "Selesai")
    phone.sees("Periksa sekali lagi.")
    camera.takes("delegasi-5-periksa", phone)
    taps(phone, "Kirim usulan")
    phone.sees("terkirim. Terima kasih.")
    camera.takes("delegasi-6-tanda-terima", phone)


def desk_types_and_invites(camera: Camera) -> None:
    """JFU writes down what was spoken, invites somebody, and looks at who is missing."""
    phone = camera.of("jfu")
    phone.sends("/tugas")
    taps(phone, "Ketik pesan suara", "Ketik 1")
    phone.sees("Apa isi pesan suara ini?")
    camera.takes("jfu-4-suara", phone)
    phone.sends(SPOKEN)
    phone.sees("sudah dicatat")
    phone.sends("/start")
    taps(phone, "Orang & jabatan", "Undang", "Delegasi Kelurahan", "Cibadak")
    phone.sees("Siapa nama lengkap orang yang diundang?")
    phone.sends("Siti Aminah")
    phone.sees("Undangan sudah dibuat.")
    camera.takes("jfu-1-undangan", phone)
    phone.sends("/start")
    taps(phone, "Rekap masuk")
    phone.sees("Rekap hasil Musrenbang Kelurahan")
    camera.takes("jfu-2-rekap", phone)
    taps(phone, "Daftar kelurahan")
    phone.sees("Kelurahan dan hasilnya")
    camera.takes("jfu-3-kelurahan", phone)


def lurah_confirms(camera: Camera) -> None:
    """The frozen list, and his word."""
    phone = camera.of("lurah")
    phone.sends("/start")
    phone.sees("1 tugas menunggu")
    camera.takes("lurah-1-menu", phone)
    taps(phone, "Rekap kelurahan")
    phone.sees("Benar?")
    camera.takes("lurah-2-daftar", phone)
    taps(phone, "Ada selisih")
    phone.sees("Apa yang berbeda?")
    camera.takes("lurah-3-selisih", phone)
    taps(phone, "Simpan & keluar")
    phone.sends("/start")
    taps(phone, "Rekap kelurahan", "Benar")
    phone.sees("dikonfirmasi oleh Lurah")
    camera.takes("lurah-4-tanda-terima", phone)


SCENES: tuple[Callable[[Camera], None], ...] = (delegate_sends, desk_types_and_invites, lurah_confirms)
