"""The conversation itself: forms that are left, help, bad input."""
