"""A bot that has a fault of its own with the first photo that it looks at. For one test."""

from __future__ import annotations

from typing import Any

from bot.jobs.photos import PhotoJob
from demo.entry import main

_kept = PhotoJob._kept
_seen: list[object] = []


async def _fails_once(self: PhotoJob, *rest: Any) -> Any:
    _seen.append(rest)
    if len(_seen) == 1:
        raise RuntimeError("a fault of ours")
    return await _kept(self, *rest)


PhotoJob._kept = _fails_once

if __name__ == "__main__":
    main()
