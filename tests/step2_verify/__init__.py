"""Step 2: verification."""
