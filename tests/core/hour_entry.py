"""Says what turns its clock, and ends."""

from __future__ import annotations

from tests.tools.hour import turning


def main() -> None:
    print(sorted(turning().items()))


if __name__ == "__main__":
    main()
