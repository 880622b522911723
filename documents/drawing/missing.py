"""What a paper would still like to know; knows nothing of drawing, so that a screen may ask it too."""

from documents.data import Office, PaperData, Signatory
from documents.data.common import Frozen
from texts import plain


def missing(data: Frozen) -> list[str]:
    """What the paper would still like to know, as sentences: dots stand in its place until then."""
    found: dict[str, None] = {}
    for name in type(data).model_fields:
        value = getattr(data, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Signatory):
                lacks = [word for word in ("name", "rank", "nip") if not getattr(part, word)]
                for word in lacks:
                    found[plain(f"paper_common.lacks_{word}", post=part.post_title)] = None
            elif isinstance(part, Office):
                for word in ("address", "phone", "postcode"):
                    if not getattr(part, word):
                        found[plain(f"paper_common.lacks_{word}", kecamatan=part.kecamatan)] = None
            elif isinstance(part, PaperData):
                found.update(dict.fromkeys(missing(part)))
    return list(found)
