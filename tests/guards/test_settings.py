"""Every setting is explained in `.env.example`, with the value it has when nobody sets it."""

import importlib.util
import re

import pytest

from tests.guards.source import ROOT

pytestmark = pytest.mark.quick


def explained() -> dict[str, str]:
    """The variables of `.env.example`, each with the value it shows; a comment line stands above each."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    found = {}
    for above, line in zip(["", *lines], lines, strict=False):
        if variable := re.fullmatch(r"#?([A-Z_]+)=(.*)", line):
            assert above.startswith("# "), f"{variable[1]} has no word of explanation"
            found[variable[1]] = variable[2]
    return found


def settings() -> dict[str, str]:
    """The variables that the bot reads, each with its default as text."""
    if importlib.util.find_spec("bot") is None or importlib.util.find_spec("bot.settings") is None:
        pytest.skip("bot/settings.py is not written yet")
    from pydantic_settings import BaseSettings

    from bot import settings as module

    return {
        str(field.validation_alias or name).upper(): "" if field.default is None else str(field.default)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, BaseSettings) and kind is not BaseSettings
        for name, field in kind.model_fields.items()
    }


def test_every_setting_is_explained_and_no_other() -> None:
    assert sorted(explained()) == sorted(settings())


def test_shown_values_are_the_defaults() -> None:
    shown, defaults = explained(), settings()

    differing = {
        name: (shown.get(name), value)
        for name, value in defaults.items()
        if not _same(shown.get(name), value)
    }

    assert differing == {}


def _same(shown: str | None, default: str) -> bool:
    try:
        return float(shown or "") == float(default)
    except ValueError:
        return shown == default
