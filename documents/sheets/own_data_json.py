"""What is kept about one person, for another program: each sheet a list of objects."""

from __future__ import annotations

import json
from typing import Any


def write(data: dict[str, Any]) -> bytes:
    """The same `sheets` as documents/sheets/own_data.py writes."""
    named = {
        title: [dict(zip(heads, row, strict=True)) for row in rows] for title, heads, rows in data["sheets"]
    }
    return json.dumps(named, ensure_ascii=False, indent=1).encode()
