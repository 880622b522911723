"""Step 5: attendance, scoring in four komisi, the plenary, the delegates to the city."""
