"""Step 4 on the screen of Sekretaris Kecamatan."""
