"""The contract of layers in pyproject.toml; "steps" stands there for those of the SOP, the last one highest.

They are read from the table of steps, so a new step has its floor without a line of its own.
"""

from __future__ import annotations

from typing import Any

from importlinter.contracts.layers import LayersContract

from sop.core.steps import STEPS


class FloorsContract(LayersContract):
    """Layers, one of which is called "steps"."""

    def __init__(self, name: str, session_options: dict[str, Any], contract_options: dict[str, Any]) -> None:
        layers = list(contract_options["layers"])
        at = layers.index("steps")
        layers[at : at + 1] = [step.key for step in reversed(STEPS)]
        super().__init__(name, session_options, {**contract_options, "layers": layers})
