"""Personal data: the notice, what is handed out, what is forgotten."""
