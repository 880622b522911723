"""Step 2: the queue and the coded reasons."""
