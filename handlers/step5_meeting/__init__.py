"""Step 5 in the hall: the tim, the four komisi, the plenary."""
