"""Cadangan, for the admin.

> [Cadangan]
< Cadangan. Terakhir 11 Januari 2027 02.00 WIB: musrenbang-20270111-020000.zip (24 MB).  [Cadangkan sekarang]
> [Cadangkan sekarang]
< Cadangan sedang dibuat. Hasilnya dikirim di sini; Bapak/Ibu dapat tetap bekerja.
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.speech import button
from sop.alerts.backups import KEEPERS, order_backup, told


@view("settings:backup")
def show_backup(ctx: Ctx) -> None:
    """When the last good backup was made, and what is wrong."""
    ctx.show(
        told(ctx.unit, ctx.actor),
        [
            [button("backup.now", "settings:backupnow")],
            [button("settings.back", "settings:show"), button("menu.back", "menu:show")],
        ],
    )


def make_now(ctx: Ctx) -> None:
    """Cadangkan sekarang."""
    order_backup(ctx.unit, ctx.actor)
    show_backup(ctx)


HANDLERS = (
    Press("settings:backup", show_backup, Who(KEEPERS).on(anytime=True)),
    Press("settings:backupnow", make_now, Who(KEEPERS).on(anytime=True)),
)
