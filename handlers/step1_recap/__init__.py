"""Step 1 on the screens of JFU and of the Lurah."""
