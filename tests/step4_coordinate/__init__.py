"""Step 4: komisi, criteria, days."""
