"""a.n.: which papers of the Camat are signed in his name, and by which post."""

from __future__ import annotations

from models.people import Kecamatan
from models.posts import Post
from sop.core.steps import PaperKey, Step

#: Papers that bear the Camat's signature and no other, in the order in which they are listed.
PAPERS = (
    PaperKey.SK_TIM,
    PaperKey.UNDANGAN,
    PaperKey.SURAT_MANDAT,
    PaperKey.UTUSAN,
    PaperKey.SKALA_PRIORITAS,
    PaperKey.LAPORAN,
)

#: Who may sign in the Camat's name: one level below him.
DEPUTIES = (Post.SEKRETARIS, Post.KEPALA_BIDANG)


def deputy_of(kecamatan: Kecamatan, key: str) -> Post | None:
    """Who signs this paper a.n. the Camat; None: he does."""
    post = deputed(kecamatan).get(key)
    return Post(post) if post else None


def deputed(kecamatan: Kecamatan) -> dict[str, str]:
    return dict((kecamatan.office or {}).get("signing_for") or {})


def signer_of(kecamatan: Kecamatan, step: Step) -> Post | None:
    """Who decides about the naskah of a step in a new season."""
    if step.signer != Post.CAMAT:
        return step.signer
    return next((post for key in step.produces if (post := deputy_of(kecamatan, key))), step.signer)
