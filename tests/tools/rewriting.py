"""Write an usulan again as somebody else would: short forms, other words, another order, slips.

The words here are of their own: what the look for doubles knows (sop/tables/likeness.toml) is not read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tests.tools.real_rows import Real

SHORT = {
    "jalan": ("jl", "jl.", "jln", "jln."),
    "kampung": ("kp", "kp.", "kmp"),
    "kp": ("kampung",),
    "kp.": ("kampung",),
    "jl": ("jalan",),
    "jl.": ("jalan",),
    "gang": ("gg", "gg."),
    "dusun": ("dsn", "dsn.", "dus."),
    "desa": ("ds", "ds."),
    "kecamatan": ("kec", "kec."),
    "kelurahan": ("kel", "kel."),
    "lingkungan": ("lingk.", "lkg"),
    "pembangunan": ("pemb.", "pembang.", "pmbngnan"),
    "peningkatan": ("peningk.", "pngktn"),
    "pemeliharaan": ("pemel.", "pemelih."),
    "rehabilitasi": ("rehab", "rehab."),
    "pengadaan": ("peng.", "pengad."),
    "pelatihan": ("pelat.", "plthn"),
    "masyarakat": ("masy.", "masy"),
    "jembatan": ("jemb.", "jbtn"),
    "saluran": ("sal.", "salur."),
    "irigasi": ("irig.", "irigsi"),
    "sekolah": ("sek.", "sklh"),
    "kelompok": ("klp", "klmpk"),
    "puskesmas": ("pkm", "pusk."),
    "posyandu": ("posy.",),
    "perumahan": ("perum", "perum."),
    "prasarana": ("prasar.",),
}
OTHER = {
    "pembangunan": ("pembuatan", "membangun"),
    "rehabilitasi": ("perbaikan", "renovasi"),
    "perbaikan": ("rehabilitasi", "renovasi"),
    "pemeliharaan": ("perawatan", "perbaikan"),
    "peningkatan": ("perbaikan", "pembangunan"),
    "pengadaan": ("pembelian", "penyediaan"),
    "pelatihan": ("kursus", "pembinaan"),
    "drainase": ("selokan", "saluran air", "got"),
    "penerangan jalan umum": ("lampu jalan", "PJU"),
    "tembok penahan tanah": ("TPT", "turap"),
    "rumah tidak layak huni": ("rutilahu", "RTLH"),
    "air bersih": ("air minum",),
    "jalan lingkungan": ("jalan gang", "jalan permukiman"),
    "mck": ("jamban umum", "WC umum"),
    "ruang kelas baru": ("RKB",),
    "masjid": ("mesjid",),
    "madrasah": ("MI", "sekolah agama"),
    "pertanian": ("tani",),
    "bantuan": ("pemberian",),
    "gedung": ("bangunan",),
}
NEAR = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        (
            "wa",
            "qe",
            "wr",
            "et",
            "ry",
            "tu",
            "yi",
            "uo",
            "ip",
            "ol",
            "qs",
            "ad",
            "sf",
            "dg",
            "fh",
            "gj",
            "hk",
            "jl",
            "kp",
            "xa",
            "zc",
            "xv",
            "cb",
            "vn",
            "bm",
            "nk",
        ),
        strict=True,
    )
)  #: the key that a finger hits instead


def rewritten(row: Real, dice: Random) -> Real:
    """Two or three of the changes; the place and the activity stay what they were."""
    ways = [_shorter, _other_words, _other_order, _slips, _other_numbers]
    title, place = row.title, row.place
    done = 0
    for way in dice.sample(ways, len(ways)):
        if done == 3:
            break
        changed = way(title, place, dice)
        if changed != (title, place):
            (title, place), done = changed, done + 1
    return replace(row, title=title, place=place)


def _shorter(title: str, place: str, dice: Random) -> tuple[str, str]:
    return _swapped(title, SHORT, dice), _swapped(place, SHORT, dice)


def _other_words(title: str, place: str, dice: Random) -> tuple[str, str]:
    return _swapped(title, OTHER, dice), place


def _swapped(text: str, table: dict[str, tuple[str, ...]], dice: Random) -> str:
    for word, others in table.items():
        pattern = rf"(?<![a-z]){re.escape(word)}(?![a-z])"
        text = re.sub(
            pattern, lambda _found, others=others: dice.choice(others), text, count=1, flags=re.IGNORECASE
        )
    return text


def _other_order(title: str, place: str, dice: Random) -> tuple[str, str]:
    """The parts of the place the other way round; the last word of the title in front, now and then."""
    parts = [part.strip() for part in re.split(r"[,;]", place) if part.strip()]
    words = title.split()
    if len(words) > 2 and dice.random() < 0.5:
        at = dice.randrange(1, len(words))
        words = words[at:] + words[:at]
    named = len(parts) > 1 and all(re.search("[a-z]{3}", part, re.IGNORECASE) for part in parts)
    return " ".join(words), ", ".join(reversed(parts)) if named else place


def _slips(title: str, place: str, dice: Random) -> tuple[str, str]:
    return _slip(title, dice), _slip(place, dice)


def _slip(text: str, dice: Random) -> str:
    """One slip in a longer word: a letter twice, left out, changed with its neighbour or hit beside."""
    words = re.split(r"(\s+)", text)
    long = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 4]
    if not long:
        return text
    at = dice.choice(long)
    word, here = words[at], dice.randrange(1, len(words[at]) - 1)
    words[at] = dice.choice(
        (
            word[:here] + word[here] + word[here:],
            word[:here] + word[here + 1 :],
            word[:here] + word[here + 1] + word[here] + word[here + 2 :],
            word[:here] + dice.choice(NEAR.get(word[here].lower(), word[here])) + word[here + 1 :],
        )
    )
    return "".join(words)


def _other_numbers(title: str, place: str, dice: Random) -> tuple[str, str]:
    """RT 3 as RT 03, RW 02 as RW 2, "RT 03/05" as "RT 3 RW 5"."""
    place = re.sub(
        r"\brt[.\s]*0*(\d{1,2})\s*/\s*(?:rw[.\s]*)?0*(\d{1,2})\b",
        lambda found: dice.choice(
            ("RT {0} RW {1}", "rt {0:0>2}/rw {1:0>2}", "RT.{0:0>3}/{1:0>3}", "Rt. {0} Rw. {1}")
        ).format(found[1], found[2]),
        place,
        flags=re.IGNORECASE,
    )
    return title, re.sub(
        r"\b(rt|rw)([.\s]*)0*(\d{1,2})\b",
        lambda found: f"{found[1]} {found[3].zfill(dice.choice((1, 2)))}",
        place,
        flags=re.IGNORECASE,
    )
