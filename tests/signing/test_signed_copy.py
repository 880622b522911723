"""A certified signature made elsewhere on a sealed report: what it is worth, before it is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from documents.sealing.seal import seal
from documents.sealing.seal_keys import KEY
from documents.sealing.seal_reading import look
from documents.sealing.signed_copy import signed_copy
from tests.signing.archive import NOW, REPORT
from tests.signing.mutations import bytes_appended, words_laid_over
from tests.signing.seals import signed_by

NAME = "Rahmat Hidayat"


def test_what_a_signature_made_elsewhere_is_worth(tmp_path: Path) -> None:
    folder, naskah = tmp_path / "segel", REPORT
    final = seal(naskah, folder, kecamatan="Tanah Sareal", approved=True, at=NOW)
    ours = (folder / "sertifikat.pem").read_bytes()

    def worth(content: bytes, *roots: bytes) -> list[tuple[str, bool | None, bool, bool]]:
        found = signed_copy(content, [ours], roots, NOW)
        return [(one.signer, one.trusted, one.intact, one.expired) for one in found]

    good = signed_by(NAME, final, tmp_path)
    root = (tmp_path / "orang.pem").read_bytes()
    assert worth(good) == [(NAME, None, True, False)], "no roots are set"
    assert worth(good, root) == [(NAME, True, True, False)]
    assert worth(good, ours) == [(NAME, False, True, False)]
    changed = [(NAME, True, False, False)]
    assert worth(bytes_appended(good, Random(1)), root) == changed
    painted = signed_by(NAME, words_laid_over(final, Random(1)), tmp_path)
    assert worth(painted, (tmp_path / "orang.pem").read_bytes()) == changed
    old = signed_by(NAME, final, tmp_path, until=NOW - timedelta(days=1))
    assert worth(old, (tmp_path / "orang.pem").read_bytes()) == [(NAME, False, True, True)]
    assert worth(signed_by(NAME, naskah, tmp_path)) == [], "the paper without its seal"
    assert worth(final) == worth(b"") == worth(b"%PDF-1.4") == []
    assert look(good, [], [ours]).signers == ("Sistem Musrenbang Kecamatan Tanah Sareal", NAME)
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600
