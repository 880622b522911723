"""Surat dan daftar: the papers beside those of the SOP, made by who needs them."""

from demo.phone import Phone
from demo.story.hands import looks_at_step
from demo.story.teller import PAPER_PATIENCE

KEYS = {
    "Undangan": "undangan",
    "Daftar hadir": "daftar-hadir",
    "Notulen": "notulen",
    "Surat mandat": "surat-mandat",
}


def makes(phone: Phone, step: int, head: str, *names: str) -> None:
    """Press Buat for each of them; the file comes by itself."""
    looks_at_step(phone, step, head)
    phone.taps("Surat dan daftar")
    phone.sees("Langkah SOP tidak menunggu keempatnya")
    for name in names:
        _makes(phone, name, KEYS[name])


def _makes(phone: Phone, name: str, key: str) -> None:
    before = _received(phone, key)
    phone.taps(f"Buat {name}")
    phone.sees(f"{name} sedang dibuat dan segera dikirim ke sini")
    phone.waits_for(lambda eyes: _received(phone, key) > before, PAPER_PATIENCE, f"{key}.pdf")


def _received(phone: Phone, key: str) -> int:
    return sum(one.document is not None and one.document.name.startswith(key) for one in phone.documents)
