"""Step 3: the tim."""
