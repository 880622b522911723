"""Step 6: the draft of the report, its figures, its narrative, its photos."""
