"""`backup` and `restore`, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.backup.making import make
from bot.backup.manifest import Manifest
from bot.backup.reading import Backup
from bot.backup.restoring import restore
from bot.backup.retention import FOLDER, name_of
from bot.clock import Clock
from bot.settings import Settings
from models.base import WIB
from sop.core.refused import Refused


@dataclass(frozen=True)
class Told:
    """What a command answers."""

    document: dict[str, Any]
    lines: list[str]
    whole: bool = True


def back_up(settings: Settings, clock: Clock, to: Path | None, passphrase_file: Path | None) -> Told:
    """Make one, and say what is in it."""
    passphrase, moment = passphrase_of(settings, passphrase_file), clock()
    out = to or settings.data_dir / FOLDER
    if to is None or out.is_dir():
        out = out / name_of(moment, locked=bool(passphrase))
    if out.exists():
        raise Refused("backup.exists", file=out)
    made = make(settings.database_url, settings.data_dir, out, moment, passphrase)
    manifest = made.manifest
    return Told(
        {"file": str(out), "bytes": made.size, "locked": bool(passphrase), **_document(manifest)},
        [f"{out}: {made.size} bytes, {_counts(manifest)}", *_says(manifest)],
        whole=not manifest.missing and all(chain.wrong is None for chain in manifest.chains),
    )


def check(settings: Settings, file: Path, passphrase_file: Path | None, *, unlocked: bool = False) -> Told:
    """Read a backup to its end, touch nothing else."""
    passphrase = passphrase_of(settings, passphrase_file)
    with Backup.opened(file, passphrase, unlocked_too=unlocked) as backup:
        backup.check()
        manifest = backup.manifest
    return Told(
        {"file": str(file), "valid": True, **_document(manifest)},
        [f"{file}: whole, {_counts(manifest)}", *_says(manifest)],
    )


def bring_back(
    settings: Settings, clock: Clock, file: Path, passphrase_file: Path | None, *, unlocked: bool = False
) -> Told:
    """Restore into the empty place that the settings name."""
    passphrase = passphrase_of(settings, passphrase_file)
    restored = restore(
        settings.database_url, settings.data_dir, file, clock, passphrase, unlocked_too=unlocked
    )
    manifest, gone = restored.manifest, {"forgotten_again": restored.forgotten, "links": restored.links}
    return Told(
        {"file": str(file), "restored": True, **gone, **_document(manifest)},
        [
            f"{file}: restored, {_counts(manifest)}",
            *_says(manifest),
            f"  deletions carried out again: {restored.forgotten}; open invitations closed: {restored.links}",
            "People are told when the bot starts: what they sent later has to be sent again.",
        ],
    )


def passphrase_of(settings: Settings, file: Path | None) -> str:
    """From a file (its first line), else from the settings; none leaves the backup open."""
    if file is None:
        return settings.backup_passphrase.get_secret_value()
    found = file.read_text("utf-8").splitlines()
    if not found or not found[0]:
        raise Refused("backup.no_passphrase_in", file=file)
    return found[0]


def _counts(manifest: Manifest) -> str:
    rows = sum(said.rows for said in manifest.tables.values())
    return f"{rows} rows, {len(manifest.files)} files"


def _says(manifest: Manifest) -> list[str]:
    """Up to when it holds, where the logs had come to, and what was not there to be kept."""
    last = manifest.last_update
    lines = [f"  holds up to {_wib(manifest.moment)}"]
    if last is not None:
        lines.append(f"  last update in it: {last.update_id}, received {_wib(last.received_at)}")
    for chain in manifest.chains:
        wrong = f"; WRONG at entry {chain.wrong_place}: {chain.wrong}" if chain.wrong else ""
        lines.append(f"  log of {chain.kecamatan}: {chain.entries} entries, last {chain.hash}{wrong}")
    return [*lines, *(f"  MISSING: {name}" for name in manifest.missing)]


def _wib(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%Y-%m-%d %H:%M:%S} WIB"


def _document(manifest: Manifest) -> dict[str, Any]:
    said = manifest.model_dump(mode="json")
    rows = {name: table["rows"] for name, table in said.pop("tables").items()}
    return {**said, "rows": rows, "files": len(manifest.files)}
