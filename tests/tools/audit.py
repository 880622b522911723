"""Whether any pinned package has a known hole: `make audit`, which needs the network.

Ends with 0 when each was asked about and none has one, with 1 when some have, and with 3 when the service
that knows could not be asked, or does not know a package: then nothing is proved.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
FOUND, NOT_ASKED = 1, 3
SERVICES = ("osv", "pypi")  #: asked one after the other, until one answers for every package
SECONDS = 20


def asked(program: str, requirements: Path, service: str) -> tuple[list[dict[str, Any]] | None, str]:
    """What a service says of each package, or None and why not."""
    words = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(
        [program, *words, "-s", service, "--timeout", str(SECONDS), "-r", str(requirements)],
        capture_output=True,
        text=True,
    )
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines()
        return None, lines[-1][:200] if lines else f"ended with {done.returncode}"


def holes(packages: list[dict[str, Any]]) -> list[str]:
    """One line for each hole."""
    return [
        f"{one['name']} {one['version']}: {hole['id']}, "
        f"mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for one in packages
        for hole in one.get("vulns", ())
    ]


def unknown(packages: list[dict[str, Any]]) -> list[str]:
    """Packages that the service says nothing about."""
    return [one["name"] for one in packages if "skip_reason" in one]


def main(program: str, *files: str) -> int:
    code = 0
    for name in files:
        said: list[str] = []
        for service in SERVICES:
            packages, why = asked(program, ROOT / name, service)
            if packages is None:
                said.append(f"{service} cannot be asked ({why})")
            elif found := holes(packages):
                print(f"{name}: {len(found)} known holes\n" + "\n".join(found))
                code = FOUND
                break
            elif left := unknown(packages):
                said.append(f"{service} knows nothing of {len(left)} of {len(packages)} packages")
            else:
                print(f"{name}: {len(packages)} packages, none with a known hole ({service})")
                break
        else:
            print(f"{name}: NOT LOOKED AT. {'; '.join(said)}. Try again where there is a network.")
            code = code or NOT_ASKED
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
