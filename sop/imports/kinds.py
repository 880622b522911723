"""The kinds of files that an office hands in."""

from sop.imports.kind import Kind
from sop.imports.usulan import USULAN
from sop.joining.phone_list import ORANG
from sop.likeness.last_list import LALU

#: By their word, which is stored with each batch.
KINDS: dict[str, Kind] = {
    kind.word: kind
    for kind in (
        USULAN,
        LALU,
        ORANG,
    )
}
