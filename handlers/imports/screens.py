"""What is shown of a file: being read, looked at, taken in, taken back."""

from __future__ import annotations

from sqlalchemy import select

from handlers.imports.account_lines import account_lines
from models.batch import Batch
from models.chat import Chat
from models.enums import BatchState
from models.people import Person
from models.season import Season
from models.speech import Button, Keyboard, button, choice, columns, data
from models.unit import Unit
from sop.imports.answering import lack_photos_alone
from sop.imports.batches import same_before
from sop.imports.came_again import counted_again
from sop.imports.kind import Outcome
from sop.imports.kinds import KINDS
from sop.imports.question_words import answers_of, asked, question_of
from sop.imports.same_rows import doubles_of
from sop.imports.undo import REGRET, can_be_undone
from texts import Html, join, plain, say
from texts.figures import cut, moment, number

SHOWN = 3  #: rows with something wrong that fit on the screen; the report has them all
LONGEST_REASON = 90
NAMED = 4  #: things that could not be taken back

BACK = [button("imports.others", "import:home", 0), button("menu.back", "menu:show")]


def screen(unit: Unit, batch: Batch) -> tuple[Html, Keyboard]:
    """The file as it is now, and what can be done with it."""
    head = say("imports.file", name=cut(batch.file_name, 60))
    match batch.state:
        case BatchState.ASKED:
            return join(head, say("imports.reading")), [[button("imports.drop", "import:drop", batch.id)]]
        case BatchState.CHOOSING:
            return join(head, *_question(batch)), _answers(batch)
        case BatchState.READY:
            return join(head, *_ready(unit, batch)), _ready_rows(batch)
        case BatchState.REFUSED:
            ways = [[button("imports.template", "import:template")], BACK]
            return join(head, say("imports.not_read", why=batch.trouble or "-")), ways
        case BatchState.DROPPED:
            return join(head, say("imports.dropped")), [BACK]
        case BatchState.APPLYING:
            return join(head, _progress("imports.applying", batch.done, batch.rows)), []
        case BatchState.APPLIED:
            return join(head, *_applied(unit, batch)), _applied_rows(unit, batch)
        case BatchState.UNDOING:
            return join(head, _progress("imports.undoing", batch.done, batch.good + batch.mending)), []
        case _:
            return join(head, *_undone(unit, batch)), [BACK]


def _question(batch: Batch) -> list[Html]:
    return [asked(question_of(batch.question))] if batch.question else []


def _answers(batch: Batch) -> Keyboard:
    found = answers_of(question_of(batch.question)) if batch.question else []
    at = len(batch.answers)
    keys = [choice(words, "import:answer", batch.id, at, place) for place, words in enumerate(found)]
    anew = [button("imports.anew", "import:anew", batch.id)] if batch.answers else []
    return [*columns(keys, 2), [*anew, button("imports.drop", "import:drop", batch.id)]]


def _ready(unit: Unit, batch: Batch) -> list[Html]:
    facts = {name: number(getattr(batch, name)) for name in ("rows", "good", "mending", "refused")}
    counted = say("imports.counted", kind=plain(KINDS[batch.kind].name), **facts)
    lines = [counted, *account_lines(batch), *_again(batch), *_doubles(batch), *_wrong(batch)]
    earlier = same_before(unit, batch)
    if earlier is not None and earlier.applied_at is not None:
        lines.append(say("imports.same_before", when=moment(earlier.applied_at)))
    year = _season_year(unit, batch)
    if batch.template_year not in (None, year):
        lines.append(say("imports.other_year", template=batch.template_year or 0, year=year))
    lines.append(say("imports.nothing_yet" if batch.good + batch.mending else "imports.nothing_good"))
    return lines


def _again(batch: Batch) -> list[Html]:
    """How many rows stood in the list before it, or came again since; which ones is in the report."""
    found = counted_again(batch)
    if found is None:
        return []
    return [say(f"imports.again_{batch.kind}", again=number(found[0]), new=number(found[1]))]


def _doubles(batch: Batch) -> list[Html]:
    rows = [row for group in doubles_of(batch) for row in group.rows]
    waiting = sum(row.same is None for row in rows)
    same = sum(row.same is True for row in rows)
    lines = [say("imports.doubles_found", count=number(waiting))] if waiting else []
    if waiting < len(rows):
        facts = {"same": number(same), "differs": number(len(rows) - waiting - same)}
        lines.append(say("imports.doubles_said", **facts))
    return lines if batch.account.get("compared", True) else [*lines, say("imports.doubles_cut")]


def _wrong(batch: Batch) -> list[Html]:
    """The first rows that need something; how many more there are."""
    wrong = [(at, reason) for at, outcome, reason in batch.report if outcome != Outcome.GOOD]
    lines = [say("imports.row", at=at, why=cut(reason, LONGEST_REASON)) for at, reason in wrong[:SHOWN]]
    more = len(wrong) - len(lines)
    return [*lines, say("imports.more_rows", count=number(more))] if more else lines


def _season_year(unit: Unit, batch: Batch) -> int:
    return unit.session.get_one(Season, batch.season_id).year


def _ready_rows(batch: Batch) -> Keyboard:
    report = button("imports.report", "import:report", batch.id)
    drop = button("imports.drop", "import:drop", batch.id)
    if batch.good + batch.mending == 0:
        return [[report, button("imports.template", "import:template")], [drop]]
    ways = [button(key, "import:take", batch.id, way) for way, key in KINDS[batch.kind].ways]
    anew = [button("imports.anew", "import:anew", batch.id)] if batch.answers else []
    lacking = lack_photos_alone(batch)
    photos = [button("imports.photos_later", "import:photos", batch.id)] if lacking else []
    return [ways, photos, _look_at_doubles(batch), [report, *anew, drop]]


def _look_at_doubles(batch: Batch) -> list[Button]:
    groups = doubles_of(batch)
    if not groups:
        return []
    first = next((at for at, group in enumerate(groups) if group.open), 0)
    count = number(sum(len(group.rows) for group in groups))
    return [button("imports.look_at_doubles", "import:double", batch.id, first, count=count)]


def _progress(key: str, done: int, of: int) -> Html:
    full = 0 if of == 0 else min(10 * done // of, 10)
    return Html(f"{say(key, done=number(done), of=number(of))}\n{'▓' * full}{'░' * (10 - full)}")


def _applied(unit: Unit, batch: Batch) -> list[Html]:
    kind = KINDS[batch.kind]
    taken = number(batch.good + batch.mending)
    lines = [say("imports.applied", count=taken, kind=plain(kind.name), refused=number(batch.refused))]
    if kind.summary is not None:
        lines.append(Html(kind.summary(unit, batch)))
    if can_be_undone(unit, batch) and batch.applied_at is not None:
        lines.append(say("imports.until", until=moment(batch.applied_at + REGRET)))
    return lines


def _applied_rows(unit: Unit, batch: Batch) -> Keyboard:
    undo = [button("imports.undo", "import:undo", batch.id)] if can_be_undone(unit, batch) else []
    return [[button("imports.report", "import:report", batch.id), *undo], BACK]


def _undone(unit: Unit, batch: Batch) -> list[Html]:
    lines = [say("imports.undone", count=number(batch.done))]
    stays = KINDS[batch.kind].stays(unit, batch)
    if stays:
        named = ", ".join(cut(one, 40) for one in stays[:NAMED])
        more = len(stays) - NAMED
        key = "imports.stay_more" if more > 0 else "imports.stay"
        facts = {"more": number(more)} if more > 0 else {}
        lines.append(say(key, count=number(len(stays)), names=named, **facts))
    return lines


# ---- what happens while nobody presses


def follow(unit: Unit, batch: Batch) -> None:
    """Something about the file is new: on every screen where it is open, else told with the way to it."""
    person = unit.get(Person, batch.by_id)
    here = select(Chat).where(Chat.place == data("import:one", batch.id), Chat.talk.is_(None))
    chats = unit.all(here)
    for chat in chats:
        unit.show(chat, *screen(unit, batch))
    if person is None or person.telegram_id in [chat.id for chat in chats]:
        return
    if batch.state not in (BatchState.ASKED, BatchState.APPLYING, BatchState.UNDOING):
        words = say(f"imports.news_{batch.state}", name=cut(batch.file_name, 60))
        unit.tell(person, words, [[button("imports.see", "import:one", batch.id)]])
