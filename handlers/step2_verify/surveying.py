"""The surveyor at the place: photos, where he stands, what he measures, what he saw.

< Bambang meminta Bapak/Ibu meninjau usulan US-2028-TNS-KDB-0042 ...  [Buka tugas survei]
> [Buka tugas survei] > [Mulai survei]
< Kirim foto keadaan di tempat.  > (photos) [Selesai 3]
< Titik lokasi?  > 📍   < Volume terukur?  > 12 x 4   < Catatan?
< 3 foto, 48 m2, 35 m dari titik usulan.  [Kirim hasil]
"""

from __future__ import annotations

from decimal import Decimal

from telegram import Message

from handlers.step2_verify.survey_words import result_words
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, Stay, pick
from handlers.talk.context import Ctx
from handlers.talk.sent_files import like, picture_of
from handlers.talk.who import POST
from models.proposal import Proposal
from models.speech import Button, button
from models.verifying import Survey
from sop.core.refused import Refused
from sop.proposals.proposal_words import map_of, place_words, volume_words
from sop.reading import sentence
from sop.reading.lengths import unit_in, volume
from sop.step2_verify.surveys import (
    MOST_PHOTOS,
    Found,
    call_off,
    drop_photos,
    photos,
    photos_before,
    pin_at,
    report,
    survey_here,
    surveying,
    take_photo,
)
from texts import Html, join, plain, say
from texts.figures import cut

LONGEST_NOTE = 500
LONGEST_PLACE = 150
LONGEST_PROBLEM = 200

D = ChatDraft


@view("survey:task")
def show_task(ctx: Ctx, id: int) -> None:
    """What is to be looked at, and where."""
    survey, row = survey_here(ctx.unit, ctx.actor, id)
    words = join(
        say("survey.task_head", number=row.number or "-", kelurahan=row.kelurahan.name),
        say("step2_verify.card_title", title=row.title or "-"),
        say("step2_verify.card_problem", problem=cut(row.problem or "-", LONGEST_PROBLEM)),
        say("step2_verify.card_place", place=cut(place_words(row) or "-", LONGEST_PLACE)),
        say("survey.result_proposed", volume=volume_words(row) or "-"),
        say(_state(survey)),
    )
    rows: list[list[Button]] = []
    if survey.surveyor_id == ctx.actor.id and survey.done_at is None and survey.cancelled_at is None:
        rows.append([button("survey.begin", "survey:begin", id)])
        rows.append([button("survey.cannot", "survey:cannot", id)])
    there: list[Button] = []
    if count := len(photos_before(ctx.unit, ctx.actor, id)[1]):
        there.append(button("step2_verify.photos", "survey:before", id, count=count))
    if row.lat is not None and row.lon is not None:
        there.append(Button(plain("step2_verify.map"), url=map_of(row.lat, row.lon)))
    rows.insert(1, there)
    ctx.show(words, [*rows, [button("menu.back", "menu:show")]])


def _state(survey: Survey) -> str:
    if survey.cancelled_at is not None:
        return "survey.task_off"
    return "survey.task_open" if survey.done_at is None else "survey.task_done"


def send_before(ctx: Ctx, id: int) -> None:
    """Lihat foto: the author's photos, below the task."""
    row, found = photos_before(ctx.unit, ctx.actor, id)
    if not found:
        raise Refused("step2_verify.photos_none")
    for at, photo in enumerate(found, start=1):
        words = say("step2_verify.photo_caption", at=at, of=len(found), number=row.number or "-")
        ctx.tell(words, file={"upload": photo.id})


def cannot(ctx: Ctx, id: int) -> None:
    """Tidak bisa: the task goes back to who gave it."""
    row = call_off(ctx.unit, ctx.actor, id)
    ctx.banner(say("survey.given_back", number=row.number or "-"))
    show_task(ctx, id)


# ---- the form


def begin(ctx: Ctx, id: int) -> str:
    """Mulai survei; what was answered before is still there."""
    surveying(ctx.unit, ctx.actor, id)
    return SURVEY.begin(ctx, id)


def _here(ctx: Ctx, draft: D) -> tuple[Survey, Proposal]:
    return surveying(ctx.unit, ctx.actor, draft.about)


def _count(ctx: Ctx, draft: D) -> int:
    survey, row = _here(ctx, draft)
    return len(photos(row, survey))


def _photo(ctx: Ctx, draft: D, message: Message) -> int:
    """One photo more. How many came too late is remembered: an album brings them one by one."""
    if take_photo(ctx.unit, ctx.actor, draft.about, picture_of(message)):
        draft.put("extra", 0)
        like(ctx)
    else:
        extra = int(draft.get("extra") or 0) + 1
        draft.put("extra", extra)
        ctx.banner(say("form.not_taken", why=say("survey.extra", most=MOST_PHOTOS, count=extra)))
    raise Stay


def _photo_rows(ctx: Ctx, draft: D) -> Rows:
    count = _count(ctx, draft)
    if not count:
        return []
    done = pick(plain("step1_recap.photos_done", count=count), "photos", "done")
    return [[done], [pick(plain("survey.photos_again"), "photos", "again")]]


def _photos_chosen(ctx: Ctx, draft: D, value: str) -> int:
    if value == "again":
        drop_photos(ctx.unit, ctx.actor, draft.about)
        raise Stay
    if value != "done":
        raise Refused("form.old_button")
    count = _count(ctx, draft)
    if not count:
        raise Refused("survey.photo_needed")
    return count


def _photo_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    _, row = _here(ctx, draft)
    return {"number": row.number or "-", "count": _count(ctx, draft), "most": MOST_PHOTOS}


def _enter_pin(ctx: Ctx, _draft: D) -> None:
    ctx.unit.prompt(ctx.chat, say("step1_recap.pin_prompt"), plain("step1_recap.pin_button"), "location")


def _leave_pin(ctx: Ctx, _draft: D) -> None:
    ctx.unit.unprompt(ctx.chat)


def _located(_ctx: Ctx, _draft: D, message: Message) -> list[float]:
    location = message.location
    if location is None:
        raise Refused("form.got_other", expects=say("survey.pin_expects"))
    return list(pin_at(location.latitude, location.longitude))


def _volume_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    _, row = _here(ctx, draft)
    return {"proposed": volume_words(row) or "-", "unit": row.unit or "m"}


def _read_volume(ctx: Ctx, draft: D, typed: str) -> list[str]:
    """ "60 m2", "12 x 4" or a bare number in the usulan's own measure."""
    _, row = _here(ctx, draft)
    measure = unit_in(typed)[0] or row.unit or ""
    return [str(volume(typed, measure or None)), measure]


def _found(draft: D) -> Found:
    pin, measured = draft.get("pin"), draft.get("volume")
    return Found(
        lat=pin[0] if pin else None,
        lon=pin[1] if pin else None,
        volume=Decimal(measured[0]) if measured else None,
        unit=(measured[1] or None) if measured else None,
        note=draft.get("note"),
    )


def _review(ctx: Ctx, draft: D) -> Html:
    survey, row = _here(ctx, draft)
    found = _found(draft)
    seen = Survey(lat=found.lat, lon=found.lon, volume=found.volume, unit=found.unit, note=found.note)
    count = len(photos(row, survey))
    return join(say("survey.review", number=row.number or "-", count=count), result_words(ctx, row, seen))


def _finish(ctx: Ctx, draft: D) -> None:
    survey = report(ctx.unit, ctx.actor, draft.about, _found(draft))
    ctx.banner(say("survey.reported"))
    show_task(ctx, survey.id)


SURVEY: ChatForm = ChatForm(
    "survey",
    title="survey.form_title",
    questions=[
        Question(
            key="photos",
            text="survey.ask_photos",
            label="survey.label_photos",
            takes={"photo": _photo, "document": _photo},
            rows=_photo_rows,
            chosen=_photos_chosen,
            facts=_photo_facts,
            expects="form.expects_photo",
        ),
        Question(
            key="pin",
            text="survey.ask_pin",
            label="survey.label_pin",
            takes={"location": _located},
            optional=True,
            entered=_enter_pin,
            left=_leave_pin,
            expects="survey.pin_expects",
        ),
        Question(
            key="volume",
            text="survey.ask_volume",
            label="survey.label_volume",
            reads=_read_volume,
            optional=True,
            facts=_volume_facts,
        ),
        Question(
            key="note",
            text="survey.ask_note",
            label="survey.label_note",
            read=lambda typed: sentence(typed, 3, LONGEST_NOTE),
            optional=True,
        ),
    ],
    finish=_finish,
    review=_review,
    send="survey.send",
    leave=lambda ctx: show_task(ctx, SURVEY.draft(ctx).about or 0),
)

HANDLERS = (
    SURVEY.conversation(Press("survey:begin", begin, POST.on(Survey))),
    Press("survey:task", show_task, POST.on(Survey)),
    Press("survey:before", send_before, POST.on(Survey)),
    Press("survey:cannot", cannot, POST.on(Survey)),
)
