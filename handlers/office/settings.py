"""/pengaturan: one's own data and privacy; for Sekretaris and admin what holds for the whole kecamatan.

> /pengaturan
< Rudi Hartono, Sekretaris Kecamatan.  [Data diri] [Privasi] [Langkah SOP] ...
> [Langkah SOP]
< 1. Rekap hasil kelurahan: JFU, tanpa tenggat ...  [1] [2] [3] ...
> [2]
< Langkah 2. ...  [Ubah pelaksana] [Ubah tenggat]
> [Ubah tenggat]
< Sampai tanggal berapa?
> 18 Januari
< Tenggat: Senin, 18 Januari 2027 (5 hari kerja lagi).
"""

from __future__ import annotations

from datetime import date

from handlers.office import arms, norms, paraf_chain, season_days, settings_rules, signing_for
from handlers.office import word_template as template
from handlers.office.settings_forms import (
    CLOSURE,
    DEADLINE,
    INTAKE,
    ME,
    OFFICE_LINE,
    begin_closure,
    begin_deadline,
    begin_intake,
    begin_me,
    begin_office,
)
from handlers.office.settings_screens import (
    show_closures,
    show_intake,
    show_me,
    show_office,
    show_settings,
    show_step,
    show_steps,
    show_who,
)
from handlers.talk.buttons import Command, Press
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import JOINED
from models.posts import Post
from sop.core.people import names
from sop.core.refused import Refused
from sop.flow.season_settings import EXECUTORS, remove_closure, set_executor
from sop.office.own_data import SETS
from texts import say
from texts.figures import date as in_words


def give(ctx: Ctx, number: int, post: str) -> None:
    """Another post does the step from now on."""
    if post not in set(EXECUTORS):
        raise Refused("common.old_button")
    set_executor(ctx.unit, ctx.actor, ctx.season, number, Post(post))
    ctx.banner(say("settings.executor_set", number=number, executor=names([post])))
    show_step(ctx, number)


def open_again(ctx: Ctx, day: str) -> None:
    """A day is a working day after all."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Refused("common.old_button") from None
    remove_closure(ctx.unit, ctx.actor, found)
    ctx.banner(say("settings.closure_removed", day=in_words(found)))
    show_closures(ctx)


#: The screen that each form was opened from.
LEADS_TO = {
    ME: show_me,
    OFFICE_LINE: show_office,
    INTAKE: show_intake,
    CLOSURE: show_closures,
    DEADLINE: show_settings,
    arms.ARMS: arms.show_arms,
    norms.NORMS: norms.show_norms,
    template.TEMPLATE: template.show_template,
}


def leave(ctx: Ctx, form: str) -> None:
    """Batalkan: nothing was changed."""
    left = next((one for one in LEADS_TO if one.name == form), None)
    if left is None:
        raise Refused("common.old_button")
    number = left.draft(ctx).about
    left.cancel(ctx)
    if left is DEADLINE and number is not None:
        show_step(ctx, number)
    else:
        LEADS_TO[left](ctx)


HANDLERS = (
    *settings_rules.HANDLERS,
    *season_days.HANDLERS,
    *arms.HANDLERS,
    *norms.HANDLERS,
    *template.HANDLERS,
    *signing_for.HANDLERS,
    *paraf_chain.HANDLERS,
    ME.conversation(Press("settings:own", begin_me, JOINED.on(anytime=True))),
    OFFICE_LINE.conversation(Press("settings:kop", begin_office, Who(SETS))),
    DEADLINE.conversation(Press("settings:due", begin_deadline, Who(SETS))),
    INTAKE.conversation(Press("settings:days", begin_intake, Who(SETS))),
    CLOSURE.conversation(Press("settings:closed", begin_closure, Who(SETS))),
    Command("pengaturan", show_settings, JOINED.on(anytime=True)),
    Press("settings:show", show_settings, JOINED.on(anytime=True)),
    Press("settings:me", show_me, JOINED.on(anytime=True)),
    Press("settings:steps", show_steps, Who(SETS)),
    Press("settings:step", show_step, Who(SETS)),
    Press("settings:who", show_who, Who(SETS)),
    Press("settings:post", give, Who(SETS)),
    Press("settings:intake", show_intake, Who(SETS)),
    Press("settings:office", show_office, Who(SETS)),
    Press("settings:closures", show_closures, Who(SETS)),
    Press("settings:open", open_again, Who(SETS)),
    Press("settings:leave", leave, JOINED.on(anytime=True)),
)
