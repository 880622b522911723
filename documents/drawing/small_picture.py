"""Photos as they stand on paper: small, so that a paper with many stays light."""

from io import BytesIO


def smaller(content: bytes, side: int) -> bytes | None:
    """A JPEG of at most so many pixels a side; None where the bytes are no picture."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
            picture.draft("RGB", (side, side))
            picture.thumbnail((side, side))
            made = BytesIO()
            picture.convert("RGB").save(made, "JPEG", quality=70)
            return made.getvalue()
    except Exception:
        return None
