"""The office's own settings and arms."""
