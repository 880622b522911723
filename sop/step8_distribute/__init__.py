"""Step 8: who gets the report, and the proof that he got it."""
