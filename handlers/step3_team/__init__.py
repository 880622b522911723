"""Step 3 on the screen of Sekretaris Kecamatan."""
