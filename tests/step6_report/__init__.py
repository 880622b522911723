"""Step 6: the report."""
