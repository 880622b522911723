"""P3: what each press costs in an office of 16 usulan and in one of 1,600, on SQLite."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from models.posts import Post
from tests.bench.dive import Warm
from tests.bench.figures import Found
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import Step

SMALL, LARGE = 16, 1600
BOUND = 2.0  #: the larger office may cost at most twice the smaller
TIMES = 5  #: each press is made so often; the quickest counts
TOP = 8
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
            for taken in Warm(desk, PEOPLE[post][1], times=times).steps():
                found.setdefault((step, post, kind_of(taken)), taken.seconds * 1000)
            print(f"  step {step}, {count:>5} usulan, {post}: {sum(key[1] == post for key in found)} presses")
    return found


def kind_of(taken: Step) -> str:
    """A press that is taken is not compared with one that is refused, which shows the last screen again."""
    refused = any(one.text.startswith("⚠️") for one in taken.shown)
    return f"{taken.sign}, refused" if refused else taken.sign


def measure(quick: bool) -> Found:
    """The quickest of some tries of each press, at both sizes.

    Two thousand kinds are compared, and something else on the machine slows one or the other: a walk in which
    any press looks dearer than it may be is made once more at both sizes.
    """
    found = Found()
    times = 1 if quick else TIMES
    small: Costs = {}
    large: Costs = {}
    for step, posts in list(STEPS.items())[: 1 if quick else None]:
        small |= costs(step, posts, SMALL, times)
        large |= costs(step, posts, LARGE, times)
    for step, posts in STEPS.items():
        doubted = tuple(post for post in posts if any(over(small, large, step, post)))
        if doubted:
            _quicker(small, costs(step, doubted, SMALL, times))
            _quicker(large, costs(step, doubted, LARGE, times))
    compared(found, f"a kecamatan of {LARGE:,} usulan, SQLite", small, large, BOUND, "CPU")
    return found


def over(small: Costs, large: Costs, step: int, post: Post) -> Iterator[str]:
    """The presses of somebody that cost too much."""
    for key in set(small) & set(large):
        if key[:2] == (step, post) and large[key] > BOUND * small[key]:
            yield key[2]


def _quicker(costs: Costs, again: Costs) -> None:
    for key in set(costs) & set(again):
        costs[key] = min(costs[key], again[key])


def compared(found: Found, where: str, small: Costs, large: Costs, bound: float, how: str) -> None:
    """The goal, and the presses that grow most."""
    both = sorted(set(small) & set(large), key=lambda key: large[key] / small[key], reverse=True)
    worst, over = both[0], sum(large[key] > bound * small[key] for key in both)
    slowest = max(both, key=lambda key: large[key])
    found.goal(
        f"P3 any press in {where}, against the same press among {SMALL}",
        ours=f"{large[worst]:.1f} ms ({worst[2]}, {worst[1]}), the one that grows most",
        peer=f"{small[worst]:.1f} ms",
        figure=large[worst] / small[worst],
        bound=bound,
        note=f"{len(both)} kinds of press, {over} over the bound; slowest {large[slowest]:.1f} ms "
        f"({slowest[2]}); {how}, quickest of its tries",
    )
    found.table(
        f"Presses that grow most: {where} (ms, {how})",
        ["step", "post", "press", f"among {SMALL}", "there", "ratio"],
        [
            [
                str(key[0]),
                key[1],
                key[2],
                f"{small[key]:.1f}",
                f"{large[key]:.1f}",
                f"{large[key] / small[key]:.2f}",
            ]
            for key in both[:TOP]
        ],
    )
