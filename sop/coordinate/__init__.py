"""Steps 3 and 4: the tim, its seats, days, usulan per komisi, weights."""
