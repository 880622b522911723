"""The kinds of files that an office hands in."""

from sop.imports.kind import Kind
from sop.imports.last_list import LALU
from sop.imports.phone_list import ORANG
from sop.imports.usulan_kind import USULAN

#: By their word, which is stored with each batch.
KINDS: dict[str, Kind] = {
    kind.word: kind
    for kind in (
        USULAN,
        LALU,
        ORANG,
    )
}
