"""The first screen, the tasks, the pinned card, help; and what becomes of whatever nothing else takes."""
