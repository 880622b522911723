"""The command line: `python -m bot COMMAND`, documented in docs/cli.md."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.clock import real_clock
from bot.logs import set_up_logs
from bot.settings import Settings
from models.posts import Post
from models.unit import Database
from sop.posts import PER_KELURAHAN, TITLES
from sop.refused import Refused
from texts import plain

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Json = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]


@app.command()
def run() -> None:
    """The live bot; migrates the database first."""
    from bot.migrating import migrate  # noqa: PLC0415 -- Alembic is heavy
    from bot.run import run as live  # noqa: PLC0415

    settings = _settings()
    if not settings.token:
        raise typer.BadParameter("BOT_TOKEN is not set: put it into .env, or use `make run` for the demo")
    set_up_logs(settings.token)
    live(settings, before=lambda: migrate(settings.database_url))


@app.command()
def setup(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    tahun: Annotated[int, typer.Option(help="the plan year (RKPD)")],
    wilayah: Annotated[Path | None, typer.Option(help="kelurahan of another city, CSV")] = None,
    batas: Annotated[Path | None, typer.Option(help="borders of the kelurahan, GeoJSON")] = None,
    kamus: Annotated[Path | None, typer.Option(help="own kamus and prices, CSV")] = None,
    as_json: Json = False,
) -> None:
    """A kecamatan, its kelurahan and a season; run twice, nothing changes."""
    from bot.migrating import migrate  # noqa: PLC0415
    from sop.kamus import read_kamus, shipped  # noqa: PLC0415
    from sop.office import setup as set_up  # noqa: PLC0415
    from sop.places import kota_bogor, read_borders, read_wilayah  # noqa: PLC0415

    settings = _settings()
    migrate(settings.database_url)
    places = read_wilayah(wilayah) if wilayah else kota_bogor()
    entries = read_kamus(kamus) if kamus else shipped()
    borders = {code: shape for code, shape in read_borders(batas).items()} if batas else None
    with Database(settings.database_url).unit(real_clock()) as unit:
        office, season, new = set_up(
            unit, kecamatan=kecamatan, year=tahun, places=places, kamus=entries, borders=borders  # type: ignore[arg-type]
        )
        made = {"kecamatan": office.name, "tahun": season.year, "baru": new, "id": office.id, "season": season.id}
    _out(as_json, made, f"Kecamatan {made['kecamatan']}, RKPD {made['tahun']}: {'siap' if new else 'sudah ada'}.")


@app.command()
def invite(
    kecamatan: Annotated[str, typer.Option(help="its name")],
    post: Annotated[Post, typer.Option(help="the post it gives")],
    kelurahan: Annotated[str | None, typer.Option(help="for lurah and delegasi")] = None,
    name: Annotated[str | None, typer.Option(help="who it is for")] = None,
    as_json: Json = False,
) -> None:
    """One single-use link, valid 14 days."""
    from sop.office import find_kecamatan, find_kelurahan  # noqa: PLC0415
    from sop.people import invite as make  # noqa: PLC0415

    settings = _settings()
    username = asyncio.run(_username(settings))
    if post in PER_KELURAHAN and kelurahan is None:
        raise Refused("office.needs_kelurahan", post=TITLES[post])
    with Database(settings.database_url).unit(real_clock()) as unit:
        office = find_kecamatan(unit, kecamatan)
        place = find_kelurahan(unit, office, kelurahan) if kelurahan else None
        token = make(unit, kecamatan_id=office.id, post=post, kelurahan=place, name=name)
    link = f"https://t.me/{username}?start={token}"
    _out(as_json, {"link": link, "post": post, "kelurahan": kelurahan, "name": name}, link)


async def _username(settings: Settings) -> str:
    """The bot's name: remembered, else asked from Telegram."""
    from bot.run import make_bot, who_am_i  # noqa: PLC0415
    from bot.thread import DatabaseThread  # noqa: PLC0415

    if not settings.token:
        raise typer.BadParameter("BOT_TOKEN is not set: the link names the bot")
    bot, thread = make_bot(settings), DatabaseThread()
    await bot._request[0].initialize()  # noqa: SLF001
    try:
        me = await who_am_i(bot, Database(settings.database_url), thread, real_clock)
        return str(me["username"])
    finally:
        await bot._request[0].shutdown()  # noqa: SLF001
        thread.close()


def _settings() -> Settings:
    return Settings()


def _out(as_json: bool, document: dict[str, Any], words: str) -> None:
    print(json.dumps(document, ensure_ascii=False) if as_json else words)  # noqa: T201 -- the command's answer


def main() -> None:
    """Errors are one line on stderr and a non-zero exit code."""
    try:
        app(standalone_mode=False)
    except Refused as refused:
        sys.exit(plain(refused.key, **refused.facts))
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except (InvalidToken, TelegramError) as fault:
        sys.exit(f"Telegram: {type(fault).__name__}")
    except (ValidationError, SQLAlchemyError, OSError, ValueError) as fault:
        sys.exit(f"{type(fault).__name__}: {str(fault).splitlines()[0]}")
    except Exception as fault:
        if type(fault).__module__.startswith(("click", "typer")):
            sys.exit(str(getattr(fault, "message", fault)) or type(fault).__name__)
        raise


if __name__ == "__main__":
    main()
