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
    taps(phone, "Buat usulan")
    phone.sees("Apa yang ingin diusulkan?")
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
    camera.takes("delegasi-6-tanda-terima", phone, top="Usulan diterima")


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
    camera.takes("jfu-1-undangan", phone, top="Undangan untuk")
    phone.sends("/start")
    taps(phone, "Rekap masuk")
    phone.sees("Rekap hasil Musrenbang Kelurahan")
    camera.takes("jfu-2-rekap", phone)
    taps(phone, "Daftar kelurahan")
    phone.sees("Kelurahan dan hasilnya")
    camera.takes("jfu-3-kelurahan", phone)
    taps(phone, "Kembali", "Impor Excel")
    phone.sees("Excel")
    camera.takes("jfu-5-impor", phone)


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


def kecamatan_closes(camera: Camera) -> None:
    """A season in which everybody has sent: the story plays its first step."""
    camera.starts_again()
    camera.plays_step()


def head_verifies(camera: Camera) -> None:
    """The queue, a card, a return with its reason, and many at once."""
    phone = camera.of("kepala_bidang")
    phone.sees("Langkah 2 dibuka")
    phone.sends("/tugas")
    taps(phone, "Langkah 2")
    phone.sees("Tekan Mulai.")
    camera.takes("kepala-bidang-1-antrean", phone)
    taps(phone, "Mulai")
    phone.sees("ke-1 dari")
    camera.takes("kepala-bidang-2-kartu", phone)
    taps(phone, "Perlu perbaikan")
    phone.sees("bagian mana yang perlu diperbaiki?")
    camera.takes("kepala-bidang-3-bagian", phone)
    taps(phone, "volume")
    phone.sees("Pilih alasannya")
    taps(phone, "Data kurang")
    phone.sees("Tulis catatan untuk pengusul")
    camera.takes("kepala-bidang-4-catatan", phone)
    phone.sends("Mohon tulis jumlah yang sesuai dengan hasil ukur di lapangan.")
    phone.sees("dikembalikan untuk diperbaiki.")
    camera.takes("kepala-bidang-5-putusan", phone)
    phone.sends("/tugas")
    taps(phone, "Langkah 2", "Daftar antrean")
    phone.sees("Menunggu verifikasi")
    taps(phone, "☑ Pilih banyak")
    phone.sees("0 dipilih")
    for count in (1, 2):
        phone.taps(next(label for label in phone.buttons if label.startswith("☐")))
        phone.sees(f"{count} dipilih")
    camera.takes("kepala-bidang-6-pilih", phone)
    taps(phone, "Putuskan 2", "Layak")
    phone.sees("putusan akan dikirim kepada")
    camera.takes("kepala-bidang-7-kirim", phone)


def delegate_mends(camera: Camera) -> None:
    """After ten minutes its author hears of it, and is led to the very field."""
    camera.telegram.control.turns_clock(minutes=11)
    phone = camera.whoever_sees("delegasi", "perlu diperbaiki")
    camera.takes("delegasi-7-dikembalikan", phone, top="perlu diperbaiki")
    taps(phone, "Perbaiki")
    phone.sees("Berapa volumenya?")
    camera.takes("delegasi-8-perbaiki", phone)


SCENES: tuple[Callable[[Camera], None], ...] = (
    delegate_sends,
    desk_types_and_invites,
    lurah_confirms,
    kecamatan_closes,
    head_verifies,
    delegate_mends,
)
