"""Questions that are answered by choosing from a list, or by typing a name of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Question, Rows, Stay, pick
from handlers.talk.paging import page_of, told_apart, turns
from models.people import Kelurahan
from models.posts import Post
from models.speech import columns
from sop.accounts.invitations import gives
from sop.core.kelurahan import kelurahan_in
from sop.core.posts import PER_KELURAHAN, TITLES
from sop.core.refused import Refused
from sop.reading.words import simple

#: What a button sends (never only digits: these are pages) and what it says.
Option = tuple[str, str]
Options = Callable[[Ctx, ChatDraft], Sequence[Option]]


def listed(
    key: str,
    *,
    text: str,
    label: str,
    options: Options,
    when: Callable[[ChatDraft], bool] = lambda _draft: True,
) -> Question[ChatDraft]:
    """A question with one button for each option, eight a page; a name that is typed is looked up."""

    def rows(ctx: Ctx, draft: ChatDraft) -> Rows:
        shown = page_of(options(ctx, draft), draft.get(f"{key}_page") or 0)
        labels = told_apart(label for _value, label in shown.items)
        picks = (pick(label, key, value) for label, (value, _) in zip(labels, shown.items, strict=True))
        return [*columns(picks), turns(shown, "form:pick", key)]

    def chosen(ctx: Ctx, draft: ChatDraft, value: str) -> str:
        if value.lstrip("-").isdigit():
            draft.put(f"{key}_page", int(value))
            raise Stay
        if value not in dict(options(ctx, draft)):
            raise Refused("form.old_button")
        return value

    def reads(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
        wanted = simple(typed)
        every = options(ctx, draft)
        found = [value for value, name in every if simple(name) == wanted] or [
            value for value, name in every if wanted and wanted in simple(name)
        ]
        if len(found) != 1:
            raise Refused("joining.not_in_list")
        return found[0]

    return Question(
        key=key,
        text=text,
        label=label,
        reads=reads,
        rows=rows,
        chosen=chosen,
        when=when,
        expects="joining.expects_choice",
    )


def id_of(value: str) -> int:
    """The id behind an option such as "k12"."""
    return int(value[1:])


def kelurahan_options(places: Sequence[Kelurahan]) -> list[Option]:
    return [(f"k{place.id}", place.name) for place in places]


def per_kelurahan(draft: ChatDraft) -> bool:
    """Whether the chosen post belongs to one kelurahan."""
    return draft.get("post") in PER_KELURAHAN


def kelurahan_id(draft: ChatDraft) -> int | None:
    """The chosen kelurahan, where the post has one: an earlier choice may be left from another post."""
    return id_of(draft.get("kelurahan")) if per_kelurahan(draft) else None


POST = listed(
    "post",
    text="joining.ask_post",
    label="joining.label_post",
    options=lambda ctx, _draft: [(post, TITLES[post]) for post in gives(ctx.unit, ctx.actor)],
)

KELURAHAN = listed(
    "kelurahan",
    text="joining.ask_kelurahan",
    label="joining.label_kelurahan",
    options=lambda ctx, _draft: kelurahan_options(kelurahan_in(ctx.unit, ctx.actor.kecamatan_id)),
    when=per_kelurahan,
)


def post_in(draft: ChatDraft) -> Post:
    return Post(draft.get("post"))
