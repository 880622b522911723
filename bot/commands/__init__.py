"""What the commands of `bot/__main__.py` do where they are longer than a few lines."""
