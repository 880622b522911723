"""The steps in motion: whose turn it is, what is owed, who approves, what follows from it."""
