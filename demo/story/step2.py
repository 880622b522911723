"""Step 2: the Kepala Bidang goes through the queue; what is sent back is mended and comes again."""

from dataclasses import replace

from demo.phone import Message, Phone
from demo.story.hands import opens_step
from demo.story.step1 import answers, number_of
from demo.story.teller import PAPER_PATIENCE, Story
from demo.story.usulan import LAYAK, MEND, NOTE, REFUSE, Usulan, read_from

_FIELD_BUTTON = {"place": "lokasi", "volume": "volume", "people": "penerima manfaat"}
_QUESTION = {
    "place": "Di mana lokasinya?",
    "volume": "Berapa volumenya?",
    "people": "Berapa penerima manfaatnya?",
}
_VERDICT_BUTTON = {LAYAK: "Layak", MEND: "Perlu perbaikan", REFUSE: "Tidak layak", NOTE: "Dicatat"}
_DONE = {LAYAK: "✔", MEND: "↩", REFUSE: "✖", NOTE: "✎"}


def play(story: Story) -> None:
    """Every usulan gets its verdict, the mended ones twice."""
    head = story.one("kepala_bidang")
    story.turns_to(8, 9)
    story.tells("Kepala Bidang memeriksa antrean, kartu demi kartu.")
    opens_step(head, 2, "Langkah 2. Verifikasi usulan")
    _goes_through(story, head)
    returned = {number: one for number, one in story.book.sent.items() if one.verdict == MEND}
    if returned:
        story.turns_to(9, 9)
        story.tells(f"{len(returned)} usulan diperbaiki pengusulnya dan dikirim kembali.")
        story.each(lambda kelurahan: _mend(story, kelurahan, returned), story.kelurahan)
        opens_step(head, 2, "Langkah 2. Verifikasi usulan")
        _goes_through(story, head, again=True)
    head.taps("Selesai")
    head.taps("Ya, selesai")
    head.sees("Verifikasi selesai", PAPER_PATIENCE)
    story.tells("Verifikasi selesai; Format Laporan Pra Musrenbang terbit.")


def _goes_through(story: Story, head: Phone, *, again: bool = False) -> None:
    head.taps("Mulai")
    while True:
        head.waits_for(
            lambda eyes: head.has("ke-1 dari") or head.has("\n0 menunggu"), what="a card, or none that waits"
        )
        if head.has("\n0 menunggu"):
            return
        number, card = _on_card(head)
        usulan = story.book.sent.get(number) or read_from(card)
        story.book.sent[number] = usulan
        _gives(head, number, replace(usulan, verdict=LAYAK) if again else usulan)
        story.tells(f"{number}: {_VERDICT_BUTTON[LAYAK if again else usulan.verdict]}")


def _on_card(head: Phone) -> tuple[str, str]:
    """Which usulan lies open, and its card; above it stands what became of the one before."""
    lines = head.sees("ke-1 dari").text.splitlines()
    card = lines[next(at for at, line in enumerate(lines) if "ke-1 dari" in line) :]
    return number_of(card[0]), "\n".join(card)


def _gives(head: Phone, number: str, usulan: Usulan) -> None:
    """One verdict, with its reason where it needs one."""
    head.taps(_VERDICT_BUTTON[usulan.verdict])
    if usulan.verdict == MEND:
        head.sees("bagian mana yang perlu diperbaiki?")
        head.taps(_FIELD_BUTTON[usulan.field])
    if usulan.verdict != LAYAK:
        answers(head, f"Usulan {number}: mengapa", usulan.reason)
    head.sees(f"{_DONE[usulan.verdict]} {number}:")


def _mend(story: Story, kelurahan: str, returned: dict[str, Usulan]) -> None:
    author = story.phone(story.of_kelurahan("delegasi", kelurahan))
    for number, usulan in returned.items():
        if usulan.kelurahan == kelurahan:
            _mends(author, number, usulan)


def _mends(author: Phone, number: str, usulan: Usulan) -> None:
    """The author is led to the very field, and sends it again."""
    author.waits_for(lambda _: _way_to_mend(author, number), what=f"a way to mend {number}")
    found = _way_to_mend(author, number)
    if found is None:
        raise AssertionError(f"no way to mend {number}")
    told, mend = found
    author.presses(told, mend)
    typed = usulan.mended if usulan.field != "place" else f"{usulan.mended}, {usulan.neighbourhood}"
    answers(author, _QUESTION[usulan.field], typed)
    author.sees("Periksa sekali lagi.")
    author.taps("Kirim usulan")
    author.sees(f"Usulan {number} sudah diperbaiki")


def _way_to_mend(author: Phone, number: str) -> tuple[Message, str] | None:
    """What the author heard of this usulan, alone or with others of his, and its way to mend it."""
    for message in reversed(author.from_bot):
        for label in (f"Perbaiki {number[-4:]}", "Perbaiki"):
            if label in message.labels and number in message.text:
                button = message.button(label)
                return (message, button.data) if button is not None and button.data else None
    return None
