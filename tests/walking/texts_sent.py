"""Whatever a person can send."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.support.usulan import PLACE, PROBLEM

#: How the main road is walked without Telegram.
ROAD = {
    "kamus": ("taps", "Drainase", "Pakai jenis ini"),
    "problem": ("sends", PROBLEM),
    "place": ("sends", PLACE),
    "pin": ("taps", "Lewati"),
    "volume": ("sends", "40"),
    "cost": ("taps", "Pakai harga kamus"),
    "people": ("sends", "25 KK 90 jiwa"),
    "urgency": ("taps", "Segera"),
    "land": ("taps", "Siap"),
}
NASTY = [
    "<b>tebal</b>", "<a href='x'>", "&lt;", "&", "<", "{number}", "{0}", "%", "%s%d", "\u200b",
    "\u202e terbalik", "\x00", "a\x00b", "🏗️" * 40, "é" * 300, "\n\n\n", "   ", "=1+1", "@SUM(A1)",
    "'; DROP TABLE proposal; --",
    "/mulai", "/start x", "x" * 4096, "ا" * 500, "0", "-1", "1e9", "999999999999999999999", "RT 0/RW 0",
    "10.000,5", "٣ KK", "½", "1/0", "\ufffd", "\u0000\u0001\u0002", "p x l x t", "12 x", "x 12", "0 x 0",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=400),
    st.text(st.sampled_from("0123456789.,xX× mRTRWrp/-"), min_size=1, max_size=30),
    st.tuples(st.sampled_from(NASTY), st.sampled_from(NASTY)).map(" ".join),
)
