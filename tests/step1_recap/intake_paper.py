"""The paper of the intake."""

from __future__ import annotations

import io

from pypdf import PdfReader

from demo.phone import Phone


def paper(phone: Phone, label: str) -> str:
    """The words of a paper that was asked for at /status."""
    known = len(phone.documents)
    phone.sends("/status")
    phone.taps("Dokumen")
    phone.taps(label)
    phone.waits_for(lambda eyes: len(eyes.documents) > known, 60, label)
    pages = PdfReader(io.BytesIO(phone.downloads(phone.documents[-1]))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
