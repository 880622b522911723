"""The client of BSrE, against a server that answers as the documented one does, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.bsre import Bsre
from demo.server.app import free_port
from documents.sealing.seal import seal
from documents.sealing.signed_copy import signed_copy
from sop.signing.bsre import Secret, Trouble, Troubled
from tests.signing.archive import NOW, REPORT
from tests.signing.bsre_server import CAMAT, NIK, PASSPHRASE, PASSWORD, TOTP, USER, BadDay, Fault, bad_day

GOOD = Secret(NIK, PASSPHRASE)


@dataclass
class Case:
    server: BadDay
    final: bytes
    certificate: bytes

    def asks(
        self,
        secret: Secret = GOOD,
        version: int = 1,
        password: str = PASSWORD,
        url: str = "",
        seconds: float = 20,
    ) -> bytes:
        client = Bsre(url or self.server.url, USER, password, version, seconds=seconds)
        return asyncio.run(client.sign(self.final, secret, "Uji"))

    def trouble(self, **how: object) -> tuple[Trouble, str]:
        with pytest.raises(Troubled) as found:
            self.asks(**how)  # type: ignore[arg-type]
        return found.value.trouble, found.value.said

    def worth(self, content: bytes) -> list[tuple[str, bool, bool | None]]:
        found = signed_copy(content, [self.certificate], [self.server.authority.root], NOW)
        return [(one.signer, one.intact, one.trusted) for one in found]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("bsre") / "segel"
    final = seal(REPORT, folder, kecamatan="Tanah Sareal", approved=True, at=NOW)
    with bad_day() as server:
        yield Case(server, final, (folder / "sertifikat.pem").read_bytes())


@pytest.fixture
def case(office: Case) -> Case:
    office.server.fault = None
    office.server.calls.clear()
    return office


@pytest.mark.parametrize("fault", [None, Fault.BASE64, Fault.CUT])
def test_v1_gives_back_our_bytes_with_one_signature_more(case: Case, fault: Fault | None) -> None:
    case.server.fault = fault

    signed = case.asks()

    assert signed.startswith(case.final)
    assert case.worth(signed) == [(CAMAT, True, True)]
    fetched = ["/api/sign/pdf", *(["/api/sign/download/"] if fault is Fault.CUT else [])]
    assert [call[: len(known)] for call, known in zip(case.server.calls, fetched, strict=True)] == fetched


@pytest.mark.parametrize("secret", [GOOD, Secret(NIK, TOTP, totp=True)])
def test_v2_takes_a_passphrase_or_the_code_of_an_app(case: Case, secret: Secret) -> None:
    signed = case.asks(secret, version=2)

    assert signed.startswith(case.final)
    assert case.worth(signed) == [(CAMAT, True, True)]


@pytest.mark.parametrize("version", [1, 2])
def test_what_the_server_says_no_to(case: Case, version: int) -> None:
    assert case.trouble(version=version, secret=Secret(NIK, "salah")) == (Trouble.MISTYPED, "")
    assert case.trouble(version=version, secret=Secret("3271046504930003", "x")) == (Trouble.NO_USER, "")
    assert case.trouble(version=version, password="bukan ini") == (Trouble.NOT_LET_IN, "")
    case.server.fault = Fault.FULL
    said = case.trouble(version=version)
    assert said == (Trouble.REFUSED, "Kuota sertifikat habis untuk … / …"), "without what was typed"


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("fault", "trouble"),
    [(Fault.AWAY, Trouble.DOWN), (Fault.HTML, Trouble.NONSENSE), (Fault.EMPTY, Trouble.NONSENSE)],
)
def test_a_server_that_is_ill(case: Case, version: int, fault: Fault, trouble: Trouble) -> None:
    case.server.fault = fault

    assert case.trouble(version=version) == (trouble, "")


def test_a_server_that_is_slow_or_not_there(case: Case) -> None:
    case.server.fault = Fault.WAITS
    assert case.trouble(seconds=0.5) == (Trouble.SLOW, "")
    case.server.go_on.set()
    nobody = f"http://127.0.0.1:{free_port()}"
    assert case.trouble(url=nobody) == (Trouble.DOWN, "")


def test_a_secret_does_not_show_itself() -> None:
    assert repr(Secret(NIK, PASSPHRASE)) == "Secret(totp=False)"
