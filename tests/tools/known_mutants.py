"""Faults that once went by unseen: file, what it says, what it would say (`make mutants KNOWN=1`)."""

from __future__ import annotations

_EVERYBODY = (
    "[unit.tell(_all, {words}) for _all in unit.all(__import__('sqlalchemy').select("
    "__import__('models.people', fromlist=['Person']).Person))]"
)

KNOWN: tuple[tuple[str, str, str], ...] = (
    # an app's code set by one would lie in another's row
    (
        "sop/accounts/totp.py",
        "pin = unit.first(select(Pin).where(Pin.person_id == actor.id))",
        "pin = unit.first(select(Pin))",
    ),
    ("sop/accounts/pin_hash.py", "FIRST_COST = 2**13", "FIRST_COST = 2**12"),
    ("sop/accounts/pin_hash.py", 'MARK, COST = "2$", 2**15', 'MARK, COST = "2$", 2**14'),
    # who may hand back the edited draft, and when
    (
        "sop/word/anew.py",
        "    must_hold(unit, actor, run.executor, Post.JFU)\n    if run.state != StepState.OPEN:",
        "    if run.state != StepState.OPEN:",
    ),
    (
        "sop/word/anew.py",
        "    must_hold(unit, actor, run.executor, Post.JFU)\n    if run.state != StepState.OPEN:",
        "    must_hold(unit, actor, run.executor, Post.JFU)\n    if False:",
    ),
    (
        "sop/flow/season_settings.py",
        "or not 1 <= number <= len(STEPS)",
        "or not -9 <= number <= len(STEPS)",
    ),
    # the card's history of earlier verdicts
    (
        "sop/step2_verify/step.py",
        "select(Verdict).where(Verdict.proposal_id == proposal.id).order_by(Verdict.id)",
        "select(Verdict).where(Verdict.proposal_id != proposal.id).order_by(Verdict.id)",
    ),
    (
        "handlers/step5_meeting/plenary.py",
        '    if not found:\n        raise Refused("plenary.nothing")\n    agreed =',
        "    agreed =",
    ),
    # dates
    (
        "sop/tracking/author_window.py",
        "unit.now > closing and proposal.entered_by_id is None",
        "False",
    ),
    ("sop/imports/batches.py", "    if kind.opened is not None:\n", "    if False:\n"),
    ("sop/step1_recap/nudges.py", "    for person in told:\n", "    for person in owed:\n"),
    # a typed paragraph
    ("documents/word/compare.py", "        now[anchor].append(words)\n", "        pass\n"),
    (
        "sop/office/arms.py",
        "    must_hold(unit, actor, *SENDERS)\n    if arms_of(",
        "    if arms_of(",
    ),
    # told to everybody
    (
        "sop/step5_meeting/commissions.py",
        "            unit.tell(person, words, keyboard)\n",
        "            unit.tell(person, words, keyboard)\n            "
        + _EVERYBODY.format(words="words")
        + "\n",
    ),
    (
        "sop/step8_distribute/stamps.py",
        '    unit.tell(person, say("stamps.kept", name=recipient.name, hash=sent.sha256[:8]))\n',
        "    "
        + _EVERYBODY.format(words='say("stamps.kept", name=recipient.name, hash=sent.sha256[:8])')
        + "\n",
    ),
    (
        "sop/flow/season_settings.py",
        '        unit.tell(person, told, [[button("progress.open", f"s{number}:home")]])\n    kept =',
        "        " + _EVERYBODY.format(words="told") + "\n    kept =",
    ),
    (
        "sop/tracking/responses.py",
        "    unit.tell(unit.session.get_one(Person, response.person_id), told, way)\n",
        "    " + _EVERYBODY.format(words="told") + "\n",
    ),
    (
        "sop/handover/leaving.py",
        '        unit.tell(held.person, say("leaving.told", **facts))\n',
        "        " + _EVERYBODY.format(words='say("leaving.told", **facts)') + "\n",
    ),
    # the log
    (
        "sop/step4_coordinate/meeting_days.py",
        '    unit.log(actor, "meeting.set", meeting, kind=kind, when=when, questioned=questioned)\n',
        "",
    ),
    (
        "sop/step5_meeting/scores.py",
        '        unit.log(actor, "score.given", score, proposal=proposal.id, criterion=key, value=value)\n',
        "        pass\n",
    ),
    ("sop/step3_team/step.py", '    unit.log(actor, "team.removed", member)\n', ""),
)
