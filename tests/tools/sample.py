"""Which sample of something too big for every run is looked at: the same each time, or SEED=... make test."""

import os

SEED = int(os.environ.get("SEED", "1"))
