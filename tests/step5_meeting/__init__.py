"""Step 5: the Musrenbang."""
