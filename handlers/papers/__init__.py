"""A paper is sent to who may have it."""
