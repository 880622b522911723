"""An usulan as the verifier reads it: one message, and the verdicts under it."""

from __future__ import annotations

from handlers.proposals.evidence import evidence_buttons, evidence_lines
from handlers.proposals.proposal_card import needs_line
from handlers.step2_verify.given import undo_row
from handlers.step2_verify.note_words import open_words
from handlers.step2_verify.survey_words import survey_lines
from handlers.talk.context import Ctx
from models.enums import Fetching, Status
from models.people import Person
from models.proposal import Proposal
from models.speech import Button, button
from sop.core.statuses import shown
from sop.duplicates.likeness_words import lineage
from sop.proposals.drafts import photo_follows, photos_of
from sop.proposals.entered_by import entered_line
from sop.proposals.fields import line_words
from sop.proposals.late import late_line
from sop.proposals.prechecks import words_for_reviewer
from sop.proposals.pricing import over_kamus
from sop.proposals.proposal_words import (
    beneficiary_words,
    kamus_words,
    map_of,
    rt_rw_words,
    says_rt_rw,
    volume_words,
)
from sop.proposals.usual_costs import doubt_words
from sop.proposals.versions import changes, newest_version, was_returned
from sop.step2_verify.queue_filter import late_since
from sop.step2_verify.undoing_verdict import reopens
from sop.step2_verify.verdict_queue import DECIDED
from sop.step2_verify.verdict_reasons import field_name
from texts import Html, join, plain, say
from texts.figures import cut, day_of, rupiah, rupiah_words, short_date

LONGEST_PROBLEM = 160
LONGEST_PLACE = 100
LONGEST_CHANGE = 40
LINES = 12  #: of a screen


def card(ctx: Ctx, row: Proposal, head: Html) -> Html:
    """What there is to judge, on one screen; what has no room is behind Lainnya."""
    known = [
        head,
        say("step2_verify.card_outside", komisi=_komisi(row))
        if row.outside_kamus
        else say("step2_verify.card_kamus", komisi=_komisi(row), code=kamus_words(row)),
        say("step2_verify.card_title", title=row.title or "-"),
        say("step2_verify.card_problem", problem=cut(row.problem or "-", LONGEST_PROBLEM)),
        _place(row),
        say(
            "step2_verify.card_volume", volume=volume_words(row) or "-", people=beneficiary_words(row) or "-"
        ),
        say("step2_verify.card_cost", cost=rupiah(row.cost or 0), words=rupiah_words(row.cost or 0)),
        *line_words(row),
        _needs_photos(row),
    ]
    signs = signs_of(ctx, row)
    room = LINES - len(known) - (2 if ctx.desk.banner else 0)
    if len(signs) > room:
        signs = [*signs[: room - 1], say("queue.more_signs", count=len(signs) - room + 1)]
    return join(*known, *signs)


def signs_of(ctx: Ctx, row: Proposal) -> list[Html]:
    """What the checks before know of it, what changed, and what reviewers said; the weightiest first."""
    found = [
        _late(ctx, row),
        _reason(row),
        _changes(ctx, row),
        *open_words(ctx, row),
        *survey_lines(ctx, row),
        _over(ctx, row),
        say("later_photos.card") if photo_follows(ctx.unit, row) else "",
        evidence_lines(ctx, row),
        words_for_reviewer(ctx.unit, row),
        lineage(row),
        entered_line(ctx.unit, row),
        late_line(ctx.unit, row),
        _given_to(ctx, row),
    ]
    return [Html(line) for part in found if part for line in part.split("\n")]


def _given_to(ctx: Ctx, row: Proposal) -> str:
    given = ctx.unit.get(Person, row.assigned_to_id)
    if given is None:
        return ""
    return say("assign.card_yours") if given.id == ctx.actor.id else say("assign.card_given", name=given.name)


def _late(ctx: Ctx, row: Proposal) -> str:
    since = late_since(ctx.unit, ctx.season) if row.status == Status.SUBMITTED else None
    if since is None or row.submitted_at is None or row.submitted_at >= since:
        return ""
    return say("queue.card_late", day=short_date(day_of(row.submitted_at)))


def _needs_photos(row: Proposal) -> Html:
    photos = say(
        "step2_verify.card_photos_no_pin" if row.lat is None else "step2_verify.card_photos",
        count=photos_of(row),
    )
    return say("queue.card_needs_photos", needs=needs_line(row), photos=photos) if row.urgency else photos


def head_of(row: Proposal) -> Html:
    """The first line of a card that is looked up in a list."""
    return say(
        "step2_verify.card_head",
        number=row.number or "-",
        kelurahan=row.kelurahan.name,
        status=shown(row.status),
    )


def _komisi(row: Proposal) -> str:
    return plain(f"komisi.{row.komisi}") if row.komisi else "-"


def _place(row: Proposal) -> Html:
    place, rtrw = cut(row.place or "-", LONGEST_PLACE), rt_rw_words(row)
    if not rtrw or says_rt_rw(row):
        return say("step2_verify.card_place", place=place)
    return say("step2_verify.card_place_rtrw", place=place, rtrw=rtrw)


def _over(ctx: Ctx, row: Proposal) -> str:
    """The kamus price is the highest that may be planned: more is pointed out, and what is far below."""
    over = over_kamus(row)
    if not over:
        return doubt_words(ctx.unit, row)
    return say(
        "step2_verify.card_over",
        over=rupiah(over),
        expected=rupiah((row.cost or 0) - over),
        reason=cut(row.cost_reason or "-", LONGEST_PLACE),
    )


def _changes(ctx: Ctx, row: Proposal) -> str:
    if row.status != Status.SUBMITTED or row.revision < 2:
        return ""
    if row.mapped_by_id is not None:
        newest = newest_version(ctx.unit, row)
        if newest is not None and newest.by_id == row.mapped_by_id:
            return ""  # it is this office that found its kamus entry
    told = [_change(*change) for change in changes(ctx.unit, row)]
    key = "card_changes" if was_returned(ctx.unit, row) else "card_changes_own"
    return say(f"step2_verify.{key}", changes=", ".join(told)) if told else ""


def _change(field: str, before: str, after: str) -> str:
    if field == "photos":  # they are told apart by ids, which say nothing to people
        return plain("step2_verify.change_photos")
    return plain(
        "step2_verify.change",
        field=field_name(field),
        before=cut(before, LONGEST_CHANGE),
        after=cut(after, LONGEST_CHANGE),
    )


def _reason(row: Proposal) -> str:
    if not row.reason:
        return ""
    if row.status == Status.RETURNED:
        return say("step2_verify.card_reason_field", field=field_name(row.return_field), reason=row.reason)
    return say("step2_verify.card_reason", reason=row.reason)


# ---- buttons


def verdict_rows(ctx: Ctx, row: Proposal, *, decides: bool) -> list[list[Button]]:
    """The verdicts that can be given now; each button knows which version was read."""
    known = (row.id, row.revision)
    secret = undo_row(ctx, row)
    if row.status in DECIDED and not secret and reopens(ctx.unit, ctx.actor, ctx.season):
        return [[button("step2_verify.again", "s2:again", *known)]]
    if not decides:
        return []
    if secret:
        return [secret]
    yes = button("step2_verify.yes", "s2:ok", *known)
    refuse = button("step2_verify.refuse", "s2:refuse", *known)
    note = button("step2_verify.note", "s2:note", *known)
    if row.status == Status.SUBMITTED:
        return [[yes, button("step2_verify.mend_it", "s2:mend", *known)], [refuse, note]]
    if row.status == Status.RETURNED:
        return [[yes, refuse], [note]]
    return []


def looking_rows(row: Proposal, *, tight: bool) -> list[list[Button]]:
    """What helps to judge: photos, map, the whole text; of few rows the rest is behind Lainnya."""
    photos = [photo for photo in row.photos if photo.state != Fetching.UNUSABLE]
    seen = [button("step2_verify.photos", "s2:photos", row.id, count=len(photos))] if photos else []
    last = [button("step2_verify.full", "s2:full", row.id), button("queue.more", "s2:more", row.id)]
    if tight:
        return [[*seen, *last]]
    every = [*seen, *evidence_row(row)]
    return [every[:3], [*every[3:], *last]]


def evidence_row(row: Proposal) -> list[Button]:
    """The map, the voice, the paper form."""
    there: list[Button] = []
    if row.lat is not None and row.lon is not None:
        there.append(Button(plain("step2_verify.map"), url=map_of(row.lat, row.lon)))
    return [*there, *evidence_buttons(row)]
