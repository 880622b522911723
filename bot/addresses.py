"""Whether what is sent to an address can be read by nobody on its way there."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_guarded(address: str) -> bool:
    """Over https; or on this very machine, where there is no way."""
    where = urlsplit(address)
    try:
        here = where.hostname == "localhost" or ip_address(where.hostname or "").is_loopback
    except ValueError:
        here = False
    return where.scheme == "https" or (where.scheme == "http" and here)
