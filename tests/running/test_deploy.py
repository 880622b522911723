"""What stands in deploy/: systemd takes the unit, the image holds all that the bot needs, and no rights."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.server.app import ServerThread, free_port
from demo.server.world import World
from tests.support.office import ROOT, TOKEN

UNIT = (ROOT / "deploy/musrenbang.service").read_text()
IMAGE = (ROOT / "deploy/Containerfile").read_text()
EXPOSED = 20  #: tenths, as systemd-analyze counts; a service without any hardening has 96


def directives(unit: str) -> dict[str, str]:
    found = {}
    for line in unit.splitlines():
        if not line.startswith("#") and "=" in line:
            name, _, value = line.partition("=")
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def instructions(image: str) -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", image))
    return [tuple(line.split(" ", 1)) for line in joined.splitlines() if line]  # type: ignore[misc]


def named(word: str) -> list[str]:
    return [rest for name, rest in instructions(IMAGE) if name == word]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_unit_and_finds_it_locked_up(tmp_path: Path) -> None:
    unit = tmp_path / "musrenbang.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", UNIT))
    # It needs no running systemd; 252 and newer can judge a file.
    judge = [
        "systemd-analyze",
        "security",
        "--offline=yes",
        f"--threshold={EXPOSED}",
        "--no-pager",
        str(unit),
    ]

    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    judged = subprocess.run(judge, capture_output=True, text=True)

    assert (verified.returncode, verified.stderr) == (0, "")
    assert judged.returncode == 0, judged.stdout[-2000:] + judged.stderr


def test_unit_gives_the_bot_its_folder_and_the_network_and_nothing_else() -> None:
    said = directives(UNIT)

    assert said["User"] not in ("", "root")
    assert {
        name: said[name] for name in ("NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp")
    } == {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
    }
    assert (said["CapabilityBoundingSet"], said["UMask"]) == ("", "0077")
    assert (said["StateDirectory"], said["StateDirectoryMode"]) == ("musrenbang", "0700")
    assert said["WorkingDirectory"] == "/var/lib/musrenbang"  # where `data` is, if nothing is set
    assert (
        said["SystemCallFilter"]
        == "@system-service ~@privileged landlock_create_ruleset landlock_add_rule landlock_restrict_self"
    )  # the pool needs @resources
    assert (said["Type"], said["KillMode"], said["Restart"]) == ("notify", "mixed", "always")
    assert "TOKEN" not in UNIT  # it stands in a file that only root reads


def test_image_is_pinned_and_its_bot_is_nobody() -> None:
    for base in named("FROM"):
        assert re.fullmatch(r"docker\.io/library/python:3\.\d+\.\d+-slim-\w+( AS \w+)?", base), base
    assert named("ADD") == []
    assert all("--require-hashes" in run for run in named("RUN") if "pip install" in run)
    assert {"LICENSE /app/LICENSE", "THIRD_PARTY.md /app/THIRD_PARTY.md"} <= set(named("COPY"))
    assert [user for user in named("USER") if re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)] == named("USER") != []
    order = [name for name, _ in instructions(IMAGE)]
    assert order.index("USER") > max(at for at, name in enumerate(order) if name == "RUN")
    for started in (*named("ENTRYPOINT"), *named("CMD"), named("HEALTHCHECK")[0].partition("CMD ")[2]):
        assert isinstance(json.loads(started), list)  # without a shell, so that SIGTERM arrives
    assert re.search(r"TOKEN|PASSWORD|SECRET", IMAGE) is None


def test_image_holds_all_that_the_bot_needs_and_its_health_check_works(tmp_path: Path) -> None:
    app, data, port = tmp_path / "app", tmp_path / "data", free_port()
    data.mkdir()
    copied = [line.split() for line in named("COPY") if not line.startswith("--from")]
    assert "." not in [source for source, _ in copied]  # nothing that happens to lie there: .env, a database
    for source, target in copied:
        if target.startswith("/app/"):
            copies = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copies(ROOT / source, app / target.removeprefix("/app/"))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.bind(str(tmp_path / "notify"))
    line.settimeout(60)
    with ServerThread(World(TOKEN, username="musrenbang_uji_bot")) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(app),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.url,
            "DATABASE_URL": f"sqlite:///{data}/musrenbang.db",
            "DATA_DIR": str(data),
            "LISTEN": f"127.0.0.1:{port}",
            "NOTIFY_SOCKET": str(tmp_path / "notify"),
            "WATCHDOG_USEC": "300000",
        }
        where = "import bot; print(bot.__file__)"
        found = subprocess.run(
            [sys.executable, "-c", where],
            env=environment,
            cwd=data,
            capture_output=True,
            text=True,
            check=True,
        )
        bot = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment, cwd=data)
        try:
            ready, alive = line.recv(100), line.recv(100)
            command = json.loads(named("HEALTHCHECK")[0].partition("CMD ")[2].replace("8080", str(port)))
            ends = time.monotonic() + 20  # a busy machine may need more than one look
            while (healthy := subprocess.run([sys.executable, *command[1:]]).returncode) != 0:
                assert time.monotonic() < ends
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(timeout=20)
        said = {alive}
        while b"STOPPING=1" not in said:
            said.add(line.recv(100))
    line.close()

    assert Path(found.stdout.strip()).is_relative_to(app)
    assert (ready, said) == (b"READY=1", {b"WATCHDOG=1", b"STOPPING=1"})
    assert (healthy, bot.returncode) == (0, 0)
