"""What the posts are called, which of them sign papers, and which belong to one kelurahan."""

from models.posts import Post

TITLES: dict[Post, str] = {
    Post.ADMIN: "Admin",
    Post.JFU: "JFU",
    Post.KEPALA_BIDANG: "Kepala Bidang",
    Post.SEKRETARIS: "Sekretaris Kecamatan",
    Post.TIM: "Tim Musrenbang",
    Post.CAMAT: "Camat",
    Post.LURAH: "Lurah",
    Post.DELEGASI: "Delegasi Kelurahan",
    Post.BAPPERIDA: "Bapperida",
}

# These names stand on papers with NIP and pangkat. A member of the tim or a delegate may be no civil servant;
# an official who is also in the tim is asked because of his other post.
SIGNS: frozenset[Post] = frozenset(
    {Post.JFU, Post.KEPALA_BIDANG, Post.SEKRETARIS, Post.CAMAT, Post.LURAH, Post.BAPPERIDA}
)

#: Who may be asked to approve a naskah or a draft: the Camat, who signs a.n. him, and who checks before him.
MAY_DECIDE: frozenset[Post] = frozenset({Post.CAMAT, Post.SEKRETARIS, Post.KEPALA_BIDANG})

#: Posts that decide about papers, stand in the chain before the signer, or give posts: each is given by two.
#: Lurah and delegates speak for their kelurahan alone, the tim is named by its SK, Bapperida receives.
POWER: frozenset[Post] = frozenset({*MAY_DECIDE, Post.JFU, Post.ADMIN})

#: Who may agree to a post that another gives.
SECONDS = (Post.CAMAT, Post.SEKRETARIS, Post.ADMIN)

PER_KELURAHAN: frozenset[Post] = frozenset({Post.LURAH, Post.DELEGASI})

_OFFICE = (Post.SEKRETARIS, Post.ADMIN)

#: Who may invite into a post, give it and take it away. The tim is made by its SK, in step 3.
GIVERS: dict[Post, tuple[Post, ...]] = {
    Post.DELEGASI: (Post.JFU, *_OFFICE),
    Post.LURAH: (Post.JFU, *_OFFICE),
    Post.JFU: _OFFICE,
    Post.KEPALA_BIDANG: _OFFICE,
    Post.SEKRETARIS: _OFFICE,
    Post.CAMAT: _OFFICE,
    Post.BAPPERIDA: _OFFICE,
    Post.ADMIN: (Post.ADMIN,),
}
