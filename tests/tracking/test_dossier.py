"""Everything about one usulan, for JFU: in the chat, and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from demo.phone import Phone
from models.posts import Post
from tests.archive.kept_files import types
from tests.support.office import Office
from tests.support.usulan import CARD, a_photo, comes_to, presses_send, reads


def sends_with_a_broken_photo(author: Phone) -> str:
    """One picture that is one, and a second that is none; its number."""
    comes_to(author, "photos")
    author.sends_photo(a_photo("red"))
    author.sends_document(b"%PDF-1.7", "dua.jpg", "image/jpeg")
    author.sees("tidak bisa dibuka, jadi tidak dipakai.")
    author.taps("Selesai 2")
    author.sees("yang tersimpan 1 foto")
    author.taps("Selesai 1")
    reads(author, CARD)
    return presses_send(author)


def reads_on(phone: Phone) -> str:
    """Every page of it."""
    pages = [phone.sees("Semua data").text]
    while "▶" in phone.buttons:
        phone.taps("▶")
        pages.append(phone.sees("Semua data").text)
    return "\n".join(pages)


def test_jfu_reads_everything_about_an_usulan_and_gets_its_files(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    jfu = office.joins(Post.JFU, "Tuti Alawiyah")
    number = sends_with_a_broken_photo(author)

    jfu.sends(number)
    jfu.sees(f"{number} · Kelurahan A")
    jfu.taps("Semua data")
    words = reads_on(jfu)

    assert f"Nomor: {number}" in words
    assert "Dikirim: Siti Aminah, " in words
    assert "Foto Depan: Tersimpan (" in words
    assert "Foto lain: Tidak dapat dibuka, jadi tidak dihitung; dikirim Siti Aminah, " in words
    jfu.taps("Kirim berkas (1)")
    assert jfu.downloads(jfu.sees(f"{number} · Foto Depan. Tersimpan (")).startswith(b"\xff\xd8")

    author.sends(number)
    author.sees(number)
    assert "Semua data" not in author.buttons
    refused = author.presses(author.from_bot[-1], "usulan:all:1:0")
    assert refused is not None
    assert refused.text.startswith("Ini tugas")

    code, said = types(office, "show", number, "--kecamatan", office.name)
    assert code == 0
    assert f"Nomor: {number}" in said
    code, said = types(office, "show", number, "--kecamatan", office.name, "--json")
    found = json.loads(said)
    assert [one["state"] for one in found["files"]] == ["fetched", "unusable"]
    assert Path(found["files"][0]["path"]).read_bytes().startswith(b"\xff\xd8")
    assert found["way"][0]["what"] == "mengirim usulan."


def test_a_number_that_nobody_was_given_is_said(office: Office) -> None:
    code, said = types(office, "show", "US-2028-TNS-KDB-9999", "--kecamatan", office.name)

    assert code == 1
    assert f"Usulan US-2028-TNS-KDB-9999 tidak ditemukan di Kecamatan {office.name}." in said
