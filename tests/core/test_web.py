"""The page for people without an account: what they read, and that nobody can hold it up."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import make_mocked_request
from sqlalchemy import select

from bot.web.server import HEADER_SECONDS, LOOK_SECONDS, place_of, public_address
from bot.web.visitor_limits import FILES, MISSES, VisitorLimits, address_of
from models.enums import Outcome, Stage
from models.paper import Decision, Paper
from models.posts import Post
from models.proposal import ProposalVersion
from sop.core.steps import PaperKey
from tests.core.command_desk import Desk
from tests.core.public_page import Public, words
from tests.signing.archive import NOW, naskah_of
from tests.support.office import Bureau
from tests.support.usulan import sends_usulan


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Public]:
    made = Public(tmp_path_factory.mktemp("public"))
    with made.bureau, made.web:
        made.opens()
        yield made
        assert '"level": "error"' not in made.bureau.log_text, made.bureau.log_text[-4000:]


def test_code_of_a_final_paper_says_all_that_anybody_may_know(public: Public) -> None:
    status, page = public.reads("/p/laporan-1")

    with public.bureau.database.unit(NOW) as unit:
        paper = unit.all(select(Paper).where(Paper.code == "laporan-1"))[0]
    assert status == 200
    for expected in (
        "✔ Asli dan berlaku.",
        "Dokumen Laporan hasil kegiatan Musrenbang Nomor 400.10.2/001/Kec/II/2027 Versi 1",
        "Diterbitkan oleh Kecamatan Tanah Sareal",
        "Dibuat 16 Feb 2027 10.00 WIB",
        "Disetujui secara elektronik di sistem ini Rahmat Hidayat, Camat, 17 Feb 2027 10.00 WIB",
        f"SHA-256 berkas final {paper.sealed_sha256}",
        f"SHA-256 naskah yang disetujui {paper.sha256}",
    ):
        assert expected in page


def test_code_says_the_same_in_the_chat(public: Public) -> None:
    stranger = public.bureau.telegram.phone(8, "Orang lewat")

    stranger.opens("https://t.me/musrenbang_uji_bot?start=laporan-1")

    told = stranger.sees("Asli dan berlaku.").text
    with public.bureau.database.unit(NOW) as unit:
        paper = unit.all(select(Paper).where(Paper.code == "laporan-1"))[0]
    assert f"SHA-256 berkas final: {paper.sealed_sha256}" in told
    assert "Disetujui secara elektronik di sistem ini: Rahmat Hidayat, Camat, 17 Feb 2027 10.00 WIB" in told
    stranger.opens("https://t.me/musrenbang_uji_bot?start=laporan-x")
    stranger.sees("Kode dokumen itu tidak dikenal di sistem ini.")


def test_unapproved_papers_give_nothing_away(public: Public) -> None:
    with public.bureau.database.unit(NOW) as unit:
        season = public.archive.season_id
        made = [
            unit.add(
                Paper(
                    kecamatan_id=public.archive.kecamatan_id,
                    season_id=season,
                    step="step3_team",
                    key=key,
                    edition=1,
                    stage=stage,
                    data={"signer": {"name": "Rahmat Hidayat", "post_title": "Camat"}},
                    number="400/7",
                    code=f"kode-{key}",
                    made_at=NOW,
                    state="drawn",
                    sha256=mark * 64,
                )
            )
            for key, stage, mark in (
                (PaperKey.SK_TIM, Stage.NASKAH, "a"),
                (PaperKey.DRAFT_LAPORAN, Stage.DRAF, "b"),
            )
        ]
        naskah = made[0].id

    assert public.reads("/p/kode-draft-laporan")[0] == 404
    status, page = public.reads("/p/kode-sk-tim")
    assert (status, page.partition(" Periksa berkas PDF ")[0]) == (
        200,
        "⚠ Belum disetujui. Ini naskah yang belum berlaku sebagai dokumen final. Tunggu sampai disetujui, "
        "atau tanyakan kepada kecamatan. Keterangan Dokumen SK susunan tim Musrenbang Kecamatan Versi 1 "
        "Diterbitkan oleh Kecamatan Tanah Sareal",
    )

    with public.bureau.database.unit(NOW) as unit:
        unit.add(
            Decision(
                kecamatan_id=public.archive.kecamatan_id,
                paper_id=naskah,
                by_id=public.archive.camat_id,
                post=Post.CAMAT,
                outcome=Outcome.RETURNED,
                note="Rahasia",
                sha256="a" * 64,
                at=NOW,
            )
        )
    page = public.reads("/p/kode-sk-tim")[1]
    assert page.startswith("✖ Dibatalkan. Naskah ini dikembalikan oleh penandatangannya dan tidak berlaku.")
    assert "Rahasia" not in page


def test_file_is_judged_as_the_bot_judges_it(public: Public) -> None:
    assert public.hands_in(public.final)[1].startswith(
        "✔ Asli. Laporan hasil kegiatan Musrenbang, versi 1, Kecamatan Tanah Sareal."
    )
    changed = public.hands_in(public.final + b"\n")
    assert changed[0] == 200
    assert "Awalnya sama dengan Laporan hasil kegiatan Musrenbang versi 1, tetapi" in changed[1]
    assert "Isinya bukan PDF" in public.hands_in(b"GIF89a")[1]
    assert "Berkas ini kosong." in public.hands_in(b"")[1]


def test_true_file_under_the_code_of_another_paper_is_named(public: Public) -> None:
    second = naskah_of("sk-tim")
    other = public.archive.keeps(second, 7)
    with public.bureau.database.unit(NOW) as unit:
        paper = unit.session.get_one(Paper, other)
        paper.key, paper.stage, paper.code = PaperKey.TATA_TERTIB, Stage.FINAL, "tata-tertib-7"
        paper.sealed_at = NOW  # or the bot would do it, and the file is not among its own

    page = public.hands_in(second, "/p/laporan-1")[1]

    assert page.startswith("⚠ Bukan dokumen dari kode QR ini. Kode itu milik Laporan hasil kegiatan")
    assert public.hands_in(second, "/p/tata-tertib-7")[1].startswith("✔ Asli.")


def test_bad_requests_get_a_page_in_indonesian(public: Public) -> None:
    visitor = {"X-Forwarded-For": "192.0.2.3"}
    answers = {
        "no such page": public.web.get("/wp-login.php", headers=visitor),
        "no such code": public.web.get("/p/AAAAAAAAAAA", headers=visitor),
        "no code at all": public.web.get("/p/" + "x" * 300, headers=visitor),
        "script": public.web.get("/p/%3Cscript%3Ealert(1)%3C%2Fscript%3E", headers=visitor),
        "wrong method": public.web.put("/", headers=visitor),
        "no file": public.web.post("/", files={"berkas": ("", b"")}, headers=visitor),
        "no form": public.web.post("/", content=b"{}", headers=visitor),
        "broken form": public.web.post(
            "/", content=b"x", headers=visitor | {"Content-Type": "multipart/form-data; boundary=y"}
        ),
        "too big": public.web.post("/", files={"berkas": ("a.pdf", bytes(21 << 20))}, headers=visitor),
    }

    assert {name: (answer.status_code, words(answer)[:40]) for name, answer in answers.items()} == {
        "no such page": (404, "Halaman ini tidak ada. Periksa lagi alam"),
        "no such code": (404, "✖ Tidak dikenal. Tidak ada dokumen denga"),
        "no code at all": (404, "✖ Tidak dikenal. Tidak ada dokumen denga"),
        "script": (404, "✖ Tidak dikenal. Tidak ada dokumen denga"),
        "wrong method": (405, "Halaman ini tidak ada. Periksa lagi alam"),
        "no file": (400, "Belum ada berkas yang dipilih. Pilih ber"),
        "no form": (400, "Belum ada berkas yang dipilih. Pilih ber"),
        "broken form": (400, "Belum ada berkas yang dipilih. Pilih ber"),
        "too big": (413, "Berkas ini lebih besar dari 20 MB, maka "),
    }
    for answer in answers.values():
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script" not in answer.text.lower()


def test_head_is_answered_without_a_body(public: Public) -> None:
    answer = public.web.head("/p/laporan-1", headers={"X-Forwarded-For": "192.0.2.4"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_codes_are_not_guessed_by_the_thousand(public: Public) -> None:
    statuses = [public.reads(f"/p/{number:011d}", "198.51.100.7")[0] for number in range(MISSES.most + 5)]

    assert statuses == [404] * MISSES.most + [429] * 5
    status, page = public.reads("/p/laporan-1", "198.51.100.7")
    assert (status, page) == (429, "Terlalu banyak permintaan dari jaringan ini. Coba lagi 1 menit lagi.")
    assert public.reads("/p/laporan-1", "198.51.100.8")[0] == 200


def test_doorman_lets_in_again_after_a_while() -> None:
    limits = VisitorLimits()
    for _ in range(FILES.most):
        assert limits.waits(FILES, "a", 0.0) == 0
        limits.counts(FILES, "a", 0.0)

    assert limits.waits(FILES, "a", 0.0) == FILES.seconds + 1
    assert limits.waits(FILES, "a", FILES.seconds) == 0
    assert limits.waits(FILES, "b", 0.0) == 0


def test_who_sends_letter_by_letter_is_cut_off_and_others_are_served(public: Public) -> None:
    host, port = public.url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(20)]
    for one in slow:
        one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-")

    assert public.reads("/", "192.0.2.5")[0] == 200
    ends = time.monotonic() + HEADER_SECONDS + 3 * LOOK_SECONDS + 5
    for one in slow:
        one.settimeout(max(ends - time.monotonic(), 0.1))
        try:
            assert one.recv(100) == b""
        except ConnectionResetError:
            pass
        one.close()


def test_whoever_sends_slowly_holds_up_nobody_else(public: Public) -> None:
    host, port = public.url.removeprefix("http://").split(":")
    begun = (
        b"POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.9\r\nContent-Length: 9000000\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        b'--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\n%PDF'
    )
    slow = [socket.create_connection((host, int(port))) for _ in range(12)]
    for one in slow:
        one.sendall(begun)

    assert public.hands_in(b"GIF89a", visitor="198.51.100.10")[0] == 200
    for one in slow:
        one.close()


def test_receipt_of_an_usulan_is_the_same_page_for_anybody(public: Public) -> None:
    office = public.bureau.office(kelurahan=1)
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    number = sends_usulan(siti)
    (version,) = office.read(
        select(ProposalVersion).where(ProposalVersion.kecamatan_id == office.kecamatan_id)
    )

    status, page = public.reads(f"/p/{version.code}")

    assert status == 200
    assert page.startswith("✔ Tanda terima ini asli. Versi 1,")
    assert number in page
    assert "Siti Aminah" not in page


@pytest.mark.parametrize("listen", ["8080", "127.0.0.1", "127.0.0.1:http", ":8080", "127.0.0.1:99999"])
def test_wrong_address_to_listen_at_is_refused(listen: str) -> None:
    with pytest.raises(ValueError, match=f"LISTEN={listen}: write HOST:PORT"):
        place_of(listen)


def test_addresses_to_listen_at() -> None:
    assert place_of("127.0.0.1:0") == ("127.0.0.1", 0)
    assert place_of("[::1]:8080") == ("::1", 8080)


@pytest.mark.parametrize(
    "url", ["musrenbang.example", "ftp://musrenbang.example", "https://", "https://x/?a=b"]
)
def test_wrong_public_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"PUBLIC_URL=.*: write https://NAME"):
        public_address(url)


@pytest.mark.parametrize(
    ("told", "behind_proxy", "address"),
    [
        (None, True, "127.0.0.1"),
        ("203.0.113.9", False, "127.0.0.1"),
        ("203.0.113.9", True, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", True, "203.0.113.9"),
        ("nonsense", True, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", True, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", True, "203.0.113.9"),
    ],
)
def test_only_a_web_server_on_this_machine_says_who_asks(
    told: str | None, behind_proxy: bool, address: str
) -> None:
    headers = {"X-Forwarded-For": told} if told else {}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote="127.0.0.1")

    assert address_of(request, behind_proxy=behind_proxy) == address


def test_wrong_address_is_said_before_anything_begins(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOT_TOKEN="1:x", LISTEN="8080", PUBLIC_URL="https://contoh.id")

    code, out, errors = desk.types("run")

    assert (code, out) == (1, "")
    assert errors.splitlines()[-1].startswith("ValueError: LISTEN=8080: write HOST:PORT")


def test_taken_port_does_not_stop_the_office(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with Bureau(tmp_path, LISTEN=listen, PUBLIC_URL="https://contoh.id") as bureau:
            stranger = bureau.telegram.phone(7, "Orang lewat")
            stranger.sends("halo")
            stranger.waits_for(lambda eyes: eyes.from_bot, what="an answer")
            assert f'"listen": "{listen}"' in bureau.log_text
            assert '"event": "no web page"' in bureau.log_text
