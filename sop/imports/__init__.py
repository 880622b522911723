"""Files of rows that an office hands in: read, looked at row by row, taken in, taken back."""
