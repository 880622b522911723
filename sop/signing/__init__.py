"""What makes a final paper hold outside of this system: its seal, and whether a file is what it says."""
