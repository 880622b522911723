"""The command line: `python -m bot COMMAND`, documented in docs/cli.md."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, ProgrammingError, SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.clock import real_clock
from bot.database import office_database
from bot.logs import set_up_logs
from bot.settings import Settings
from models.posts import Post
from sop.core.posts import PER_KELURAHAN, TITLES
from sop.core.refused import Refused
from texts import plain
from texts.figures import date as in_words
from texts.figures import day_of

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

NOT_CHECKED = 3  #: of `verify`: the file or the database could not be read, or the command was wrong
BEHIND = 10  #: steps of priority that `backup` stays after the bot

Json = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]


@app.command()
def run() -> None:
    """The live bot; migrates the database first."""
    from bot.migrating import try_to_migrate  # Alembic is heavy
    from bot.run import run as live

    settings = _settings()
    if not settings.token:
        raise typer.BadParameter("BOT_TOKEN is not set: put it into .env, or use `make run` for the demo")
    live(settings, before=lambda: try_to_migrate(settings.database_url))


@app.command()
def setup(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    tahun: Annotated[int, typer.Option(help="the plan year (RKPD)")],
    wilayah: Annotated[Path | None, typer.Option(help="kelurahan of another city, CSV")] = None,
    batas: Annotated[Path | None, typer.Option(help="borders of the kelurahan, GeoJSON")] = None,
    kamus: Annotated[Path | None, typer.Option(help="own kamus and prices, CSV")] = None,
    musrenbang: Annotated[
        datetime | None, typer.Option(help="its day; without it one in January", formats=["%Y-%m-%d"])
    ] = None,
    as_json: Json = False,
) -> None:
    """A kecamatan, its kelurahan and a season; run twice, nothing changes."""
    from bot.files import SEAL_FOLDER
    from bot.migrating import migrate
    from documents.sealing.seal_keys import make_key
    from sop.flow.season_plan import meeting_day, usual_day
    from sop.flow.season_settings import must_come
    from sop.office.places import kota_bogor, read_borders, read_wilayah
    from sop.proposals.kamus import read_kamus, shipped
    from sop.setting_up import setup as set_up

    settings = _settings()
    migrate(settings.database_url)
    places = read_wilayah(wilayah) if wilayah else kota_bogor()
    entries = read_kamus(kamus) if kamus else shipped()
    borders = dict(read_borders(batas)) if batas else None
    today = day_of(real_clock())
    meeting = musrenbang.date() if musrenbang else usual_day(tahun, today, frozenset())
    with office_database(settings.database_url).unit(real_clock()) as unit:
        must_come(unit, meeting)
        office, season, new = set_up(
            unit,
            kecamatan=kecamatan,
            year=tahun,
            places=places,
            kamus=entries,
            borders=borders,
            musrenbang=meeting,
        )
        day = meeting_day(season)
        made = {
            "kecamatan": office.name,
            "tahun": season.year,
            "baru": new,
            "id": office.id,
            "season": season.id,
            "musrenbang": day.isoformat() if day else None,
        }
        name, planned = office.name, plain("plan.meeting_is", day=in_words(day)) if day else ""
    make_key(settings.data_dir / SEAL_FOLDER, name, real_clock())
    _out(
        as_json,
        made,
        f"Kecamatan {made['kecamatan']}, RKPD {made['tahun']}: {'siap' if new else 'sudah ada'}.{planned}",
    )


@app.command()
def executor(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    step: Annotated[int, typer.Option(help="1 to 8", min=1, max=8)],
    post: Annotated[Post, typer.Option(help="the post that does it from now on, next seasons too")],
    as_json: Json = False,
) -> None:
    """Give a step of the running season to another post."""
    from sop.core.kelurahan import find_kecamatan
    from sop.core.people import season_of
    from sop.flow.season_settings import give_step

    with office_database(_settings().database_url).unit(real_clock()) as unit:
        office = find_kecamatan(unit, kecamatan)
        give_step(unit, None, season_of(unit, office.id), step, post)
        name = office.name
    _out(
        as_json,
        {"kecamatan": name, "langkah": step, "pelaksana": post},
        f"Kecamatan {name}, langkah {step}: {TITLES[post]}.",
    )


@app.command()
def invite(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    post: Annotated[Post, typer.Option(help="the post it gives")],
    kelurahan: Annotated[str | None, typer.Option(help="for lurah and delegasi")] = None,
    name: Annotated[str | None, typer.Option(help="who it is for")] = None,
    qr: Annotated[Path | None, typer.Option(help="keep the link as a picture (PNG) in this file")] = None,
    as_json: Json = False,
) -> None:
    """One single-use link, valid 14 days."""
    from documents.drawing.qr import png
    from sop.accounts.invitations import invite as make
    from sop.core.kelurahan import find_kecamatan, find_kelurahan

    settings = _settings()
    username = asyncio.run(_username(settings))
    if post in PER_KELURAHAN and kelurahan is None:
        raise Refused("office.needs_kelurahan", post=TITLES[post])
    with office_database(settings.database_url).unit(real_clock()) as unit:
        office = find_kecamatan(unit, kecamatan)
        place = find_kelurahan(unit, office, kelurahan) if kelurahan else None
        token = make(unit, kecamatan_id=office.id, post=post, kelurahan=place, name=name)
    link = f"https://t.me/{username}?start={token}"
    if qr is not None:
        qr.write_bytes(png(link))
    _out(as_json, {"link": link, "post": post, "kelurahan": kelurahan, "name": name}, link)


async def _username(settings: Settings) -> str:
    """The bot's name: remembered, else asked from Telegram."""
    from bot.starting.identity import make_bot, who_am_i
    from bot.thread import DatabaseThread

    if not settings.token:
        raise typer.BadParameter("BOT_TOKEN is not set: the link names the bot")
    bot, thread = make_bot(settings), DatabaseThread()
    await bot._request[1].initialize()  # [0] is for getUpdates alone
    try:
        me = await who_am_i(bot, office_database(settings.database_url), thread, real_clock, patient=False)
        return str(me["username"])
    finally:
        await bot._request[1].shutdown()
        thread.close()


@app.command()
def template(
    kind: Annotated[str, typer.Argument(help="usulan, or another list that JFU may send")],
    file: Annotated[Path, typer.Argument(help="where the empty sheet (.xlsx) is put")],
    kecamatan: Annotated[str | None, typer.Option(help="its name, where there are several")] = None,
    as_json: Json = False,
) -> None:
    """The empty sheet for a list, with the choices of this kecamatan and season."""
    from bot.commands.sheets import kind_called, template_of

    made = template_of(office_database(_settings().database_url), real_clock, kind_called(kind), kecamatan)
    file.write_bytes(made)
    _out(as_json, {"file": str(file), "kind": kind, "bytes": len(made)}, str(file))


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help=".xlsx, .csv or tables in .docx")],
    kecamatan: Annotated[str | None, typer.Option(help="its name, where there are several")] = None,
    kind: Annotated[str | None, typer.Option(help="what list it is, where its headings fit several")] = None,
    dry_run: Annotated[bool, typer.Option(help="look at each row, store nothing")] = False,
    strict: Annotated[bool, typer.Option(help="take nothing in unless every row is whole")] = False,
    again: Annotated[bool, typer.Option("--lagi", help="although the same file was taken in before")] = False,
    said: Annotated[
        list[str] | None, typer.Option("--jawab", help="KEY=ANSWER, as a question of this command names them")
    ] = None,
    as_json: Json = False,
) -> None:
    """A list, row by row: what is incomplete becomes a draft, what cannot be taken is named."""
    from bot.commands.sheets import Taking
    from bot.files import Files

    settings = _settings()
    database = office_database(settings.database_url)
    answers = {key: word for key, _, word in (one.rpartition("=") for one in said or [])}
    taking = Taking(database, real_clock, file, kecamatan=kecamatan, kind=kind, answers=answers)
    if not (dry_run or (strict and not taking.whole)):
        taking.take_in(Files(settings.data_dir / "files"), again=again, tells=_aside)
    _out(as_json, taking.document(), "\n".join(taking.says()))
    if strict and not taking.whole:
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="the file: .xlsx or .csv")],
    layout: Annotated[str, typer.Option(help="td4, sipd or usulan")] = "td4",
    kecamatan: Annotated[str | None, typer.Option(help="its name, where there are several")] = None,
    as_json: Json = False,
) -> None:
    """The usulan of the newest season as a list for the office's own work."""
    from bot.commands.sheets import export_of

    database = office_database(_settings().database_url)
    made, rows, total = export_of(database, real_clock, layout, out, kecamatan)
    out.write_bytes(made)
    document = {"file": str(out), "layout": layout, "rows": rows, "total": total, "bytes": len(made)}
    _out(as_json, document, str(out))


@app.command()
def show(
    number: Annotated[str, typer.Argument(help="its number: US-2028-TNS-KDB-0042, or 42 of this season")],
    kecamatan: Annotated[str | None, typer.Option(help="its name, where there are several")] = None,
    as_json: Json = False,
) -> None:
    """Everything about one usulan: what it says, its files and where they lie, its way, its papers."""
    from bot.commands.show import show_usulan
    from bot.files import Files

    settings = _settings()
    database = office_database(settings.database_url)
    document, lines = show_usulan(database, Files(settings.data_dir / "files"), real_clock, number, kecamatan)
    _out(as_json, document, "\n".join(lines))


@app.command()
def audit(
    anchor: Annotated[
        str | None,
        typer.Option(
            help="a hash noted earlier (the report prints its first 16 letters), which must still be there"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the log again: exit code 1 and the first wrong entry when something in it was changed."""
    from models.log_check import check_log, holds

    with office_database(_settings().database_url).unit(real_clock()) as unit:
        chains = check_log(unit)
        anchored = anchor is None or holds(unit, anchor)
    valid = anchored and all(chain.valid for chain in chains)
    document = {"valid": valid, "anchor": anchored, "chains": [asdict(chain) for chain in chains]}
    lines = [
        f"{chain.kecamatan}: {chain.entries} entries in order, last {chain.last_hash}"
        + (f", alasan dihapus atas permintaan: {chain.silenced}" if chain.silenced else "")
        + ("" if chain.valid else f"; WRONG at entry {chain.wrong_place}: {chain.wrong}")
        for chain in chains
    ] or ["The log is empty."]
    if not anchored:
        lines.append(f"WRONG: no entry has the hash {anchor}")
    _out(as_json, document, "\n".join(lines))
    if not valid:
        raise typer.Exit(1)


Passphrase = Annotated[
    Path | None, typer.Option(help="its first line locks the backup; else BACKUP_PASSPHRASE does")
]


@app.command()
def backup(
    to: Annotated[Path | None, typer.Argument(help="a file or a folder; else DATA_DIR/backups")] = None,
    passphrase_file: Passphrase = None,
    as_json: Json = False,
) -> None:
    """Everything as one file, while the bot may be busy: exit code 1 when something was missing before."""
    from bot.commands.backup import back_up

    os.nice(BEHIND)  # beside a bot that people wait for
    told = back_up(_settings(), real_clock, to, passphrase_file)
    _out(as_json, told.document, "\n".join(told.lines))
    if not told.whole:
        raise typer.Exit(1)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="what `backup` made")],
    check: Annotated[bool, typer.Option("--check", help="read it to its end, restore nothing")] = False,
    passphrase_file: Passphrase = None,
    unlocked: Annotated[
        bool, typer.Option("--unlocked", help="take one without a lock, though there is a passphrase")
    ] = False,
    as_json: Json = False,
) -> None:
    """A backup into the empty place that DATABASE_URL and DATA_DIR name; all of it, or nothing."""
    from bot.commands.backup import bring_back
    from bot.commands.backup import check as look

    settings = _settings()
    told = (
        look(settings, file, passphrase_file, unlocked=unlocked)
        if check
        else bring_back(settings, real_clock, file, passphrase_file, unlocked=unlocked)
    )
    _out(as_json, told.document, "\n".join(told.lines))


@app.command()
def forget(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    name: Annotated[str, typer.Option(help="of the person, as the office has it")],
    as_json: Json = False,
) -> None:
    """Delete the personal data of somebody who asks for it and has no Telegram; a pseudonym stays."""
    from bot.backup.deletions import note_here
    from bot.commands.forget import forget_here

    settings = _settings()
    database = office_database(settings.database_url)
    made = forget_here(database, real_clock, kecamatan, name)
    note_here(database, real_clock, settings.data_dir)
    gone = ", ".join(f"{made[kind]} {kind}" for kind in ("rows", "drafts", "files"))
    _out(as_json, made, f"{made['name']}: {gone}")


@app.command()
def purge(as_json: Json = False) -> None:
    """What is kept no longer goes now, not only once a day; of what was deleted the file holds nothing."""
    from bot.backup.deletions import note_here
    from bot.commands.purge import purge_here
    from bot.files import Files

    settings = _settings()
    database = office_database(settings.database_url)
    counts = purge_here(database, real_clock, Files(settings.data_dir / "files"))
    note_here(database, real_clock, settings.data_dir)
    lines = [f"{name}: {count}" for name, count in counts.items()] or ["Nothing was over."]
    _out(as_json, {"purged": counts}, "\n".join(lines))


@app.command()
def doctor(as_json: Json = False) -> None:
    """What is wrong with this installation and what to do: exit code 1 when something cannot go on so."""
    from bot.commands.doctor import State, examine

    lines = examine(_settings(), real_clock)
    document = {
        "ok": all(line.state == State.OK for line in lines),
        "checks": [asdict(line) for line in lines],
    }
    _out(as_json, document, "\n".join(str(line) for line in lines))
    if any(line.state == State.BAD for line in lines):
        raise typer.Exit(1)


@app.command()
def archive(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    tahun: Annotated[int, typer.Option(help="the plan year (RKPD)")],
    out: Annotated[Path, typer.Option(help="the file: .zip")],
    as_json: Json = False,
) -> None:
    """A season as one ZIP with the hash of every file: exit code 1 when one of them is missing or changed."""
    from bot.commands.archive import season_here
    from bot.jobs.packing import pack_into

    settings = _settings()
    entries = season_here(office_database(settings.database_url), real_clock, kecamatan, tahun)
    count, lacks = pack_into(settings.data_dir / "files", entries, out)
    lines = [f"{out}: {count} files", *(f"  {one['state'].upper()}: {one['file']}" for one in lacks)]
    _out(as_json, {"file": str(out), "files": count, "left_out": lacks}, "\n".join(lines))
    if lacks:
        raise typer.Exit(1)


@app.command("check-archive")
def check_archive(
    kecamatan: Annotated[str | None, typer.Option(help="its name; without it every kecamatan")] = None,
    as_json: Json = False,
) -> None:
    """Read every file of the archive again: exit code 1 and its name when one is missing or changed."""
    from bot.commands.archive import check_here
    from bot.files import Files

    settings = _settings()
    checked = check_here(
        office_database(settings.database_url), real_clock, Files(settings.data_dir / "files"), kecamatan
    )
    valid = all(one.whole for one in checked)
    lines = [line for one in checked for line in one.says()] or ["There is no kecamatan."]
    _out(as_json, {"valid": valid, "kecamatan": [one.document() for one in checked]}, "\n".join(lines))
    if not valid:
        raise typer.Exit(1)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="a PDF that somebody was given")],
    as_json: Json = False,
) -> None:
    """Is it ours? Exit code 0 asli, 1 ours but not in force, 2 tidak dikenal, 3 not checked."""
    from bot.commands.verify import check_file

    settings = _settings()
    document, words, code = check_file(office_database(settings.database_url), real_clock, settings, file)
    _out(as_json, document, words)
    if code:
        raise typer.Exit(code)


@app.command()
def seal(
    new: Annotated[
        bool, typer.Option("--baru", help="make a new key; older papers are still recognised")
    ] = False,
    as_json: Json = False,
) -> None:
    """The certificates of the seal, the newest first."""
    from bot.commands.seal import in_words, known_keys, new_key
    from bot.files import SEAL_FOLDER

    settings = _settings()
    folder = settings.data_dir / SEAL_FOLDER
    if new:
        new_key(office_database(settings.database_url), real_clock, folder)
    lines = list(in_words(folder)) or [plain("seal.no_key")]
    _out(as_json, {"keys": known_keys(folder)}, "\n".join(lines))


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="an SQLite file, or its URL")],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="an empty PostgreSQL, as URL; else that of DATABASE_URL")
    ] = "",
    as_json: Json = False,
) -> None:
    """Everything from SQLite to PostgreSQL, checked before it is kept; no bot may run on either."""
    from bot.commands.copy import copy as make_copy
    from bot.commands.copy import shows_password

    settings = _settings()
    if shows_password(target):
        _aside("The password stands in the arguments, where others on this machine see it: use DATABASE_URL.")
    made = make_copy(source, target or settings.database_url, real_clock, _aside)
    _out(as_json, made.document(), "\n".join(made.says()))


def _settings() -> Settings:
    settings = Settings()
    set_up_logs(*settings.secrets)  # on stderr: stdout is for the answer
    return settings


def _aside(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # stdout is for the answer


def _out(as_json: bool, document: dict[str, Any], words: str) -> None:
    print(json.dumps(document, ensure_ascii=False) if as_json else words)  # the command's answer


def main() -> None:
    """Errors are one line on stderr and a non-zero exit code; of `verify` 3, because 1 and 2 are answers."""
    if sys.argv[1:2] != ["verify"]:
        _main()
        return
    try:
        _main()
    except SystemExit as leaving:
        if not isinstance(leaving.code, str):
            raise
        _aside(leaving.code)
    except Exception as fault:  # a fault of ours is no answer either
        _aside(f"{type(fault).__name__}: {fault}")
    sys.exit(NOT_CHECKED)


def _main() -> None:
    os.umask(0o077)
    try:
        sys.exit(app(standalone_mode=False))
    except Refused as refused:
        sys.exit(plain(refused.key, **refused.facts))
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except (InvalidToken, TelegramError) as fault:
        sys.exit(f"Telegram: {type(fault).__name__}")
    except DBAPIError as fault:
        words = str(fault.orig).splitlines()[0]
        # An OperationalError says so of a whole database.
        lacking = isinstance(fault, ProgrammingError) and "does not exist" in words
        if lacking or "no such table" in words or "no such column" in words:
            sys.exit("The database has no tables, or those of another version: run `setup` or `run` first.")
        sys.exit(f"Database: {words}")
    except ValidationError as unfit:  # the value itself is not shown: it may be a secret
        sys.exit("; ".join(f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in unfit.errors()))
    except (SQLAlchemyError, OSError, ValueError) as fault:
        sys.exit(f"{type(fault).__name__}: {str(fault).splitlines()[0]}")
    except Exception as fault:
        if type(fault).__module__.startswith(("click", "typer")):
            words = fault.format_message() if hasattr(fault, "format_message") else str(fault)
            sys.exit(" ".join(words.split()))
        raise


if __name__ == "__main__":
    main()
