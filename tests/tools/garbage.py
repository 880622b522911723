"""What is imported and collected stays to the end of a run: nobody looks through it again and again."""

import gc

import pytest

gc.disable()  # modules, texts and 2,800 tests come now, and none of them goes


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
