"""The archive as people meet it in chat."""
