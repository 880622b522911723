"""A delegate who fills in an usulan: the questions in order, a good answer to each, and the card."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from PIL import Image
from sqlalchemy import select

from demo.phone import Message, Phone
from models.proposal import Proposal
from sop.proposals.fields import FIELDS, Field
from tests.support.office import Office
from texts import plain

PROBLEM = "Saluran tersumbat, air meluap ke 20 rumah setiap hujan."
PLACE = "Gang Mawar depan musala, RT 03/RW 05"
TITLE = "Pembangunan saluran drainase lingkungan (U-ditch atau pasangan batu)"

#: Fields of one typed answer that may be left out: here they are, each at its place in the form.
LEFT_OUT = [field for field in FIELDS if field.typed and field.optional]


SKIPPED = ("pin", *(field.key for field in LEFT_OUT))


def in_order(said: dict[str, Any], left_out: Callable[[Field], Any]) -> dict[str, Any]:
    """By the table of fields, with those that are left out among them."""
    there = said | {field.key: left_out(field) for field in LEFT_OUT}
    return {field.key: there[field.key] for field in FIELDS if field.key in there}


def _question(field: Field) -> str:
    return re.sub(r"<[^>]+>", "", plain(field.ask))


#: What each question says, in order; the heading stands below.
_ASKED = {
    "kamus": "Apa yang ingin diusulkan? Ketik dengan kata sendiri, atau pilih di bawah."
    "\nContoh: selokan mampet",
    "problem": "Apa masalahnya? Ceritakan singkat, paling sedikit 10 huruf, atau kirim pesan suara 🎤."
    "\nContoh: Saluran tersumbat, air meluap ke 20 rumah setiap hujan.",
    "place": "Di mana lokasinya? Sebutkan juga RT dan RW.\nContoh: Gang Mawar depan musala, RT 03/RW 05",
    "pin": "Titik lokasi di peta? Boleh dilewati.\nBila sedang di tempat, tekan tombol Kirim lokasi di bawah "
    "layar. Bila tidak, lampirkan titiknya lewat 📎.",
    "volume": "Berapa volumenya? Tulis panjangnya dalam meter.\nContoh: 40",
    "cost": "Berapa perkiraan biayanya?\nMenurut kamus Rp1.200.000 x 40 meter = Rp48.000.000 (empat puluh "
    "delapan juta rupiah). Pakai harga kamus, atau ketik angka lain.\nContoh: 175 juta",
    "people": "Berapa penerima manfaatnya? Tulis KK dan jiwa.\nContoh: 25 KK 90 jiwa",
    "urgency": "Seberapa mendesak usulan ini?"
    "\nContoh: Mendesak bila membahayakan warga, Biasa bila bisa menunggu.",
    "land": "Apakah lahannya siap?"
    "\nContoh: Siap bila di jalan umum atau tanahnya sudah diizinkan pemiliknya.",
    "photos": "Kirim 1 sampai 3 foto keadaan sekarang. Usulan fisik wajib berfoto."
    "\nDepan – · Belakang – · Pendukung –",
}

ASKED: dict[str, str] = in_order(_ASKED, _question)

CARD = f"""Periksa sekali lagi. Bila benar, tekan Kirim usulan.
{TITLE}
Sarpras · SP-01
Masalah: {PROBLEM}
Lokasi: {PLACE}
Volume: 40 m
Biaya: Rp48.000.000 (empat puluh delapan juta rupiah)
Penerima: 25 KK, 90 jiwa
Urgensi: Segera · Lahan: Siap
Foto: 1 · Titik peta: tidak ada"""


#: What each question is called on its own screen, where one field is changed, and in the list of fields.
_LABELS = {
    "komisi": "Komisi",
    "kamus": "Jenis usulan",
    "title": "Nama kegiatan",
    "problem": "Masalah",
    "place": "Lokasi",
    "rtrw": "RT/RW",
    "pin": "Titik peta",
    "volume": "Volume",
    "cost": "Biaya",
    "cost_reason": "Alasan biaya",
    "people": "Penerima",
    "urgency": "Urgensi",
    "land": "Lahan",
    "photos": "Foto",
}


LABELS: dict[str, str] = in_order(_LABELS, lambda field: plain(field.label))


def after(key: str) -> str:
    """The question that follows on the main road."""
    order = list(ASKED)
    return order[order.index(key) + 1]


def asked(key: str) -> str:
    """The whole screen of a question of the main road."""
    return framed(key, ASKED[key], list(ASKED).index(key) + 1)


def framed(key: str, words: str, at: int, of: int = len(ASKED)) -> str:
    """Words between where one is in the form and how far one has come."""
    return f"Usulan baru › {LABELS[key]}\n{words}\nLangkah {at}/{of} {'▓' * at}{'░' * (of - at)}"


def a_photo(colour: str = "brown", kind: str = "JPEG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(made, kind)
    return made.getvalue()


def _takes_drainage(phone: Phone) -> None:
    phone.taps("Drainase")
    phone.taps("Pakai jenis ini")


def _sends_photo(phone: Phone) -> None:
    phone.sends_photo(a_photo())
    phone.taps("Selesai")


_ANSWER: dict[str, Callable[[Phone], Any]] = {
    "kamus": _takes_drainage,
    "problem": lambda phone: phone.sends(PROBLEM),
    "place": lambda phone: phone.sends(PLACE),
    "pin": lambda phone: phone.taps("Lewati"),
    "volume": lambda phone: phone.sends("40"),
    "cost": lambda phone: phone.taps("Pakai harga kamus"),
    "people": lambda phone: phone.sends("25 KK 90 jiwa"),
    "urgency": lambda phone: phone.taps("Segera"),
    "land": lambda phone: phone.taps("Siap"),
    "photos": _sends_photo,
}


ANSWER: dict[str, Callable[[Phone], Any]] = in_order(
    _ANSWER, lambda _field: lambda phone: phone.taps("Lewati")
)


def comes_to(phone: Phone, key: str) -> None:
    """From the menu to a question of the main road, or to the "card"."""
    phone.taps("Buat usulan")
    goes_on(phone, next(iter(ASKED)), key)


def comes_outside_kamus(phone: Phone, title: str) -> None:
    """From the menu to the volume of an usulan that the kamus does not know."""
    comes_to(phone, "kamus")
    phone.taps("Di luar kamus")
    phone.sees("Apa nama kegiatannya?")
    phone.sends(title)
    phone.taps("Sarpras")
    goes_on(phone, "problem", "pin")
    phone.taps("Lewati")
    phone.sees("Tulis jumlah dan satuannya.")


def goes_on(phone: Phone, key: str, until: str = "card") -> None:
    """Answer this question and those after it."""
    order = list(ASKED)
    stop = order.index(until) if until in order else len(order)
    for one in order[order.index(key) : stop]:
        phone.sees(ASKED[one])
        ANSWER[one](phone)
    phone.sees(ASKED[until] if until in order else "Periksa sekali lagi.")


def sends_usulan(phone: Phone) -> str:
    """A whole usulan; its number."""
    comes_to(phone, "card")
    return presses_send(phone)


def presses_send(phone: Phone) -> str:
    """Kirim usulan; the number on the newest receipt. Asked whether it is one of the others, it is not."""
    before = len(receipts(phone))
    phone.taps("Kirim usulan")

    def asked_or_sent(_eyes: object) -> bool:
        return len(receipts(phone)) > before or "Beda, lanjut" in phone.buttons

    phone.waits_for(asked_or_sent, what="a receipt")
    if len(receipts(phone)) == before:
        phone.taps("Beda, lanjut")
        phone.waits_for(lambda eyes: len(receipts(phone)) > before, what="a receipt")
    return number_on(receipts(phone)[-1])


_RECEIPT = re.compile(r"^Usulan diterima: (\S+)", re.MULTILINE)


def receipts(phone: Phone) -> list[Message]:
    """One that was sent again says so before anything else."""
    return [message for message in phone.from_bot if _RECEIPT.search(message.text)]


def number_on(receipt: Message) -> str:
    found = _RECEIPT.search(receipt.text)
    assert found
    return found[1]


def at_any_time(text: str) -> str:
    """The words without the time of day: the clock of the tests runs on."""
    return re.sub(r"\b\d\d\.\d\d WIB", "jj.mm WIB", text)


def reads(phone: Phone, whole: str) -> Message:
    """Wait until a message of the bot is exactly this; "jj.mm WIB" stands for any time of day."""
    found: list[Message] = []
    told = at_any_time if "jj.mm WIB" in whole else str

    def there(_eyes: object) -> bool:
        found[:] = [message for message in phone.from_bot if told(message.text) == whole]
        return bool(found)

    phone.waits_for(there, what=f"exactly “{whole}”")
    return found[-1]


def refuses(phone: Phone, why: str, screen: str) -> Message:
    """The answer was not taken, and what was open is shown again below the reason."""
    return reads(phone, f"⚠️ {why}\n\n{screen}")


def row(office: Office, number: str | None = None) -> Proposal:
    """The newest usulan of the office, or the one of this number."""
    query = select(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id).order_by(Proposal.id.desc())
    found: Proposal = office.read(query if number is None else query.where(Proposal.number == number))[0]
    return found


RAW = re.compile(
    r"\bNone\b|Traceback|Error\b|Exception|\{[a-z_]+\}|&(?:lt|gt|amp|quot);|</?(?:b|i|code|a)\b|"
    r"\b(?:step\d_\w+|form|common|reading)\.[a-z_]+|<\w+\.\w+ object"
)


def speaks_plainly(phone: Phone, *, but: str = "") -> None:
    """No message that was ever on this phone shows an exception, None, or a raw placeholder."""
    for event in phone.history():
        if event.message.by_bot:
            for words in (event.message.text, *event.message.labels):
                assert RAW.search(words.replace(but, "") if but else words) is None, words
            for label in event.message.labels:
                assert len(label) <= 20, label
