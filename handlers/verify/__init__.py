"""Step 2: the card of an usulan, its verdicts, the lists."""
