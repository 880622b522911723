"""`make rehearse`."""

import sys
import tempfile
from pathlib import Path

from tests.rehearse.rehearsal import rehearse

with tempfile.TemporaryDirectory() as folder:
    good = rehearse(Path(folder))
print("The page holds." if good else "The page does not hold.")
sys.exit(not good)
