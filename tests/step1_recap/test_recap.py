"""The recap in the chat: kelurahan by komisi, always as it is now, each number leading to its usulan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import event, select, update

from models.enums import Status
from models.posts import Post
from models.proposal import Proposal
from models.recap import Snapshot
from sop.proposals.label import listed
from tests.core.desk import FrontDesk
from tests.support.office import Office
from tests.support.seed import proposals
from tests.support.usulan import reads, speaks_plainly
from tests.walking.busy_office import PEOPLE, BusyOffice
from texts.figures import rupiah

KOMISI = ("Pemerintahan", "Kesra", "Ekonomi", "Sarpras")
NAMED = " · ".join(rf"{name} (\d+)" for name in KOMISI)


def money(words: str) -> int:
    return int(words.replace(".", ""))


def test_numbers_lead_to_the_usulan_behind_them(office: Office) -> None:
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    proposals(office, 5, Status.SUBMITTED, "Siti Aminah")
    proposals(office, 2, Status.RETURNED, "Wawan", "Kelurahan B")
    proposals(office, 1, Status.DRAFT, "Wawan", "Kelurahan B")
    every = office.read(
        select(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id).order_by(Proposal.sequence)
    )
    sums = [rupiah(sum(one.cost for one in part)) for part in (every[:5], every[5:7], every[:7])]

    sekretaris.sends("/status")
    sekretaris.taps("Rekap usulan")

    reads(
        sekretaris,
        "Rekap usulan RKPD 2028, 11 Jan 2027 jj.mm WIB\n"
        f"Kelurahan A: Pemerintahan 1 · Kesra 2 · Ekonomi 1 · Sarpras 1 = 5, {sums[0]}\n"
        f"Kelurahan B: Pemerintahan 0 · Kesra 0 · Ekonomi 1 · Sarpras 1 = 2, {sums[1]}\n"
        "Kelurahan C: Pemerintahan 0 · Kesra 0 · Ekonomi 0 · Sarpras 0 = 0, Rp0\n"
        f"Jumlah: Pemerintahan 1 · Kesra 2 · Ekonomi 2 · Sarpras 2 = 7, {sums[2]}",
    )
    sekretaris.taps("Kelurahan A")
    sekretaris.taps("Kesra 2")
    first, second = every[0], every[4]
    reads(
        sekretaris,
        f"Kelurahan Kelurahan A\nKesra: 2 usulan, {rupiah(first.cost + second.cost)}\n"
        + "\n".join(listed(one) for one in (first, second)),
    )
    sekretaris.taps(second.number[-4:])
    sekretaris.sees(second.number)

    delegate.sends("/status")
    delegate.taps("Rekap usulan")
    delegate.sees("Kelurahan Kelurahan A\nPemerintahan: 1 usulan")
    alert = delegate.presses(delegate.sees("Jumlah: 5 usulan"), f"recap:place:{every[6].kelurahan_id}")
    assert alert is not None
    assert alert.text.startswith("Data itu tidak ditemukan")
    speaks_plainly(sekretaris)
    speaks_plainly(delegate)


def test_sums_cross_foot_and_one_query_counts_them(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/recap.db") as desk:
        office = BusyOffice(desk, tmp_path)
        office.fills(200, 2)
        head = PEOPLE[Post.KEPALA_BIDANG][1]
        asked: list[str] = []
        event.listen(
            desk.database.engine,
            "before_cursor_execute",
            lambda *given: asked.append(given[2]) if "sum(proposal.cost)" in given[2] else None,
        )

        seen = [screen(desk, head, f"recap:matrix:{page}") for page in (0, 1)]

        assert len(asked) == 2
        lines = [line for text in seen for line in text.split("\n") if line.startswith("Kelurahan ")]
        found = [re.fullmatch(rf"(.+): {NAMED} = (\d+), Rp([\d.]+)", line) for line in lines]
        rows = [[int(cell) for cell in one.groups()[1:6]] + [money(one.group(7))] for one in found if one]
        assert len(rows) == 16
        assert all(sum(row[:4]) == row[4] for row in rows)
        sums = [sum(column) for column in zip(*rows, strict=True)]
        cells = (f"{name} {count}" for name, count in zip(KOMISI, sums[:4], strict=True))
        words = f"Jumlah: {' · '.join(cells)} = {sums[4]}, {rupiah(sums[5])}"
        assert [text.split("\n")[-1] for text in seen] == [f"<b>{words}</b>"] * 2
        assert sums[4:] == list(of_database(desk, office))

        whole = screen(desk, head, "recap:place:0")
        parts = re.findall(r"(\w+): (\d+) usulan, Rp([\d.]+)", whole)
        assert [(int(count), name) for name, count, _ in parts[:4]] == list(
            zip(sums[:4], KOMISI, strict=True)
        )
        assert sum(money(total) for *_, total in parts[:4]) == money(parts[4][2]) == sums[5]


def of_database(desk: FrontDesk, office: BusyOffice) -> tuple[int, int]:
    costs = desk.rows(select(Proposal.cost).where(Proposal.season_id == office.season_id))
    return len(costs), sum(costs)


def screen(desk: FrontDesk, user: int, data: str) -> str:
    """The screen that a press brings."""
    desk.later(seconds=2)
    desk.press(user, data)
    desk.works()
    return desk.said(user)[-1]


@pytest.mark.parametrize("post", [Post.BAPPERIDA, Post.TIM])
def test_recap_is_not_for_everybody(office: Office, post: Post) -> None:
    guest = office.joins(post, "Wahyu Nugroho")
    guest.sends("/status")
    card = guest.sees("Musrenbang Kecamatan")

    assert "Rekap usulan" not in guest.buttons
    alert = guest.presses(card, "recap:matrix:0")
    assert alert is not None
    assert alert.text.startswith("Rekap ini untuk kecamatan, Lurah, dan delegasi.")
    alert = guest.presses(card, "recap:list:0:lain:0")
    assert alert is not None


def test_snapshots_are_numbered_and_say_what_changed(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/recap.db") as desk:
        office = BusyOffice(desk, tmp_path)
        jfu, head = PEOPLE[Post.JFU][1], PEOPLE[Post.KEPALA_BIDANG][1]
        assert "Belum ada rekap bernomor." in screen(desk, jfu, "recap:snapshots:0")
        assert screen(desk, jfu, "recap:take:0").startswith("⚠️ Belum ada usulan yang masuk")
        made = proposals(office, 12, Status.SUBMITTED, PEOPLE[Post.DELEGASI][0])

        assert "Rekap v1, 11 Jan 2027 10.00 WIB sudah dibuat." in screen(desk, jfu, "recap:take:0")
        assert "Rekap v1, 11 Jan 2027 10.00 WIB sudah dibuat." in screen(desk, jfu, "recap:take:0")  # again
        screen(desk, jfu, "recap:take:1")  # nothing has changed
        made += proposals(office, 2, Status.SUBMITTED, PEOPLE[Post.DELEGASI][0])
        change(desk, made[3], revision=2, cost=1)
        change(desk, made[4], status=Status.MERGED)
        desk.later(hours=1)
        assert screen(desk, jfu, "recap:take:1") == (
            "Rekap v2, 11 Jan 2027 11.00 WIB sudah dibuat.\n\n<b>Rekap bernomor</b>, yang terbaru di atas\n"
            "v2, 11 Jan 2027 11.00 WIB: 13 usulan, +2 −1 ~1\n"
            "v1, 11 Jan 2027 10.00 WIB: 12 usulan, yang pertama"
        )

        first, second = desk.rows(select(Snapshot).order_by(Snapshot.edition))
        total = rupiah(second.total)
        assert screen(desk, head, f"recap:snapshot:{second.id}") == (
            f"<b>Rekap v2, 11 Jan 2027 11.00 WIB</b>\n13 usulan, {total}\nSidik jari {second.sha256[:8]}\n"
            "Dibanding v1: +2 −1 ~1 usulan\n"
            f"Baru: US-2028-{office.kecamatan_id}-0013–0014\n"
            f"Tidak ada lagi: US-2028-{office.kecamatan_id}-0005\n"
            f"Berubah: US-2028-{office.kecamatan_id}-0004"
        )
        assert second.total == sum(cost for *_, cost in kept(desk, second))
        assert [named[-4:] for named, *_ in kept(desk, first)] == [f"{at:04d}" for at in range(1, 13)]
        for word in ("recap:snapshots:0", f"recap:snapshot:{first.id}"):
            for post in (Post.BAPPERIDA, Post.LURAH):
                assert "Rekap ini untuk kecamatan" in answer(desk, PEOPLE[post][1], word)
        assert "Ini tugas JFU" in answer(desk, head, "recap:take:2")
        assert desk.rows(select(Snapshot.edition).order_by(Snapshot.edition)) == [1, 2]


def change(desk: FrontDesk, id: int, **values: object) -> None:
    with desk.unit() as unit:
        unit.session.execute(update(Proposal).where(Proposal.id == id).values(**values))


def kept(desk: FrontDesk, snapshot: Snapshot) -> list[list[object]]:
    with desk.unit() as unit:
        return unit.session.get_one(Snapshot, snapshot.id).lines


def answer(desk: FrontDesk, user: int, data: str) -> str:
    """What a press is answered with."""
    desk.later(seconds=2)
    desk.press(user, data)
    return "".join(str(one.parameters.get("text") or "") for one in desk.works())
