"""Lists as they come: read, judged row by row, taken in, taken back."""
