"""What each press costs in an office of 16 usulan and in one of 1,600: `python -m tests.bench.presses`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from models.posts import Post
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import Walk

SMALL, LARGE = 16, 1600
BOUND = 2.0  #: the larger office may cost at most twice the smaller
STEPS = {
    1: (Post.DELEGASI, Post.LURAH, Post.JFU, Post.SEKRETARIS),
    2: (Post.KEPALA_BIDANG, Post.JFU, Post.LURAH, Post.DELEGASI),
}

Costs = dict[tuple[int, Post, str], float]


def costs(step: int, posts: tuple[Post, ...], count: int, times: int) -> Costs:
    """Milliseconds of processor for the unit of work of each kind of press."""
    found: Costs = {}
    with tempfile.TemporaryDirectory() as folder, FrontDesk(f"sqlite:///{folder}/bench.db") as desk:
        office = BusyOffice(desk, Path(folder))
        office.fills(count, step)
        office.drafts(2)
        office.opens(step)
        for post in posts:
            for taken in Walk(desk, PEOPLE[post][1], times=times).steps():
                found.setdefault((step, post, taken.sign), taken.seconds * 1000)
            print(f"  step {step}, {count:>5} usulan, {post}: {sum(key[1] == post for key in found)} presses")
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--times", type=int, default=5, help="each press is made so often; the quickest counts"
    )
    times = asked.parse_args().times
    small: Costs = {}
    large: Costs = {}
    for step, posts in STEPS.items():
        small |= costs(step, posts, SMALL, times)
        large |= costs(step, posts, LARGE, times)
    both = sorted(set(small) & set(large), key=lambda key: large[key] / small[key], reverse=True)
    print(f"\n{'step':>4}  {'post':<14} {'press':<34} {SMALL:>8} {LARGE:>8}  ratio   (ms of processor)")
    for key in both:
        step, post, sign = key
        ratio = large[key] / small[key]
        mark = "  <-- over" if ratio > BOUND else ""
        print(f"{step:>4}  {post:<14} {sign:<34} {small[key]:>8.1f} {large[key]:>8.1f} {ratio:>6.2f}{mark}")
    over = [key for key in both if large[key] > BOUND * small[key]]
    slowest = max(large[key] for key in both)
    print(f"\n{len(both)} kinds of press at both sizes; over {BOUND:.0f} times: {len(over)}", end="; ")
    print(f"slowest: {slowest:.1f} ms")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
