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

PER_KELURAHAN: frozenset[Post] = frozenset({Post.LURAH, Post.DELEGASI})
