"""How many gain from it: KK and jiwa. A number alone is counted in KK, and read back so.

> 45
< Penerimanya 45 KK. Bila 45 itu jiwa, tekan Kembali lalu tulis 45 jiwa.
"""

from __future__ import annotations

import re

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from sop.proposals import changing, fields
from sop.proposals.proposal_words import beneficiary_words
from sop.reading import Beneficiaries, people
from sop.reading.words import simple
from texts import say
from texts.figures import number

D = ProposalDraft
Said = tuple[Beneficiaries, str]  #: what was understood, and the words for it


def _reads(_ctx: Ctx, _draft: D, typed: str) -> Said:
    return people(typed), simple(typed)


def _take(ctx: Ctx, draft: D, said: Said) -> None:
    found, typed = said
    changing.set_people(draft.row, found.households, found.people)
    words = beneficiary_words(draft.row)
    if re.fullmatch("[0-9.]+", typed):
        ctx.banner(say("step1_recap.people_alone", words=words, count=number(found.households or 0)))
    elif _bare(typed) != _bare(simple(words)):
        ctx.banner(say("step1_recap.people_read", words=words))


def _bare(words: str) -> str:
    """Without what does not matter: "25 kk, 90 orang" is "25kk90jiwa"."""
    return re.sub("[^0-9a-z]|dan", "", words.replace("orang", "jiwa"))


QUESTION = question(fields.PEOPLE, reads=_reads, apply=_take)
