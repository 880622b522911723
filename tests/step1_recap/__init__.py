"""Step 1: the intake and its recap."""
