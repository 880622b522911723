"""Step 7: the Camat approves the report."""
