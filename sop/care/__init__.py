"""The office's own safety: what people are told of backups and of troubles of the machine."""
