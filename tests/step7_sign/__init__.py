"""Step 7: the Camat decides."""
