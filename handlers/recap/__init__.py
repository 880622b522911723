"""Step 1 beside the form: the intake's board, on behalf, letters, the Lurah."""
