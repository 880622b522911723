"""What docs/adding-a-step.md tells to do: its blocks, and the files into which they go."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = Path("docs/adding-a-step.md")  #: below the root of a tree
FIELD, STEP = "A field of the usulan", "A step of the SOP"
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^\d+\. `([\w./]+)`", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A piece of the page: lines to change (diff), a whole new file, or a command (sh)."""

    kind: str
    file: str  #: the one that the numbered point begins with; of a command nothing
    text: str

    def put_into(self, tree: Path) -> None:
        """Do what it says. ValueError where the page and the tree do not fit."""
        if self.kind == "sh":
            self._run(tree)
        elif self.kind == "diff":
            self._change(tree / self.file)
        elif (tree / self.file).exists():
            raise ValueError(f"{self.file} is there already")
        else:
            (tree / self.file).parent.mkdir(exist_ok=True)
            (tree / self.file).write_text(self.text, "utf-8")

    def _change(self, path: Path) -> None:
        lines = self.text.splitlines()
        before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
        after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        whole = path.read_text("utf-8")
        if whole.count(before) != 1:
            raise ValueError(f"{self.file} does not say once:\n{before}")
        path.write_text(whole.replace(before, after), "utf-8")

    def _run(self, tree: Path) -> None:
        for line in self.text.splitlines():
            python, *words = shlex.split(line)
            if python != ".venv/bin/python":
                raise ValueError(f"not a command of ours: {line}")
            subprocess.run(
                [sys.executable, *words], cwd=tree, check=True, stdout=subprocess.DEVNULL, env=here(tree)
            )


def blocks(page: str, part: str) -> list[Block]:
    """Those below a heading, in their order."""
    section = page.split(f"## {part}\n")[1].split("\n## ")[0]
    found = []
    for fence in _FENCE.finditer(section):
        indent, kind, text = fence.groups()
        above = _FILE.findall(section, 0, fence.start())
        own = "\n".join(line.removeprefix(indent) for line in text.split("\n"))
        found.append(Block(kind, above[-1] if above and kind != "sh" else "", own))
    return found


def here(tree: Path) -> dict[str, str]:
    """The environment in which everything is imported from this tree, and not from where it was copied."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": str(tree),
        "LC_ALL": "C.UTF-8",
    }
