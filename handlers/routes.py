"""Everything people can say and press, in the order in which it is tried."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers import (
    approval,
    doors,
    fallback,
    menu,
    papers,
    start,
    status,
    step1_recap,
    step2_verify,
    step3_team,
    step4_coordinate,
    step5_meeting,
    step6_report,
    step7_sign,
    step8_distribute,
    tasks,
    word_papers,
)
from handlers.archive import finding, register
from handlers.archive import home as archive
from handlers.coordinate import meeting_days, seats, sorting, weights
from handlers.desk import backup, forgetting, incident, pin, pin_app, privacy, settings
from handlers.desk.help import HANDLERS as HELP
from handlers.imports import incoming
from handlers.joining import (
    acting,
    acting_form,
    by_phone,
    desk,
    hats,
    inviting,
    leaving,
    numbers,
    requests,
    seconding,
    terms,
)
from handlers.likeness import last_year, merging
from handlers.refusal import resume
from handlers.report import by_komisi, mailing, receipts, recipients, report_parts, stamps
from handlers.signing import bsre, checking, parafing, proving, scanning
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.tracking import card, following, outcomes, responses, window
from handlers.usulan import (
    bank,
    evidence,
    kamus_inline,
    photo_notes,
    prechecks,
    proposals,
    receipt_file,
    voice_desk,
)

HANDLERS: tuple[BaseHandler[Update, Ctx, Any], ...] = (
    *start.HANDLERS,
    *menu.HANDLERS,
    *hats.HANDLERS,
    *desk.HANDLERS,
    *inviting.HANDLERS,
    *requests.HANDLERS,
    *numbers.HANDLERS,
    *leaving.HANDLERS,
    *terms.HANDLERS,
    *seconding.HANDLERS,
    *acting.HANDLERS,
    *acting_form.HANDLERS,
    *by_phone.HANDLERS,
    *tasks.HANDLERS,
    *status.HANDLERS,
    *papers.HANDLERS,
    *finding.HANDLERS,
    *backup.HANDLERS,
    *archive.HANDLERS,
    *register.HANDLERS,
    *word_papers.HANDLERS,
    *approval.HANDLERS,
    *parafing.HANDLERS,
    *proving.HANDLERS,
    *scanning.HANDLERS,
    *HELP,
    *settings.HANDLERS,
    *privacy.HANDLERS,
    *forgetting.HANDLERS,
    *incident.HANDLERS,
    *pin.HANDLERS,
    *pin_app.HANDLERS,
    *proposals.HANDLERS,
    *kamus_inline.HANDLERS,
    *photo_notes.HANDLERS,
    *evidence.HANDLERS,
    *receipt_file.HANDLERS,
    *doors.HANDLERS,
    *voice_desk.HANDLERS,
    *bank.HANDLERS,
    *card.HANDLERS,
    *following.HANDLERS,
    *outcomes.HANDLERS,
    *responses.HANDLERS,
    *window.HANDLERS,
    *prechecks.HANDLERS,
    *merging.HANDLERS,
    *last_year.HANDLERS,
    *step1_recap.HANDLERS,
    *step3_team.HANDLERS,
    *step2_verify.HANDLERS,
    *step5_meeting.HANDLERS,
    *step6_report.HANDLERS,
    *report_parts.HANDLERS,
    *by_komisi.HANDLERS,
    *step7_sign.HANDLERS,
    *step8_distribute.HANDLERS,
    *recipients.HANDLERS,
    *mailing.HANDLERS,
    *receipts.HANDLERS,
    *stamps.HANDLERS,
    *step4_coordinate.HANDLERS,
    *meeting_days.HANDLERS,
    *seats.HANDLERS,
    *sorting.HANDLERS,
    *weights.HANDLERS,
    *incoming.HANDLERS,
    *word_papers.RETURNS,
    *checking.HANDLERS,
    *bsre.HANDLERS,
    Press("talk:resume", resume),
    *fallback.SECRETS,
    *finding.TYPED,
    *card.TYPED,
    *stamps.OUTSIDE,
    *fallback.HANDLERS,
)
