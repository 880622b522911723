"""Step 5, the day of the Musrenbang."""
