"""Step 4: days, seats in the komisi, usulan per komisi, weights."""
