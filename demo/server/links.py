"""Which addresses Telegram takes for a link."""

import re

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?://)?")
_HOST = re.compile(r"^(?:[^/?#\s@]*@)?([^/?#\s:]*)(?::\d+)?(?:[/?#]\S*)?$")


def wrong_link(url: str) -> str | None:
    """Why Telegram would refuse the address, or None."""
    scheme = _SCHEME.match(url)
    if scheme is not None and scheme[1].lower() in {"tg", "ton"}:
        return None
    rest = url[scheme.end() :] if scheme is not None and "://" in scheme[0] else url
    if scheme is not None and "://" in scheme[0] and scheme[1].lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    host = _HOST.match(rest)
    if rest == "" or (host is not None and host[1] == ""):
        return "URL host is empty"
    # A host without a dot, localhost first of all, is no public address.
    return "Wrong HTTP URL" if host is None or "." not in host[1].strip(".") else None


def checked_link(url: str) -> str | None:
    """The address with its scheme, or None when it is not one."""
    url = url.strip()
    if wrong_link(url) is not None:
        return None
    return (
        url if _SCHEME.match(url) and ("://" in url or url.startswith(("tg:", "ton:"))) else f"http://{url}/"
    )
