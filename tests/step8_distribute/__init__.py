"""Step 8: distribution."""
