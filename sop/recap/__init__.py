"""Step 1: the intake's board and what is owed while it is open."""
