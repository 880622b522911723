"""Step 6: the tim writes, Sekretaris reads."""
