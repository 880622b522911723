"""The folder in which papers are kept."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select

from bot.files import Files
from models.paper import Paper
from sop.core.steps import PaperKey
from tests.support.office import Office
from tests.tools import ready


def keeps_files(office: Office) -> Files:
    """Every paper of the season has its bytes."""
    files = Files(office.bureau.folder / "data" / "files")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        for paper in unit.all(select(Paper).where(Paper.season_id == office.season_id)):
            content = f"%PDF-1.4 {office.name} {paper.key} v{paper.edition}".encode()
            paper.sha256, paper.size = files.put(content), len(content)
            if paper.sealed_at is not None:
                paper.sealed_sha256 = files.put(content + b" sealed")
    return files


def path_of(office: Office, key: PaperKey) -> Path:
    query = select(Paper.sha256).where(Paper.season_id == office.season_id, Paper.key == key)
    sha256 = office.read(query)[0]
    return office.bureau.folder / "data" / "files" / sha256[:2] / sha256


def types(office: Office, *words: str) -> tuple[int, str]:
    """The command line, beside the running bot."""
    folder = office.bureau.folder
    here = {"DATABASE_URL": office.bureau.url, "DATA_DIR": str(folder / "data")}
    code, out, errors = ready.types({"PATH": os.environ["PATH"], **here}, folder, *words)
    return code, out or errors
