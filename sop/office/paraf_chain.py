"""Paraf berjenjang as data: which officials give a paraf on which paper, before its signer is asked."""

from __future__ import annotations

from typing import Any

from documents.data import ParafPlace
from models.people import Kecamatan, Person
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from sop.core.people import holders, must_hold, names
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.steps import PAPER_TITLES, PaperKey
from sop.office.ruling import RULERS
from texts import say

#: paper that is signed -> the step in which it is written
WRITTEN_IN = {
    PaperKey.SK_TIM: "step3_team",
    PaperKey.PEDOMAN: "step4_coordinate",
    PaperKey.LAPORAN: "step6_report",
}

#: Officials below the signer; a paper has at most three of them (draf tata naskah dinas Kota Bogor, 2020).
GIVE = (Post.JFU, Post.KEPALA_BIDANG, Post.SEKRETARIS)
MOST = 3


def chain_of(kecamatan: Kecamatan, key: PaperKey) -> tuple[Post, ...]:
    """What the office has set: the first one is asked first; nothing means the signer is asked at once."""
    chosen = (kecamatan.office or {}).get("paraf") or {}
    return tuple(Post(post) for post in chosen.get(key, ()))[:MOST]


def places_for(unit: Unit, run: Run, key: PaperKey, without: Post | None = None) -> tuple[ParafPlace, ...]:
    """The places of the next edition; none where the signer's own post wrote the paper."""
    if key not in WRITTEN_IN:
        return ()
    season = unit.session.get_one(Season, run.season_id)
    signer = run.signer or run.checker
    if any(one.step == WRITTEN_IN[key] and one.executor == signer for one in season.runs):
        return ()
    posts = chain_of(season.kecamatan, key)
    return tuple(ParafPlace(post=one, title=TITLES[one]) for one in posts if one not in (signer, without))


def set_chain(unit: Unit, actor: Person, key: PaperKey, posts: tuple[Post, ...]) -> None:
    """Another order from the next edition on; a naskah that is under way keeps the one it was made with."""
    must_hold(unit, actor, *RULERS)
    if key not in WRITTEN_IN or not set(posts) <= set(GIVE) or len(set(posts)) != len(posts):
        raise Refused("common.old_button")
    kecamatan = actor.kecamatan
    before = chain_of(kecamatan, key)
    if before == posts:
        return
    office: dict[str, Any] = dict(kecamatan.office or {})
    # A new dictionary, or the change is not seen.
    kecamatan.office = office | {"paraf": {**(office.get("paraf") or {}), key: list(posts)}}
    unit.log(actor, "office.paraf", kecamatan, key=key, before=list(before), after=list(posts))
    _tell_dropped(unit, actor, key, tuple(post for post in before if post not in posts))


def _tell_dropped(unit: Unit, actor: Person, key: PaperKey, dropped: tuple[Post, ...]) -> None:
    """Who gives no paraf any more hears of it, and so does the Camat: one looks less before him."""
    if not dropped:
        return
    words = say("paraf.told_dropped", by=actor.name, title=PAPER_TITLES[key], posts=names(dropped))
    for one in _holding(unit, actor.kecamatan_id, (*dropped, Post.CAMAT)):
        if one.id != actor.id:
            unit.tell(one, words)


def _holding(unit: Unit, kecamatan_id: int, posts: tuple[Post, ...]) -> list[Person]:
    return list(dict.fromkeys(one for post in posts for one in holders(unit, kecamatan_id, post)))
