"""Step 2 on the screens of Kepala Bidang and of who helps him."""
