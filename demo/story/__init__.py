"""A whole season played through the phones: one module per step of the SOP, and the story's own sums.

It knows the bot as people do, by its words and buttons, and imports nothing of it.
"""

from dataclasses import dataclass
from types import ModuleType

from demo.story import step1, step2, step3, step4, step5, step6, step7, step8
from demo.story.teller import Story


@dataclass(frozen=True)
class Scene:
    """One step of the SOP, as it is played."""

    title: str
    module: ModuleType

    def play(self, story: Story) -> None:
        """Everything that people do in this step."""
        self.module.play(story)


SCENES = (
    Scene("1. Usulan dikirim dan direkap", step1),
    Scene("2. Verifikasi", step2),
    Scene("3. Tim dan SK", step3),
    Scene("4. Koordinasi, empat komisi", step4),
    Scene("5. Musrenbang kecamatan", step5),
    Scene("6. Draft laporan", step6),
    Scene("7. Tanda tangan Camat", step7),
    Scene("8. Distribusi dan arsip", step8),
)

__all__ = ["SCENES", "Scene", "Story"]
