"""Personal data (UU 27/2022): what is told of them, shown, corrected, forgotten, and kept how long."""
