"""Files that were made to fill a memory or to take for ever, and what they do to an office."""
