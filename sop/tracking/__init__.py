"""What became of an usulan: found by its number, told in plain words, followed, answered, published."""
