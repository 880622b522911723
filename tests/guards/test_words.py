"""Every sentence said is written, with the same facts; every sentence written is said, in Indonesian."""

import re

import pytest

from tests.guards.english_words import ENGLISH
from tests.guards.said import PASSED_ON, placeholders, said, speakers, used
from texts import plain, say, sentences
from texts.colours import BINDS, DESTROYS

pytestmark = pytest.mark.quick


def test_sentences_are_sentences() -> None:
    broken = [key for key, text in sentences().items() if not isinstance(text, str) or not text.strip()]

    assert broken == [], "\n" + "\n".join(broken)


def test_placeholders_are_plain_names() -> None:
    broken = {
        key: odd
        for key, text in sentences().items()
        if (odd := sorted(name for name in placeholders(text) if not re.fullmatch(r"[a-z][a-z0-9_]*", name)))
    }

    assert broken == {}


def test_somebody_speaks() -> None:
    assert {"say", "plain", "Refused"} <= set(speakers())


def test_every_sentence_said_is_written() -> None:
    unwritten = sorted(f"{one.place} says {one.key}" for one in said() if not one.written())

    assert unwritten == [], "\n" + "\n".join(unwritten)


def test_every_sentence_gets_exactly_its_facts() -> None:
    differing = sorted(
        f"{one.place} says {one.key} with {sorted(one.facts)}, written with {sorted(one.names())}"
        for one in said()
        if one.written() and PASSED_ON not in one.facts and one.facts != one.names()
    )

    assert differing == [], "\n" + "\n".join(differing)


def test_every_sentence_written_is_said() -> None:
    unsaid = sorted(set(sentences()) - used())

    assert unsaid == [], "\n" + "\n".join(unsaid)


def test_neither_the_seal_nor_a_press_is_called_a_signature() -> None:
    """The seal's certificate is of its own making, and Setujui is a button: a person's certificate signs."""
    ours = re.compile(r"segel|disetujui secara elektronik", re.IGNORECASE)
    theirs = re.compile(r"tersertifikasi|tanda ?tangan|\bTTE\b|\bBSrE\b|sertifikat elektronik", re.IGNORECASE)
    claims = {key: text for key, text in sentences().items() if ours.search(text) and theirs.search(text)}

    assert set(claims) == {"scan.certified"}, claims  # which tells the two apart
    assert [key for key, text in sentences().items() if "tersertifikasi" in text.lower()] == []
    assert any(ours.search(text) for text in sentences().values())


def test_every_coloured_button_has_its_words() -> None:
    assert (BINDS | DESTROYS) - set(sentences()) == set()
    assert not BINDS & DESTROYS


def test_people_read_no_english() -> None:
    english = {key: sorted(found) for key, text in sentences().items() if (found := _words(text) & ENGLISH)}

    assert english == {}


def _words(sentence: str) -> set[str]:
    """Its words, without facts, tags, links and commands."""
    bare = re.sub(r"\{[^}]*\}|<[^>]*>|https?://\S+|/\w+|@\w+", " ", sentence)
    return set(re.findall(r"[a-z']+", bare.lower()))


def test_a_degree_at_the_end_of_a_sentence_is_its_full_stop() -> None:
    assert say("seating.stands_for", absent="Intan Misalkan, S.T.") == "Menggantikan Intan Misalkan, S.T."
    assert plain("seating.stands_for", absent="Intan Misalkan") == "Menggantikan Intan Misalkan."
    told = say("seating.told_given_back", name="Intan Misalkan, S.T.")
    assert told.startswith("Intan Misalkan, S.T. kembali mengisi tempatnya")
