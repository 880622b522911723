"""Lists of usulan for the office's own work, as files.

> [Unduh Excel]
< Unduh daftar usulan ...  [T-D.4 Excel] [T-D.4 CSV] [SIPD Excel] ...
> [T-D.4 Excel]
< (td4-2028.xlsx) Tabel T-D.4 ..., keadaan 14 Jan 2027 09.10 WIB.
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.speech import button
from sop.step1_recap.export import ENDINGS, EXPORTERS, must_export, order_export
from sop.step1_recap.export_rows import LAYOUTS
from texts import say


@view("export:choose")
def show_choice(ctx: Ctx) -> None:
    """What each list is for."""
    must_export(ctx.unit, ctx.actor)
    keys = [
        [button(f"export.{layout}_{ending}", "export:make", layout, ending) for ending in ENDINGS]
        for layout in LAYOUTS
    ]
    back = [button("form.back", "recap:matrix", 0), button("menu.back", "menu:show")]
    ctx.show(say("export.choose", year=ctx.season.year), [*keys, back])


def make(ctx: Ctx, layout: str, ending: str) -> None:
    """Pressed twice, one file is made."""
    order_export(ctx.unit, ctx.actor, ctx.season, layout, ending)
    ctx.banner(say("recap.file_coming"))
    show_choice(ctx)


HANDLERS = (Press("export:choose", show_choice, Who(EXPORTERS)), Press("export:make", make, Who(EXPORTERS)))
