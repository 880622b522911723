"""Several at once."""

from __future__ import annotations

import threading
from collections.abc import Callable


def in_parallel(count: int, act: Callable[[int], object]) -> list[object]:
    """Let that many threads do something at once; what each of them got."""
    ready, got, troubles = threading.Barrier(count), [], []

    def one(number: int) -> None:
        ready.wait()
        try:
            got.append(act(number))
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    return got
