"""The Camat signs through BSrE, from the button under the final paper to the signed copy."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.files import Files
from demo.phone import Phone
from demo.server.app import free_port
from models.enums import Drawing, Outcome, Stage
from models.paper import Decision, Paper
from models.people import Person
from models.posts import Post
from models.signing import OneTimePage, Signature
from sop.core.steps import PaperKey
from sop.papers.ways import Way
from tests.signing.archive import naskah_of
from tests.signing.bsre_server import (
    ANOTHER,
    CAMAT,
    NIK,
    PASSPHRASE,
    PASSWORD,
    TOTP,
    USER,
    BadDay,
    Fault,
    bad_day,
)
from tests.signing.seals import seals_of
from tests.support.office import Bureau

PAPER = naskah_of("utusan")
WRONG = "Bukan#Ini 2027"


class City:
    """A bureau, and BSrE's server that its bot asks."""

    def __init__(self, folder: Path, version: int = 1) -> None:
        self._stack = ExitStack()
        self.server: BadDay = self._stack.enter_context(bad_day())
        roots = folder / "akar"
        roots.mkdir()
        (roots / "akar.pem").write_bytes(self.server.authority.root)
        port = free_port()
        self.bureau = self._stack.enter_context(
            Bureau(
                folder,
                LISTEN=f"127.0.0.1:{port}",
                PUBLIC_URL=f"http://127.0.0.1:{port}",
                TRUST_ROOTS=str(roots),
                BSRE_URL=self.server.url,
                BSRE_USER=USER,
                BSRE_PASSWORD=PASSWORD,
                BSRE_VERSION=str(version),
            )
        )

    def close(self) -> None:
        self._stack.close()


class Signing:
    """An office there whose report is final and sealed."""

    def __init__(self, city: City) -> None:
        self.server, self.bureau = city.server, city.bureau
        self.server.fault = None
        self.office = self.bureau.office(kelurahan=1)
        self.camat = self.office.joins(Post.CAMAT, CAMAT)
        self.reader = self.office.joins(Post.SEKRETARIS, "Rudi Hartono")
        self.addresses: list[str] = []
        self.paper_id = self._final()

    def _final(self) -> int:
        """The report, as if the Camat had just approved it; the bot seals it."""
        content = PAPER
        with self.bureau.database.unit(self.bureau.now()) as unit:
            made = {"kecamatan_id": self.office.kecamatan_id, "season_id": self.office.season_id}
            paper = unit.add(
                Paper(
                    **made,
                    step="step7_sign",
                    key=PaperKey.LAPORAN,
                    edition=1,
                    stage=Stage.FINAL,
                    data={},
                    number="400.10.2/001/Kec/II/2027",
                    code=f"laporan-{self.office.kecamatan_id}",
                    made_at=unit.now,
                    state=Drawing.DRAWN,
                    sha256=Files(self.bureau.folder / "data" / "files").put(content),
                    size=len(content),
                    pages=31,
                )
            )
            camat = unit.all(select(Person).where(Person.telegram_id == self.camat.id))[0]
            unit.add(
                Decision(
                    kecamatan_id=self.office.kecamatan_id,
                    paper_id=paper.id,
                    by_id=camat.id,
                    post=Post.CAMAT,
                    outcome=Outcome.APPROVED,
                    sha256=paper.sha256 or "",
                    at=unit.now,
                    effective_at=unit.now,
                    carried_out_at=unit.now,
                )
            )
        self.bureau.knocks()
        late = time.monotonic() + 60
        while self.paper(paper.id).sealed_sha256 is None:
            assert time.monotonic() < late, self.bureau.log_text[-2000:]
            time.sleep(0.05)
        return paper.id

    def paper(self, id: int) -> Paper:
        return self.office.read(select(Paper).where(Paper.id == id))[0]

    def signatures(self) -> list[Signature]:
        return self.office.read(select(Signature).where(Signature.paper_id == self.paper_id))

    def gives(self, phone: Phone) -> list[str]:
        """The paper, as somebody asks for it: what he can press under it."""
        before = len(phone.from_bot)
        phone.presses(phone.from_bot[-1], f"!paper:get:{self.paper_id}")
        phone.waits_for(lambda eyes: len(eyes.from_bot) > before, what="the paper")
        return list(phone.from_bot[-1].labels)

    def opens(self) -> str:
        """The address behind the button, as the Camat gets it in chat."""
        self.camat.presses(self.camat.from_bot[-1], f"!bsre:ask:{self.paper_id}")
        self.camat.waits_for(lambda _: self._fresh(), what="the page")
        self.addresses += self._fresh()
        return self.addresses[-1]

    def _fresh(self) -> list[str]:
        keys = [key for message in self.camat.from_bot for row in message.buttons for key in row]
        return [key.url for key in keys if key.url and "/s/" in key.url and key.url not in self.addresses]

    def waits_until(self, *outcomes: str) -> None:
        query = select(OneTimePage.outcome).order_by(OneTimePage.id)
        late = time.monotonic() + 60
        while (found := self.office.read(query)) != list(outcomes):
            assert time.monotonic() < late, found
            time.sleep(0.05)

    def types(self, address: str, secret: str = PASSPHRASE, nik: str = NIK, **more: str) -> tuple[str, str]:
        """Sent in: what the page says then, and where its form leads."""
        form = {"nik": nik, "passphrase": secret, **more}
        answer = httpx.post(address, data=form, timeout=60, trust_env=False)
        return words(answer), "".join(re.findall(r'action="([^"]+)"', answer.text))


def words(answer: httpx.Response) -> str:
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    made = City(tmp_path_factory.mktemp("bsre"))
    yield made
    made.close()


@pytest.fixture
def signing(city: City) -> Signing:
    return Signing(city)


SIGN = "Tanda tangan BSrE"
NAMED = "Laporan hasil kegiatan Musrenbang, versi 1"

#: What the server does -> what the Camat reads, on the page and in chat.
FAULTS = {
    Fault.AWAY: "BSrE sedang tidak dapat dihubungi.",
    Fault.HTML: "Jawaban BSrE tidak dapat dipahami.",
    Fault.EMPTY: "Jawaban BSrE tidak dapat dipahami.",
    Fault.FULL: "BSrE menolak: Kuota sertifikat habis untuk … / ….",
    Fault.BROKEN: "Berkas dari BSrE rusak atau tidak utuh.",
    Fault.UNSIGNED: "Berkas dari BSrE kembali tanpa tanda tangan.",
    Fault.OTHER: "Berkas dari BSrE bukan dokumen yang dikirim sistem ini.",
    Fault.CHANGED: f"Berkas dari BSrE diubah selain ditandatangani {CAMAT}.",
    Fault.EXPIRED: f"Sertifikat yang menyebut {CAMAT} sudah kedaluwarsa.",
    Fault.ANOTHER: f"BSrE menandatangani dengan sertifikat {ANOTHER}, sedangkan penanda tangan",
    Fault.OTHER_NIK: "NIK di sertifikat dari BSrE bukan NIK yang ditulis.",
}


def test_whatever_goes_wrong_there_the_paper_stays_as_it_was(signing: Signing) -> None:
    before = signing.paper(signing.paper_id)

    for fault, sentence in FAULTS.items():
        signing.server.fault = fault
        said, form = signing.types(signing.opens())
        assert (said.startswith(sentence), form) == (True, ""), (fault, said)
        told = signing.camat.sees(f"Belum ditandatangani BSrE. {NAMED}. {sentence}")
        assert told.labels == [SIGN]

    after = signing.paper(signing.paper_id)
    assert signing.signatures() == []
    assert (after.version, after.sealed_sha256) == (before.version, before.sealed_sha256)


def test_what_is_mistyped_is_typed_again_three_times_at_most(signing: Signing) -> None:
    said, form = signing.types(signing.opens(), nik="3271")
    assert said.startswith("NIK terdiri atas 16 angka.")
    said, form = signing.types(form, "")
    assert said.startswith("Isi dahulu: Passphrase BSrE.")
    asked = len(signing.server.calls)
    said, form = signing.types(form, WRONG)
    assert said.startswith("Passphrase atau kode itu keliru.")
    assert "Masih dapat dicoba 2 kali." in said
    said, form = signing.types(form, nik="3271046504930003")
    assert said.startswith("NIK ini belum terdaftar di BSrE.")
    assert "Masih dapat dicoba 1 kali." in said
    said, form = signing.types(form, WRONG)
    assert "Sudah 3 kali keliru." in said
    assert form == ""
    assert len(signing.server.calls) == asked + 3

    refused = signing.camat.presses(signing.camat.from_bot[-1], f"!bsre:ask:{signing.paper_id}")

    assert refused is not None
    assert refused.text.startswith("Sudah 3 kali keliru. Supaya akun BSrE tidak terkunci, coba lagi sesudah")
    assert signing.signatures() == []


def test_only_who_holds_the_post_today_may_sign(signing: Signing) -> None:
    assert SIGN not in signing.gives(signing.reader)
    refused = signing.reader.presses(signing.reader.from_bot[-1], f"!bsre:ask:{signing.paper_id}")
    assert refused is not None
    assert "Camat" in refused.text
    other = signing.bureau.office().joins(Post.CAMAT, "Camat lain")
    refused = other.presses(other.from_bot[-1], f"!bsre:ask:{signing.paper_id}")
    assert refused is not None
    assert SIGN in signing.gives(signing.camat)


def test_camat_signs_and_nothing_of_what_he_typed_is_kept(signing: Signing) -> None:
    assert SIGN in signing.gives(signing.camat)
    address = signing.opens()
    page = words(httpx.get(address, trust_env=False))
    sealed = signing.paper(signing.paper_id).sealed_sha256 or ""
    for expected in (
        "Dokumen Laporan hasil kegiatan Musrenbang",
        "Nomor 400.10.2/001/Kec/II/2027",
        f"Sidik jari berkas {sealed[:16]}",
        f"Penanda tangan {CAMAT}",
    ):
        assert expected in page

    said, form = signing.types(address)

    assert said.startswith(f"✔ Sudah ditandatangani. Laporan hasil kegiatan Musrenbang, oleh {CAMAT}.")
    assert form == ""
    told = signing.camat.sees("Salinan bertanda tangan diterima.")
    assert f"{NAMED}, ditandatangani {CAMAT}. Isinya utuh." in told.text
    for fact in ("Penerbit sertifikat: dikenal", "Pencabutan sertifikat: belum diperiksa"):
        assert fact in told.text
    copy = signing.camat.downloads(told)
    final = Files(signing.bureau.folder / "data" / "files").get(sealed)
    assert copy.startswith(final)
    assert [name for _, name in seals_of(copy)][1:] == [CAMAT]
    assert signing.reader.downloads(signing.reader.sees("Salinan bertanda tangan diterima.")) == copy
    [kept] = signing.signatures()
    assert (kept.way, kept.sha256, kept.signer, kept.intact, kept.trusted and kept.named) == (
        Way.BSRE,
        hashlib.sha256(copy).hexdigest(),
        CAMAT,
        True,
        True,
    )
    signing.reader.sends_document(copy, "laporan.pdf", "application/pdf")
    signing.reader.sees(f"Asli. {NAMED}")

    # The copy stays one tap away, for whoever may see the paper.
    assert "Lihat salinan TTE" in signing.gives(signing.reader)
    signing.reader.presses(signing.reader.from_bot[-1], f"!signed:open:{signing.paper_id}")
    assert signing.reader.downloads(signing.reader.sees(f"{NAMED}, ditandatangani {CAMAT}")) == copy

    # Once is enough, wherever it is pressed.
    assert SIGN not in signing.gives(signing.camat)
    again = signing.camat.presses(signing.camat.from_bot[-1], f"!bsre:ask:{signing.paper_id}")
    assert again is not None
    assert again.text.startswith(f"Dokumen ini sudah ditandatangani {CAMAT} melalui BSrE")
    assert "Halaman ini sudah dipakai" in signing.types(address)[0]

    held = b"".join(path.read_bytes() for path in sorted(signing.bureau.folder.rglob("*")) if path.is_file())
    assert b"bsre:ask" in held
    for secret in (NIK, PASSPHRASE, WRONG, PASSWORD, *signing.addresses):
        assert secret.encode() not in held.replace(b"\\/", b"/"), secret
    assert PASSPHRASE not in signing.camat.shows()


def test_slow_server_a_second_phone_and_a_kill(tmp_path: Path) -> None:
    city = City(tmp_path, version=2)
    with ExitStack() as leaving:
        leaving.callback(city.close)
        pages = leaving.enter_context(ThreadPoolExecutor(2))
        leaving.callback(city.server.go_on.set)
        signing = Signing(city)
        signing.server.fault = Fault.WAITS

        # While the server thinks, nobody else can begin.
        pages.submit(signing.types, signing.opens(), "", totp=TOTP)
        signing.waits_until("asking")
        busy = signing.camat.presses(signing.camat.from_bot[-1], f"!bsre:ask:{signing.paper_id}")
        assert busy is not None
        assert busy.text.startswith("Dokumen ini sedang ditandatangani di BSrE.")

        # kill -9: the passphrase is gone with the process, the paper is as it was.
        signing.bureau.restarts_bot()
        signing.server.go_on.set()
        signing.bureau.turns_clock(minutes=4)
        lost = signing.camat.sees(f"Belum ditandatangani BSrE. {NAMED}. Penandatanganan")
        assert lost.labels == [SIGN]
        assert signing.signatures() == []

        # Anew, and slow again; this time the answer comes, in chat.
        signing.server.go_on.clear()
        page = pages.submit(signing.types, signing.opens())
        signing.waits_until("lost", "asking")
        signing.server.go_on.set()
        signing.camat.sees("Salinan bertanda tangan diterima.")
        assert page.result()[0].startswith("✔ Sudah ditandatangani.")
        signing.waits_until("lost", "signed")
        assert len(signing.signatures()) == 1
