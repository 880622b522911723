"""Who may press what: two offices side by side, everybody presses everything, and what came of it."""
