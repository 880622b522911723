"""Step 3: Sekretaris puts the tim together, the Camat approves its SK."""

from demo.cast import Member
from demo.phone import Phone
from demo.story.hands import decides, opens_step, taps_name, to_first_page
from demo.story.step1 import answers
from demo.story.teller import PAPER_PATIENCE, Story

HEAD = "Langkah 3. Tim Musrenbang Kecamatan"
_PROPOSED = {"camat", "sekretaris"}  #: these the bot proposes itself


def play(story: Story) -> None:
    """From the proposal to the signed SK."""
    sekretaris, camat = story.one("sekretaris"), story.one("camat")
    story.turns_to(9, 13)
    story.tells("Sekretaris menyusun Tim Musrenbang.")
    opens_step(sekretaris, 3, HEAD)
    picked = [member for member in story.team if member.on_telegram and member.post not in _PROPOSED]
    _picks(sekretaris, picked)
    for member in story.team:
        if not member.on_telegram:
            _names(sekretaris, member)
    _gives_positions(sekretaris, [member for member in picked if member.team != "Anggota"])
    sekretaris.taps("Buat draf SK")
    sekretaris.sees("sedang dibuat, lalu dikirim kepada Camat")
    story.tells(f"Camat memeriksa SK tim ({len(story.team)} orang) dan menyetujuinya.")
    decides(story, camat)
    sekretaris.sees("Langkah 3 selesai", PAPER_PATIENCE)


def _picks(sekretaris: Phone, picked: list[Member]) -> None:
    sekretaris.taps("Pilih orang")
    sekretaris.sees("Pilih anggota tim")
    for member in picked:
        to_first_page(sekretaris)
        taps_name(sekretaris, member.name)
        sekretaris.sees(f"{member.name} masuk tim sebagai")
    sekretaris.taps("Kembali")
    sekretaris.sees(HEAD)


def _names(sekretaris: Phone, member: Member) -> None:
    """Somebody without Telegram is a plain name."""
    sekretaris.taps("Nama lain")
    answers(sekretaris, "Siapa nama lengkapnya", member.name)
    answers(sekretaris, "Dari lembaga atau jabatan apa?", member.title or member.institution)
    sekretaris.sees("Apa jabatannya dalam tim?")
    sekretaris.taps(member.team)
    sekretaris.sees(f"{member.name} masuk tim")


def _gives_positions(sekretaris: Phone, members: list[Member]) -> None:
    for member in members:
        sekretaris.taps("Susunan tim")
        sekretaris.sees("Susunan tim\n")
        taps_name(sekretaris, member.name)
        sekretaris.sees("Pilih jabatan lain")
        sekretaris.taps(member.team)
        sekretaris.sees(f"{member.name} menjadi {member.team}")
        sekretaris.taps("Kembali")
        sekretaris.sees(HEAD)
