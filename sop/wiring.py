"""What the steps and the desks add to what all share, in one table; every entry point calls wire() first.

A lower floor cannot import a higher one: it says what it asks for (sop/core/wired.py), here is who answers.
"""

from __future__ import annotations

from sop.accounts import acting, seconding
from sop.core import people, sheet_orders
from sop.core.steps import BESIDE, PaperKey
from sop.duplicates import past_usulan as past
from sop.flow import card, debts, paraf, progress, season_plan
from sop.flow import paper_drawn as drawn
from sop.flow.approval import SUMMARIES, WHEN_APPROVED
from sop.handover import absent_signer as absent
from sop.handover import new_signer, second_word, terms
from sop.joining import join_requests as requests
from sop.papers import papers, ways
from sop.privacy import handing_out, incident
from sop.proposals import later_photos, voices
from sop.signing import by_bsre, scans, signed
from sop.step1_recap import differences, export, intake_debts, intake_papers, recap_sheets
from sop.step1_recap import step as step1_recap
from sop.step2_verify import reviewer_notes as notes
from sop.step2_verify import step as step2_verify
from sop.step2_verify import surveys
from sop.step3_team import step as step3_team
from sop.step4_coordinate import step as step4_coordinate
from sop.step4_coordinate import weights
from sop.step5_meeting import extra_papers as beside
from sop.step5_meeting import step as step5_meeting
from sop.step6_report import step as step6_report
from sop.step7_sign import step as step7_sign
from sop.step8_distribute import mailing
from sop.step8_distribute import step as step8_distribute
from sop.tracking import responses
from sop.word import papers as word_papers


def wire() -> None:
    """Fill every table; twice is once."""
    _steps()
    _papers()
    _posts()
    _tasks()


def _steps() -> None:
    progress.WHEN_OPENED.fill(
        {
            "step1_recap": step1_recap.tell_kelurahan,
            "step3_team": step3_team.propose_at_once,
            "step4_coordinate": step4_coordinate.prepare,
            "step5_meeting": step5_meeting.prepare,
            "step7_sign": step7_sign.write_report,
            "step8_distribute": step8_distribute.begin,
        }
    )
    progress.WHEN_MOVED.fill((past.keep_closed, card.renew_cards))
    progress.READ_BY_CHECKER.fill({"step6_report": step6_report.being_read})
    progress.WAITED_FOR.fill({"step2_verify": step2_verify.authors_mend})


def _papers() -> None:
    papers.COMPILED_LATER.fill(
        {
            PaperKey.REKAP_KELURAHAN: intake_papers.kelurahan_recap,
            PaperKey.PRA_MUSRENBANG: intake_papers.pre_musrenbang,
        }
    )
    drawn.WHEN_DRAWN.fill(
        {
            step6_report.DRAFT: step6_report.ask_check,
            PaperKey.BUKTI_DISTRIBUSI: step8_distribute.share_proof,
            **dict.fromkeys(BESIDE, beside.hand_over),
        }
    )
    SUMMARIES.fill(
        {
            PaperKey.SK_TIM: step3_team.summarize,
            PaperKey.PEDOMAN: weights.summarize,
            step7_sign.REPORT: step7_sign.in_six_lines,
        }
    )
    WHEN_APPROVED.fill({PaperKey.SK_TIM: step3_team.give_posts, PaperKey.PEDOMAN: weights.agree})
    ways.WAYS.fill((scans.Scan(), signed.Certificate(), by_bsre.ByBsre()))
    scans.WHEN_SCANNED.fill({PaperKey.LAPORAN: step8_distribute.who_has_the_report})
    sheet_orders.FILLS.fill(
        {
            export.EXCEL: export.fill_export,
            export.CSV: export.fill_export,
            recap_sheets.PRA: recap_sheets.fill_pra,
            recap_sheets.OPEN: recap_sheets.fill_open,
            recap_sheets.CSV: recap_sheets.fill_open,
            word_papers.WORD: word_papers.fill_word,
            incident.KEY: incident.fill_incident,
            handing_out.KEY: handing_out.fill_own_data,
        }
    )


def _posts() -> None:
    people.WHEN_APPOINTED.fill((paraf.hand_on, new_signer.renew_signers))
    seconding.WHEN_COUNTS.fill((acting.begin_to_count, terms.take_over_period))


def _tasks() -> None:
    debts.OWING.fill(
        debts.Owing(
            of_season=(
                absent.signer_is_away,
                paraf.owed,
                step6_report.reader_owes,
                responses.owed_answers,
                requests.owed_answers,
                voices.owed_voices,
                later_photos.owed_photos,
                season_plan.owed_plan,
                notes.owed_opinions,
                surveys.owed_surveys,
                step5_meeting.led,
                step5_meeting.scores_owed,
                step8_distribute.receivers_owe,
                mailing.executors_owe,
                second_word.owed_words,
            ),
            of_person=(
                intake_debts.owed_in_intake,
                intake_debts.owed_corrections,
                differences.owed_settlements,
            ),
        )
    )
