"""Which fields of the papers' data stay empty in a whole played season, and why.

A sample that a test fills proves how a paper looks, not that the office ever gets it so.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Any

import documents.data
from documents.data import MODELS
from documents.data.common import Frozen
from documents.data.receipt import Receipt

_TYPED = "the office types it in its settings: tests/office/"
_PEN = "a column of the official form that nobody is asked for: dots, or room for the pen"
_USUAL = "the usual words of such a paper stand instead; in Word an office writes its own"
_NOT_HERE = "did not happen in this season: "
_APPROVED = (
    "nothing fills it: what is approved are bytes that were drawn before; the page of its code tells it"
)
_NO_RESERVE = "the plenary agrees or does not; nobody is asked for a reserve"
_MOVED = f"{_NOT_HERE}tests/step4_coordinate/test_sorting.py"
_LATE = f"{_NOT_HERE}tests/step1_recap/test_late.py"
_NO_NUMBER = f"{_NOT_HERE}nobody shared a number"
_RECEIPT = "is drawn when somebody asks, and never stored: tests/proposals/test_receipts.py"

EMPTY = {
    **dict.fromkeys([f"Office.{name}" for name in ("email", "website", "postcode", "arms")], _TYPED),
    **dict.fromkeys(["Office.seat", "Office.fax", "Office.planning_agency", "Event.end"], _PEN),
    "ProposalLine.late": _LATE,
    **dict.fromkeys([f"ProposalLine.{name}" for name in ("city_priority", "city_target")], _PEN),
    **dict.fromkeys(["Commission.room", "TeamMember.commission"], _PEN),
    **dict.fromkeys(["Delegate.position", "Delegate.represents", "PriorityGuide.agreed_on"], _PEN),
    **dict.fromkeys(["MandateLetters.city_event", "DelegateList.city_event"], _PEN),
    **dict.fromkeys(["Recipient.agenda_number", "Recipient.note", "SentItem.amount"], _PEN),
    **dict.fromkeys([f"TeamDecree.{name}" for name in ("considerations", "tasks", "budget_source")], _USUAL),
    **dict.fromkeys(["PriorityGuide.gates", "PriorityGuide.tie_rules", "Criterion.meaning"], _USUAL),
    **dict.fromkeys([f"RulesOfOrder.{name}" for name in ("chair", "participants", "extra_rules")], _USUAL),
    "Invitation.agenda": _USUAL,
    **dict.fromkeys(["PriorityScale.reserve", "Minutes.reserve"], _NO_RESERVE),
    **dict.fromkeys([f"Approval.{name}" for name in ("name", "post_title", "at")], _APPROVED),
    "PaperData.approval": _APPROVED,
    **dict.fromkeys(["PaperData.paraf", "ParafPlace.post", "ParafPlace.title"], f"{_NOT_HERE}tests/flow/"),
    **dict.fromkeys(
        ["PaperData.edits", "Edit.before", "Edit.nth", "Edit.after"], f"{_NOT_HERE}tests/word/"
    ),
    **dict.fromkeys(["Signatory.acting", "Signatory.on_behalf_of"], f"{_NOT_HERE}tests/handover/"),
    **dict.fromkeys(
        ["TeamDecree.legal_basis", "Report.legal_basis"], f"{_NOT_HERE}tests/step3_team/"
    ),
    "KelurahanSection.difference": f"{_NOT_HERE}tests/step1_recap/test_reconciliation.py",
    "KelurahanPlace.border": f"{_NOT_HERE}no outlines lie beside this list: tests/papers/test_picture.py",
    **dict.fromkeys(
        ["Report.photos_lacking", "PhotosLacking.why", "PhotosLacking.numbers"],
        f"{_NOT_HERE}tests/step6_report/",
    ),
    **dict.fromkeys(["Report.changes", "Report.returned_note"], f"{_NOT_HERE}tests/step7_sign/"),
    **dict.fromkeys([f"ProposalLine.moved_{name}" for name in ("from", "reason")], _MOVED),
    **dict.fromkeys(["ProposalLine.rt", "ProposalLine.rw"], f"{_NOT_HERE}the places of this cast name none"),
    "ProposalLine.more": "no field of today is without a column of its own: tests/rehearse/",
    **dict.fromkeys(["Distribution.sender_phone", "Recipient.receiver_phone"], _NO_NUMBER),
    **dict.fromkeys(["Recipient.address", "Recipient.stamped_sha256"], f"{_NOT_HERE}tests/step8_distribute/"),
    **dict.fromkeys(
        [f"Receipt.{name}" for name in Receipt.model_fields],
        _RECEIPT,
    ),
}  # fmt: skip


def never_filled(papers: Iterable[tuple[str, str]]) -> set[str]:
    """Fields, as `Model.field`, that hold nothing in any of these: key of the paper, and its data in JSON."""
    filled: set[str] = set()
    for key, data in papers:
        filled |= {field for model in _models_in(MODELS[key].model_validate_json(data)) for field in model}
    return {f"{kind.__name__}.{name}" for kind in _kinds() for name in _own(kind)} - filled


def _kinds() -> Iterator[type[Frozen]]:
    for module in pkgutil.iter_modules(documents.data.__path__):
        for one in vars(importlib.import_module(f"documents.data.{module.name}")).values():
            if isinstance(one, type) and issubclass(one, Frozen) and one is not Frozen:
                yield one


def _own(kind: type[Frozen]) -> list[str]:
    return [name for name in kind.model_fields if name in kind.__annotations__]


def _models_in(node: Any) -> Iterator[list[str]]:
    """Of each model below it the fields that hold something, named by the class that declares them."""
    if isinstance(node, Frozen):
        kinds = [kind for kind in type(node).__mro__ if issubclass(kind, Frozen) and kind is not Frozen]
        yield [f"{kind.__name__}.{name}" for kind in kinds for name in _own(kind) if getattr(node, name)]
        for name in type(node).model_fields:
            yield from _models_in(getattr(node, name))
    elif isinstance(node, tuple):
        for one in node:
            yield from _models_in(one)
