"""A name is shown only where root and certificate prove it; what was not looked at is said, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.signing.authority import Authority, self_made, signed
from tests.signing.desk_of_papers import CAMAT, DAY, NIP, Papers, Place, list_server, roots_with
from tests.support.office import START
from texts.figures import moment

OTHER, OTHER_NIP = "Budi Santoso", "198001012006041002"
NAMED = "Laporan hasil kegiatan Musrenbang, versi 1"
UNPROVED = "Berkas bertanda tangan diterima, tetapi belum dapat diperiksa."
AUTHORITY = Authority()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An office that has set whom it trusts."""
    made = Place(tmp_path_factory.mktemp("proved"), AUTHORITY.root.pem)
    made.bureau.__enter__()
    yield made
    made.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An office as it is shipped: it trusts nobody."""
    made = Place(tmp_path_factory.mktemp("bare"), None)
    made.bureau.__enter__()
    yield made
    made.close()


@pytest.fixture
def papers(place: Place) -> Papers:
    return Papers(place)


def test_a_self_made_certificate_with_the_camats_name_gives_nobody_a_name(
    bare: Place, tmp_path: Path
) -> None:
    papers = Papers(bare)
    forged = signed(papers.final, self_made(CAMAT, number=NIP), at=papers.now)

    answer = papers.hands_in(forged)

    assert answer.startswith(f"⚠ {UNPROVED} {NAMED}.")
    assert CAMAT not in answer
    assert "Penerbit sertifikat: belum diperiksa, karena daftar akar sertifikat belum diatur" in answer
    assert "Pemilik sertifikat: belum dapat dipastikan" in answer
    assert "Pencabutan sertifikat: belum diperiksa" in answer
    assert f"Waktu tanda tangan: {moment(papers.now)[:11]}" in answer
    page = papers.page()
    assert "Salinan bertanda tangan" not in page
    assert "Berkas bertanda tangan belum dapat diperiksa, diterima" in page
    assert page.count(CAMAT) == 1, "whose press approved it"
    about = papers.page_about(forged)
    assert "Isi dokumennya asli." in about
    assert "belum dapat diperiksa" in about
    assert CAMAT not in about
    told = papers.hands_in(forged)
    assert "Isi dokumennya asli." in told
    assert CAMAT not in told
    copy = papers.verifies(forged, tmp_path)["copy"]
    assert copy.pop("signed_at")
    assert copy == {
        "signer": None,
        "root": "unchecked",
        "certificate": "yes",
        "revocation": "unchecked",
        "time": "unchecked",
    }
    [logged] = papers.logged("paper.signed")
    assert [logged[fact] for fact in ("trusted", "named", "unrevoked", "timed")] == [None, True, None, None]


def test_without_roots_a_file_in_another_name_is_not_even_kept(bare: Place) -> None:
    papers = Papers(bare)

    answer = papers.hands_in(signed(papers.final, self_made(OTHER), at=papers.now))

    assert answer.splitlines()[-1] == (
        f"Sertifikatnya menyebut {OTHER}, sedangkan penanda tangan dokumen ini {CAMAT}. "
        f"Berkas tidak disimpan; mintalah tanda tangan {CAMAT}."
    )
    assert papers.kept() == 0


def test_the_right_name_by_a_known_root_is_shown_with_what_was_not_looked_at(
    papers: Papers, tmp_path: Path
) -> None:
    copy = signed(papers.final, AUTHORITY.gives(f"H. {CAMAT.upper()}, S.STP., M.Si"), at=papers.now)

    answer = papers.hands_in(copy)

    shown = f"H. {CAMAT.upper()}, S.STP., M.Si"
    assert answer.splitlines()[:4] == [
        f"✔ Salinan bertanda tangan diterima. {NAMED}, ditandatangani {shown}. Isinya utuh.",
        "Penerbit sertifikat: dikenal",
        f"Pemilik sertifikat: {shown}, cocok dengan nama penanda tangan dokumen (tanpa NIP)",
        "Pencabutan sertifikat: belum diperiksa",
    ]
    assert answer.splitlines()[4].endswith(" WIB menurut penanda tangan")
    page = papers.page()
    assert f"Salinan bertanda tangan {shown}, diterima" in page
    assert "Pencabutan sertifikat belum diperiksa" in page
    assert "WIB menurut penanda tangan" in page
    about = papers.page_about(copy)
    assert f"Pemilik sertifikat: {shown}, cocok dengan nama" in about
    assert "Pencabutan sertifikat: belum diperiksa" in about
    found = papers.verifies(copy, tmp_path)
    facts = {name: found["copy"][name] for name in ("signer", "root", "certificate", "revocation", "time")}
    assert list(facts.values()) == [shown, "yes", "yes", "unchecked", "unchecked"]


def test_all_four_can_be_proved(papers: Papers, tmp_path: Path) -> None:
    holder = AUTHORITY.gives(CAMAT, AUTHORITY.between(), number=f"PNOID-{NIP}")
    plain = AUTHORITY.gives(CAMAT, number=NIP)
    at = papers.now
    copy = signed(
        papers.final, plain, at=at, crl=AUTHORITY.crl(at), clock=AUTHORITY.clock(), root=AUTHORITY.root
    )

    lines = papers.hands_in(copy).splitlines()

    assert lines[1:3] == [
        "Penerbit sertifikat: dikenal",
        f"Pemilik sertifikat: {CAMAT}, cocok dengan NIP penanda tangan dokumen",
    ]
    assert lines[3].startswith("Pencabutan sertifikat: tidak dicabut, diperiksa ")
    assert lines[4] == f"Waktu tanda tangan: {moment(at)}, dengan stempel waktu yang dikenal"
    found = papers.verifies(copy, tmp_path)["copy"]
    assert [found[name] for name in ("signer", "root", "certificate", "revocation", "time")] == [
        CAMAT,
        "yes",
        "yes",
        "yes",
        "yes",
    ]
    # An authority below the root vouches too.
    between = papers.hands_in(signed(papers.final, holder, at=at))
    assert f"Pemilik sertifikat: {CAMAT}, cocok dengan NIP penanda tangan dokumen" in between


REFUSED = {
    "another name": (
        lambda: AUTHORITY.gives(OTHER),
        f"Sertifikatnya menyebut {OTHER}, sedangkan penanda tangan dokumen ini {CAMAT}. ",
        "other_signer",
    ),
    "a namesake with another NIP": (
        lambda: AUTHORITY.gives(CAMAT, number=OTHER_NIP),
        f"Sertifikatnya menyebut {CAMAT}, sedangkan penanda tangan dokumen ini {CAMAT}",
        "other_signer",
    ),
    "two names": (
        lambda: AUTHORITY.gives(f"{CAMAT}, {OTHER}"),
        f"Sertifikatnya menyebut {CAMAT}, {OTHER}, sedangkan ",
        "other_signer",
    ),
    "a look-alike in other letters": (
        lambda: AUTHORITY.gives("Rаhmat Hidayat"),
        "Sertifikatnya menyebut Rаhmat Hidayat, sedangkan ",
        "other_signer",
    ),
    "self-made": (
        lambda: self_made(CAMAT, number=NIP),
        f"Sertifikat yang menyebut {CAMAT} tidak dikenal",
        "not_trusted",
    ),
    "another authority": (
        lambda: Authority().gives(CAMAT),
        f"Sertifikat yang menyebut {CAMAT} tidak dikenal",
        "not_trusted",
    ),
    "over": (
        lambda: AUTHORITY.gives(CAMAT, until=START - DAY),
        f"Sertifikat yang menyebut {CAMAT} sudah kedaluwarsa.",
        "expired",
    ),
}


def test_each_wrong_certificate_is_refused_with_its_sentence(papers: Papers) -> None:
    for what, (made, sentence, _) in REFUSED.items():
        answer = papers.hands_in(signed(papers.final, made(), at=papers.now))
        assert answer.splitlines()[-1].startswith(sentence), what

    assert papers.kept() == 0
    assert [one["why"] for one in papers.logged("paper.signature_refused")] == [
        why for _, _, why in REFUSED.values()
    ]
    assert (
        "tanda tangan" not in papers.page().partition("Sidik jari")[0].replace("Penanda tangan", "").lower()
    )


def test_what_its_authority_took_back_is_refused_by_the_list_in_the_file(papers: Papers) -> None:
    holder = AUTHORITY.gives(CAMAT, number=NIP)
    AUTHORITY.takes_back(holder, papers.now - 3 * DAY)
    at = papers.now
    copy = signed(papers.final, holder, at=at, crl=AUTHORITY.crl(at), root=AUTHORITY.root)

    answer = papers.hands_in(copy)

    assert answer.splitlines()[-1].startswith(f"Sertifikat yang menyebut {CAMAT} sudah dicabut penerbitnya.")
    assert papers.kept() == 0


def test_the_list_is_fetched_for_the_office_and_not_for_strangers(tmp_path: Path) -> None:
    said: list[bytes | None] = []
    with list_server(lambda: said[-1]) as (address, asked):
        authority = Authority(address)
        place = Place(tmp_path, authority.root.pem)
        with place.bureau:
            papers = Papers(place)
            good, bad = authority.gives(CAMAT, number=NIP), authority.gives(CAMAT, number=NIP)
            authority.takes_back(bad, papers.now - 3 * DAY)
            copies = [signed(papers.final, one, at=papers.now) for one in (good, good, bad)]

            assert "Tidak dikenal." in papers.page_about(copies[0])
            assert asked == [], "a stranger makes this machine call nobody"
            said.append(None)
            assert "Pencabutan sertifikat: belum diperiksa" in papers.hands_in(copies[0])
            said.append(authority.crl(papers.now))
            assert "Pencabutan sertifikat: tidak dicabut, diperiksa" in papers.hands_in(copies[1])
            answer = papers.hands_in(copies[2])
            assert f"Sertifikat yang menyebut {CAMAT} sudah dicabut penerbitnya." in answer
            assert papers.kept() == 2
            # What was kept before is looked at again when it is sent again.
            assert "Pencabutan sertifikat: tidak dicabut, diperiksa" in papers.hands_in(copies[0])
            [again] = papers.logged("paper.signature_checked")
            assert again["unrevoked"] is True
        place.web.close()


def test_a_copy_of_before_stays_without_a_name_until_it_is_looked_at(tmp_path: Path) -> None:
    place = Place(tmp_path, None)
    with place.bureau:
        papers = Papers(place)
        copy = signed(papers.final, AUTHORITY.gives(CAMAT, number=NIP), at=papers.now)
        papers.hands_in(copy)
        with place.bureau.database.unit(place.bureau.now()) as unit:  # as the migration left it
            unit.session.execute(
                text("UPDATE signature SET certificate_name = :name, named = NULL"), {"name": CAMAT}
            )
        assert papers.page().count(CAMAT) == 1, "whose press approved it"
        place.bureau.settings["TRUST_ROOTS"] = str(roots_with(tmp_path, AUTHORITY.root.pem))
        place.bureau.restarts_bot()

        answer = papers.hands_in(copy)

        assert f"Pemilik sertifikat: {CAMAT}, cocok dengan NIP penanda tangan dokumen" in answer
        assert f"Salinan bertanda tangan {CAMAT}, diterima" in papers.page()
    place.web.close()
