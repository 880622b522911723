"""Step 4: the days of the meetings, the four komisi, the criteria."""
