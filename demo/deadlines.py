"""Sekretaris sets the first deadlines, so that the clock of the demo has something to be turned to."""

from demo.phone import Phone

_WORKING_DAYS = {1: 5, 2: 10}  #: by step; both are choices that the bot offers


def sets_deadlines(sekretaris: Phone) -> None:
    """By the buttons of /pengaturan, and back to the menu."""
    sekretaris.sends("/pengaturan")
    sekretaris.taps("Langkah SOP")
    for step, days in _WORKING_DAYS.items():
        sekretaris.sees("Pelaksana dan tenggat")
        sekretaris.taps(f"{step}")
        sekretaris.taps("Ubah tenggat")
        sekretaris.sees(f"Langkah {step}: sampai tanggal berapa?")
        sekretaris.taps(f"{days} hari kerja")
        sekretaris.sees(f"Tenggat langkah {step}:")
        sekretaris.taps("Semua langkah")
    sekretaris.sees("Pelaksana dan tenggat")
    sekretaris.taps("Pengaturan")
    sekretaris.sees("Pengaturan\n")
    sekretaris.taps("Menu")
