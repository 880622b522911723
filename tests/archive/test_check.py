"""Periksa arsip through the chat and on the command line: what is missing or changed is named."""

from __future__ import annotations

import json

from sqlalchemy import select

from models.archive import ArchiveCheck
from models.enums import Drawing
from models.paper import Paper
from models.posts import Post
from models.season import Season
from sop.core.steps import PaperKey
from tests.archive.kept_files import keeps_files, path_of, types
from tests.support.office import Office
from tests.support.seed import report


def checks(office: Office) -> list[ArchiveCheck]:
    here = select(Season.kecamatan_id).where(Season.id == office.season_id)
    return office.read(select(ArchiveCheck).where(ArchiveCheck.kecamatan_id.in_(here)))


def test_every_file_is_read_again_and_what_is_wrong_is_named(office: Office) -> None:
    jfu, admin = office.joins(Post.JFU, "Dewi Lestari"), office.joins(Post.ADMIN, "Andi Wijaya")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    report(office)
    keeps_files(office)
    jfu.sends("/status")
    jfu.taps("Dokumen")
    jfu.taps("Arsip")
    jfu.sees("Arsip belum pernah diperiksa.")
    jfu.taps("Periksa arsip")
    jfu.sees("✔ Arsip utuh:")
    (first,) = checks(office)
    assert (first.state, first.missing, first.changed) == (Drawing.DRAWN, [], [])
    papers = office.read(select(Paper).where(Paper.season_id == office.season_id))
    assert first.files == len(papers) + sum(one.sealed_at is not None for one in papers)

    path_of(office, PaperKey.SK_TIM).unlink()
    broken = path_of(office, PaperKey.LAPORAN)
    broken.chmod(0o600)
    broken.write_bytes(broken.read_bytes() + b"\n")
    jfu.sends("/status")
    jfu.taps("Dokumen")
    jfu.taps("Arsip")
    jfu.taps("Periksa arsip")

    for phone in (jfu, admin):
        words = phone.sees("Arsip tidak utuh.").text
        assert "Hilang 1: SK Tim v1 (RKPD 2028)." in words
        assert "Berubah 1: Laporan v1 (RKPD 2028)." in words
        assert words.endswith(
            "Minta admin mengambil berkas itu dari cadangan, lalu tekan Periksa arsip lagi."
        )

    code, said = types(office, "check-archive", "--kecamatan", office.name, "--json")
    found = json.loads(said)
    assert (code, found["valid"]) == (1, False)
    assert [one["name"] for one in found["kecamatan"][0]["missing"]] == ["SK Tim v1 (RKPD 2028)"]
    assert [one["name"] for one in found["kecamatan"][0]["changed"]] == ["Laporan v1 (RKPD 2028)"]
    assert len(checks(office)) == 3

    delegate.sends("/status")
    delegate.taps("Dokumen")
    assert "Arsip" not in delegate.buttons
    answer = delegate.presses(delegate.sees("Dokumen musim ini."), "arsip:check")
    assert answer is not None
    assert answer.text.startswith("Ini tugas")
    assert len(checks(office)) == 3
