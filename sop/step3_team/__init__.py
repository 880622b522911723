"""Step 3: the tim and its SK."""
