"""Somebody agrees to a post that another gave."""

from __future__ import annotations

from demo.phone import Phone


def seconds(phone: Phone, name: str) -> None:
    """From the notice to Setujui."""
    phone.taps("Periksa jabatan")
    phone.sees(f"{name}\n")
    phone.taps("Setujui")
    phone.sees(f"Disetujui: {name} sebagai ")
