"""Step 7 on the screen of the Camat."""
