"""Everything people can say and press, in the order in which it is tried."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers.accounts import (
    acting,
    acting_form,
    by_phone,
    inviting,
    leaving,
    numbers,
    pin,
    pin_app,
    seconding,
    terms,
)
from handlers.accounts import (
    people_desk as desk,
)
from handlers.alerts import backup
from handlers.archive import archive_home as archive
from handlers.archive import finding_papers as finding
from handlers.archive import register
from handlers.flow import doors
from handlers.home import active_post as hats
from handlers.home import fallback, menu, start, status, tasks
from handlers.home.help import HANDLERS as HELP
from handlers.home.refusal import resume
from handlers.imports import incoming
from handlers.joining import join_requests as requests
from handlers.office import settings
from handlers.papers import papers, receipt_file
from handlers.privacy import forgetting, incident, privacy
from handlers.proposals import evidence, kamus_inline, last_year, photo_notes, prechecks
from handlers.signing import approval, bsre, checking, parafing, proving, scanning
from handlers.step1_recap import step as step1_recap
from handlers.step1_recap import voice_desk
from handlers.step2_verify import bank, merging
from handlers.step2_verify import step as step2_verify
from handlers.step3_team import step as step3_team
from handlers.step4_coordinate import meeting_days, seats, sorting, weights
from handlers.step4_coordinate import step as step4_coordinate
from handlers.step5_meeting import step as step5_meeting
from handlers.step6_report import report_parts
from handlers.step6_report import step as step6_report
from handlers.step7_sign import by_komisi
from handlers.step7_sign import step as step7_sign
from handlers.step8_distribute import distribution as receipts
from handlers.step8_distribute import mailing, recipients, stamps
from handlers.step8_distribute import step as step8_distribute
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import ANYBODY
from handlers.tracking import author_window as window
from handlers.tracking import following, outcomes, responses
from handlers.tracking import my_usulan as proposals
from handlers.tracking import tracking_card as card
from handlers.word import word_papers

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
    Press("talk:resume", resume, ANYBODY),
    *fallback.SECRETS,
    *finding.TYPED,
    *card.TYPED,
    *stamps.OUTSIDE,
    *fallback.HANDLERS,
)
