"""Everything people can say and press, in the order in which it is tried."""

from __future__ import annotations

from importlib import import_module

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
from handlers.imports import doubles, incoming
from handlers.joining import join_requests as requests
from handlers.office import settings
from handlers.papers import papers, receipt_file
from handlers.privacy import forgetting, incident, privacy
from handlers.proposals import evidence, kamus_inline, last_year, later_photos, photo_notes, prechecks
from handlers.signing import approval, bsre, checking, parafing, proving, scanning
from handlers.step1_recap import voice_desk
from handlers.step2_verify import bank, merging
from handlers.step4_coordinate import meeting_days, seats, sorting, weights
from handlers.step6_report import report_parts
from handlers.step7_sign import by_komisi
from handlers.step8_distribute import distribution as receipts
from handlers.step8_distribute import mailing, recipients, stamps
from handlers.talk.buttons import Press
from handlers.talk.switchboard import Handler
from handlers.talk.who import ANYBODY
from handlers.tracking import author_window as window
from handlers.tracking import dossier, following, outcomes, responses
from handlers.tracking import my_usulan as proposals
from handlers.tracking import tracking_card as card
from handlers.word import word_papers
from sop.core.steps import STEPS


def of_step(key: str) -> tuple[Handler, ...]:
    """What is pressed in a step: handlers/KEY/step.py, or handlers/KEY.py while one file is enough."""
    folder = import_module(f"handlers.{key}")
    module = import_module(f"handlers.{key}.step") if hasattr(folder, "__path__") else folder
    handlers: tuple[Handler, ...] = module.HANDLERS
    return handlers


STEP_BY_STEP = tuple(handler for step in STEPS for handler in of_step(step.key))

HANDLERS: tuple[Handler, ...] = (
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
    *later_photos.HANDLERS,
    *evidence.HANDLERS,
    *receipt_file.HANDLERS,
    *doors.HANDLERS,
    *voice_desk.HANDLERS,
    *bank.HANDLERS,
    *card.HANDLERS,
    *following.HANDLERS,
    *dossier.HANDLERS,
    *outcomes.HANDLERS,
    *responses.HANDLERS,
    *window.HANDLERS,
    *prechecks.HANDLERS,
    *merging.HANDLERS,
    *last_year.HANDLERS,
    *STEP_BY_STEP,
    *report_parts.HANDLERS,
    *by_komisi.HANDLERS,
    *recipients.HANDLERS,
    *mailing.HANDLERS,
    *receipts.HANDLERS,
    *stamps.HANDLERS,
    *meeting_days.HANDLERS,
    *seats.HANDLERS,
    *sorting.HANDLERS,
    *weights.HANDLERS,
    *incoming.HANDLERS,
    *doubles.HANDLERS,
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
