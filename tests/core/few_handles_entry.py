"""A bot that is started with few file handles, as a shell or a unit that asks for none gives them."""

from __future__ import annotations

import os
import resource

from demo import entry


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = int(os.environ.get("MOST_HANDLES", hard))
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(os.environ["FEW_HANDLES"]), most))
    entry.main()


if __name__ == "__main__":
    main()
