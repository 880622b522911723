"""What is known of a person: shown, handed out, forgotten."""
