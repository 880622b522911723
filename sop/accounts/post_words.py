"""A post in words, as it stands in invitations, lists and requests."""

from __future__ import annotations

from typing import Protocol

from models.people import Kelurahan
from models.posts import Post
from sop.core.posts import TITLES


class ForPost(Protocol):
    """Anything that is about a post: an invitation, a line of the phone list, a request."""

    @property
    def post(self) -> Post: ...

    @property
    def kelurahan(self) -> Kelurahan | None: ...


def post_words(about: ForPost) -> str:
    """ "Delegasi Kelurahan Kedung Badak": the post, and its kelurahan where it has one."""
    words = [TITLES[Post(about.post)], about.kelurahan.name if about.kelurahan else ""]
    return " ".join(word for word in words if word)
