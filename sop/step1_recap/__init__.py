"""Step 1: the intake, what a Lurah confirms, the recap that is numbered and frozen."""
