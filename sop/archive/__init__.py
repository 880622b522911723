"""The archive: papers found by words, the season as one file, every file read again."""
