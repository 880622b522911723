"""A real nginx and a real Caddy before the bot's page, set up by the files of deploy/."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.server.app import free_port
from tests.support.office import ROOT
from tests.tools.required import missing

PATIENCE = 30.0  #: seconds until it listens
PUBLIC = "musrenbang.example.go.id"


def found(name: str) -> str:
    """The program, from Debian where it may be installed; else the test is skipped or fails."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    if (place := shutil.which(name, path=path)) is None and shutil.which("apt-get") and os.geteuid() == 0:
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (("update",), ("install", "-y", "--no-install-recommends", name)):
            subprocess.run(("apt-get", "-qq", *words), env=quietly, capture_output=True, check=False)
        place = shutil.which(name, path=path)
    return place or missing(f"there is no {name}: install it (Debian: apt-get install {name})")


@contextmanager
def front(name: str, bot: int, folder: Path, *, streams: bool) -> Iterator[int]:
    """The port at which it listens. `streams`: a body is passed on while it comes, else when it is there."""
    program, port = found(name), free_port()
    command = (_nginx if name == "nginx" else _caddy)(program, port, bot, folder, streams=streams)
    own = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "front.log").open("wb") as log:
        process = subprocess.Popen(command, env=own, cwd=folder, stdout=log, stderr=log)
    try:
        ends = time.monotonic() + PATIENCE
        while not _listens(port):
            assert process.poll() is None, (folder / "front.log").read_text()
            assert time.monotonic() < ends, (folder / "front.log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _nginx(program: str, port: int, bot: int, folder: Path, *, streams: bool) -> list[str]:
    server = (ROOT / "deploy" / "nginx.conf").read_text("utf-8").replace("127.0.0.1:8080", f"127.0.0.1:{bot}")
    server = re.sub(r"^\s*ssl_.*$", "", server, flags=re.MULTILINE)
    server = server.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    if streams:
        server = server.replace("proxy_http_version", "proxy_request_buffering off;\n    proxy_http_version")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    written = (
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{server}\n}}\n"
    )
    (folder / "nginx.conf").write_text(written, "utf-8")
    return [program, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(program: str, port: int, bot: int, folder: Path, *, streams: bool) -> list[str]:
    given = (ROOT / "deploy" / "Caddyfile").read_text("utf-8").replace(PUBLIC, f"http://{PUBLIC}:{port}")
    for buffers in (
        [""] if streams else ["request_buffers 30MB", "buffer_requests"]
    ):  # as it is called, and was
        proxied = f"127.0.0.1:{bot} {{\n{buffers}\n}}"
        written = "{\nadmin off\nauto_https off\n}\n" + given.replace("127.0.0.1:8080", proxied)
        (folder / "Caddyfile").write_text(written, "utf-8")
        command = [program, "adapt", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        if subprocess.run(command, capture_output=True, cwd=folder, check=False).returncode == 0:
            break
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
